//! A twin as a package that compiles as it lies: manifest, front page, sources, and what it runs on.
//!
//! `src/generated/` and the carried runtime or engine are the generator's and are remade each time. The rest
//! is only there to start from: what is there already is somebody's own, and stays.

mod features;
mod manifest;
mod mock;
mod name;
mod readme;
mod tests;

use std::str::FromStr;

use crate::model::Apis;
use crate::output::{File, Keep};
pub(crate) use crate::package::features::has_place;
pub(crate) use crate::package::manifest::missing;
pub(crate) use crate::package::mock::mock;
pub(crate) use crate::package::name::{library, name};
pub(crate) use crate::package::tests::{Twin, proofs, tests};
use crate::settings::Formats;

/// The sources of what generated crates stand on, by path.
mod carried {
    include!(concat!(env!("OUT_DIR"), "/carried.rs"));
}

/// Where a generated client finds its runtime, or a generated mock its engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Runtime {
    /// Beside it, as a package of its own that is written along.
    #[default]
    Vendored,
    /// In this folder, which several may share; relative to the package that was generated.
    Path(String),
    /// In the registry, with this version.
    Version(String),
}

impl FromStr for Runtime {
    type Err = String;

    /// Reads `vendored`, `path=DIR` or `version=V`.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            None if text == "vendored" => Ok(Self::Vendored),
            Some(("path", path)) => Ok(Self::Path(path.to_owned())),
            Some(("version", version)) => Ok(Self::Version(version.to_owned())),
            _ => Err("expected `vendored`, `path=DIR` or `version=V`".to_owned()),
        }
    }
}

/// Makes all files of a client's package but those under `src/generated`; `library` is what code calls
/// it, `manifest` is the one that is there.
pub(crate) fn client(
    (name, library): (&str, &str),
    apis: &Apis,
    runtime: &Runtime,
    formats: &Formats,
    manifest: Option<&str>,
) -> Vec<File> {
    let renewed = manifest.and_then(|it| features::renew(it, apis));
    let mut files = vec![
        match renewed {
            Some(text) => File { path: "Cargo.toml".to_owned(), text, keep: Keep::Generated },
            None => once("Cargo.toml", manifest::client(name, apis, runtime, formats)),
        },
        once("README.md", readme::readme(name, library, apis)),
        once("src/lib.rs", root(apis)),
    ];
    if *runtime == Runtime::Vendored {
        let manifest = |text: &str| renamed(text, "twinspec-client", &format!("{name}-runtime"));
        files.extend(carried("runtime", carried::CLIENT, manifest));
    }
    files
}

/// Makes a file that is there to start from.
fn once(path: &str, text: String) -> File {
    File { path: path.to_owned(), text, keep: Keep::Own }
}

/// Makes the files of a package that is carried along, in a folder, with its manifest changed.
fn carried(
    folder: &str,
    files: &'static [(&str, &str)],
    manifest: impl Fn(&str) -> String,
) -> impl Iterator<Item = File> {
    files.iter().map(move |(path, text)| File {
        path: format!("{folder}/{path}"),
        text: if *path == "Cargo.toml" { manifest(text) } else { (*text).to_owned() },
        keep: Keep::Generated,
    })
}

/// Several twins in one workspace each bring what they run on, so each is called after its twin.
fn renamed(manifest: &str, from: &str, to: &str) -> String {
    manifest.replacen(&format!("name = \"{from}\""), &format!("name = \"{to}\""), 1)
}

/// How long a line is where rustfmt is not told otherwise.
const LINE: usize = 100;

fn root(apis: &Apis) -> String {
    // Who calls needs it too, and so do the examples.
    let limit = apis.all.iter().filter_map(|it| it.recursion_limit).max();
    let limit = limit.map(|it| {
        format!(
            "#![recursion_limit = \"{it}\"]\n#![doc(test(attr(recursion_limit = \"{it}\")))]\n\n"
        )
    });
    let limit = limit.unwrap_or_default();
    let mut names = String::new();
    for name in of_runtime() {
        let line = names.rsplit('\n').next().unwrap_or_default().len();
        names += if line + name.len() + 2 > LINE || names.is_empty() { "\n    " } else { " " };
        names += &name;
        names.push(',');
    }
    format!(
        "#![doc = include_str!(\"../README.md\")]\n\n\
         {limit}\
         #[rustfmt::skip]\n\
         mod generated;\n\n\
         pub use generated::*;\n\
         pub use twinspec_client::{{{names}\n}};\n"
    )
}

/// Returns the names that a caller meets in the runtime.
///
/// They are listed in the client, because two globs would be ambiguous where a module of a tag is
/// called like something in the runtime. What is no type among them is no name of a tag.
fn of_runtime() -> Vec<String> {
    let library = carried::CLIENT.iter().find(|(path, _)| *path == "src/lib.rs");
    let library = library.and_then(|(_, text)| syn::parse_file(text).ok());
    let library = library.expect("the runtime is carried, and was compiled");
    let mut names = Vec::new();
    for item in &library.items {
        let syn::Item::Use(item) = item else { continue };
        if matches!(item.vis, syn::Visibility::Public(_)) {
            leaves(&item.tree, &mut names);
        }
    }
    names.sort();
    names
}

fn leaves(tree: &syn::UseTree, names: &mut Vec<String>) {
    match tree {
        syn::UseTree::Path(path) => leaves(&path.tree, names),
        syn::UseTree::Name(name) => names.push(name.ident.to_string()),
        syn::UseTree::Rename(name) => names.push(name.rename.to_string()),
        syn::UseTree::Group(group) => group.items.iter().for_each(|it| leaves(it, names)),
        syn::UseTree::Glob(_) => {}
    }
}

/// Puts a text into one line that can stand in a comment.
fn one_line(text: &str) -> String {
    // The compiler refuses what turns the direction of the text around.
    let turns = |it: char| matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let clean = |it: char| if it.is_control() || turns(it) { ' ' } else { it };
    let text: String = text.chars().map(clean).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod unit {
    use super::{of_runtime, one_line};

    #[test]
    fn names_of_the_runtime_are_types_or_kept_from_tags() {
        let names = of_runtime();

        assert!(names.contains(&"Error".to_owned()), "{names:?}");
        let others = names.iter().filter(|it| it.starts_with(char::is_lowercase));
        assert_eq!(others.collect::<Vec<_>>(), ["bytes", "http"], "see `NO_TAG`");
    }

    #[test]
    fn a_title_fits_into_a_comment() {
        assert_eq!(one_line(" A\r\n\u{0}\u{202e} b\t"), "A b");
    }
}
