//! The manifests of generated packages.

use std::fmt::Write as _;

use crate::model::{Api, Apis};
use crate::package::{Runtime, features, one_line};
use crate::settings::Formats;

/// How many characters a description may have: registries show it in a list.
const LONGEST_DESCRIPTION: usize = 200;

/// Makes the manifest of a client, with the crates that the types of formats come from.
pub(super) fn client(name: &str, apis: &Apis, runtime: &Runtime, formats: &Formats) -> String {
    let known = formats.crates().filter_map(|(name, value)| Some((name, value?.to_owned())));
    let mut dependencies: Vec<(&str, String)> = known.collect();
    dependencies.push(("twinspec-client", dependency(runtime, name, "runtime")));
    dependencies.sort();
    let mut text = package(name, "A typed async client for", &apis.all);
    text.extend(features::table(apis));
    text += "\n[dependencies]\n";
    for (name, value) in dependencies {
        let _ = writeln!(text, "{name} = {value}");
    }
    text
}

/// Makes the manifest of a mock: a library, and a program by the feature `cli`.
pub(super) fn mock(name: &str, api: &Api, engine: &Runtime) -> String {
    let engine = dependency(engine, name, "engine");
    let engine = match engine.strip_suffix(" }") {
        Some(table) => format!("{table}, default-features = false }}"),
        None => format!("{{ version = {engine}, default-features = false }}"),
    };
    format!(
        "{package}\n\
         [features]\n\
         default = [\"cli\"]\n\
         # The program; tests that answer without a socket need none of it.\n\
         cli = [\"dep:clap\", \"twinspec-mock/cli\"]\n\
         \n\
         [[bin]]\n\
         name = \"{name}\"\n\
         path = \"src/main.rs\"\n\
         required-features = [\"cli\"]\n\
         \n\
         [dependencies]\n\
         clap = {{ version = \"4.6\", features = [\"derive\"], optional = true }}\n\
         twinspec-mock = {engine}\n\
         \n\
         [dev-dependencies]\n\
         http = \"1\"\n\
         http-body-util = \"0.1\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\
         tower = {{ version = \"0.5\", features = [\"util\"] }}\n",
        package = package(name, "A stateful mock of", std::slice::from_ref(api)),
    )
}

/// Makes the manifest of a proof; `twins` are the packages that it is about, and where they are.
pub(super) fn tests(
    name: &str,
    apis: &Apis,
    (client, mock): &((&str, String), Option<(&str, String)>),
    (proof, formats): (&Runtime, &Formats),
) -> String {
    let known = formats.crates().filter_map(|(name, value)| Some((name, value?.to_owned())));
    let mut dependencies: Vec<(&str, String)> = known.collect();
    dependencies.push((client.0, format!("{{ path = {} }}", string(&client.1))));
    // A command line has no part in it.
    let library = |path: &str| format!("{{ path = {}, default-features = false }}", string(path));
    dependencies.extend(mock.iter().map(|(name, path)| (*name, library(path))));
    dependencies.push(("twinspec-proof", dependency(proof, name, "proof")));
    dependencies.sort();
    let text = package(name, "Proves the client and the mock of", &apis.all);
    let text = text.replace("readme = \"README.md\"", "publish = false");
    let mut text = text + "\n[dev-dependencies]\n";
    for (name, value) in dependencies {
        let _ = writeln!(text, "{name} = {value}");
    }
    text
}

/// Says where a package finds what it runs on; `part` is what that is called beside it.
fn dependency(runtime: &Runtime, name: &str, part: &str) -> String {
    match runtime {
        // The version is for publishing; a later one of the same generator fits it too.
        Runtime::Vendored => {
            format!("{{ package = \"{name}-{part}\", path = \"{part}\", version = \"0\" }}")
        }
        Runtime::Path(path) => format!("{{ path = {} }}", string(path)),
        Runtime::Version(version) => string(version),
    }
}

/// Writes what a package says of itself, valid whatever the document says.
fn package(name: &str, what: &str, apis: &[Api]) -> String {
    let titles: Vec<String> = apis.iter().map(|it| one_line(&it.title)).collect();
    let description = format!("{what} {}", titles.join(", "));
    // Of several none has the say.
    let version = if let [only] = apis { only.version.as_str() } else { "" };
    format!(
        "[package]\n\
         name = \"{name}\"\n\
         version = \"{version}\"\n\
         edition = \"2024\"\n\
         rust-version = \"1.95\"\n\
         description = {description}\n\
         readme = \"README.md\"\n",
        version = self::version(version),
        description = string(&shortened(&description)),
    )
}

/// Returns the crates that the types of formats come from and that a manifest does not name.
pub(crate) fn missing<'f>(manifest: &str, formats: &'f Formats) -> Vec<&'f str> {
    let names = |line: &str| {
        let line = line.trim().trim_start_matches("[dependencies.");
        let end = line.find(|it: char| !(it.is_alphanumeric() || matches!(it, '_' | '-')));
        line[..end.unwrap_or(line.len())].replace('-', "_")
    };
    let is_named = |name: &str| manifest.lines().any(|line| names(line) == name);
    formats.crates().map(|(name, _)| name).filter(|it| !is_named(it)).collect()
}

/// Writes a text as TOML has it, in one line.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            it if it.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out + "\""
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_DESCRIPTION) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// A document's version is any text; a package's has three numbers.
fn version(text: &str) -> String {
    let numbers: Vec<&str> = text
        .trim_start_matches(['v', 'V'])
        .split('.')
        .take_while(|it| it.parse::<u32>().is_ok_and(|number| number.to_string() == **it))
        .collect();
    match numbers.as_slice() {
        [major, minor, patch, ..] => format!("{major}.{minor}.{patch}"),
        [major, minor] => format!("{major}.{minor}.0"),
        [major] => format!("{major}.0.0"),
        [] => "0.1.0".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{string, version};

    #[test]
    fn any_version_becomes_one_that_cargo_takes() {
        assert_eq!(version("1.2.3"), "1.2.3");
        assert_eq!(version("v2"), "2.0.0");
        assert_eq!(version("2021-07-28"), "0.1.0");
        assert_eq!(version("1.04.0"), "1.0.0");
        assert_eq!(version("3.1-beta"), "3.0.0");
        assert_eq!(version(""), "0.1.0");
    }

    #[test]
    fn texts_are_escaped_as_toml_has_it() {
        assert_eq!(string("a \"b\" \\ c"), r#""a \"b\" \\ c""#);
        assert_eq!(string("\u{0}\t\u{7f}\u{85}"), r#""\u0000\u0009\u007F\u0085""#);
        assert_eq!(string("e\u{301} ☃"), "\"e\u{301} ☃\"");
    }
}
