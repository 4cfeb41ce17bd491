//! What packages are called.

use std::path::Path;

use heck::ToKebabCase;
use toml::de::DeTable;

/// Names that a package cannot have: what it depends on, what cargo builds into, and crates that
/// every program has.
const NO_PACKAGE: [&str; 16] = [
    "alloc",
    "build",
    "clap",
    "core",
    "deps",
    "examples",
    "http",
    "http-body-util",
    "incremental",
    "std",
    "test",
    "tokio",
    "tower",
    "twinspec-blueprint",
    "twinspec-client",
    "twinspec-mock",
];

/// A package is called like its folder; `fallback` is what it is called if that is no name.
pub(crate) fn name(folder: &Path, fallback: &str) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = absolute.file_name().unwrap_or_default().to_string_lossy().to_kebab_case();
    let name: String = name.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '-').collect();
    let name = name.trim_matches('-');
    let is_taken = NO_PACKAGE.contains(&name);
    match name.chars().next() {
        // A keyword is a name that no program can say.
        Some(first) if first.is_ascii_alphabetic() => {
            let is_keyword = syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_err();
            if is_taken || is_keyword { format!("{name}-api") } else { name.to_owned() }
        }
        Some(_) => format!("api-{name}"),
        None => fallback.to_owned(),
    }
}

/// Returns what code calls a package, which its owner may have called otherwise since it was made.
pub(crate) fn library(name: &str, manifest: Option<&str>) -> String {
    let (manifest, _) = DeTable::parse_recoverable(manifest.unwrap_or_default());
    let named = |table: &str| {
        let table = manifest.get_ref().get(table)?.get_ref();
        Some(table.get("name")?.as_ref().as_str()?.replace('-', "_"))
    };
    let library = named("lib").or_else(|| named("package"));
    let is_name = |it: &String| syn::parse_str::<syn::Ident>(it).is_ok();
    library.filter(is_name).unwrap_or_else(|| name.replace('-', "_"))
}
