//! A client as a package that compiles as it lies: manifest, front page, sources, runtime.
//!
//! `src/generated/` and the carried runtime are the generator's and are remade each time. The rest
//! is only there to start from: what is there already is somebody's own, and stays.

mod manifest;

use std::str::FromStr;

use heck::ToSnakeCase;

use crate::model::Api;
use crate::output::{File, Keep};
pub(crate) use crate::package::manifest::missing;
use crate::settings::Formats;

/// The sources of the client's runtime, by path.
mod carried {
    include!(concat!(env!("OUT_DIR"), "/carried.rs"));
}

/// Where a generated client finds its runtime.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Runtime {
    /// Beside it, as a package of its own that is written along.
    #[default]
    Vendored,
    /// In this folder, which several clients may share; relative to the client's package.
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

/// Makes all files of a client's package but those under `src/generated`.
pub(crate) fn client(name: &str, api: &Api, runtime: &Runtime, formats: &Formats) -> Vec<File> {
    let once = |path: &str, text: String| File { path: path.to_owned(), text, keep: Keep::Own };
    let mut files = vec![
        once("Cargo.toml", manifest::manifest(name, api, runtime, formats)),
        once("README.md", readme(name, api)),
        once("src/lib.rs", library(api)),
    ];
    if *runtime == Runtime::Vendored {
        files.extend(carried::CLIENT.iter().map(|(path, text)| File {
            path: format!("runtime/{path}"),
            text: if *path == "Cargo.toml" { renamed(name, text) } else { (*text).to_owned() },
            keep: Keep::Generated,
        }));
    }
    files
}

/// Several clients in one workspace each bring a runtime, so each is called after its client.
fn renamed(name: &str, manifest: &str) -> String {
    manifest.replacen("name = \"twinspec-client\"", &format!("name = \"{name}-runtime\""), 1)
}

fn readme(name: &str, api: &Api) -> String {
    let (title, library) = (one_line(&api.title), name.to_snake_case());
    let call = api.tags.first().and_then(|tag| {
        let operation = tag.operations.first()?;
        Some(format!("client.{}().{}(…).await?", tag.module, operation.rust))
    });
    format!(
        "# {name}\n\n\
         A typed async client for {title}, version {version}.\n\n\
         ```rust,ignore\n\
         let client = {library}::Client::builder().build()?;\n\
         let answer = {call};\n\
         ```\n\n\
         `src/generated/` belongs to twinspec and is remade when the document changes; everything\n\
         else is yours.\n",
        version = one_line(&api.version),
        call = call.unwrap_or_else(|| "client".to_owned()),
    )
}

fn library(api: &Api) -> String {
    format!(
        "//! A typed async client for {}.\n\n\
         #[rustfmt::skip]\n\
         mod generated;\n\n\
         pub use generated::*;\n\
         pub use twinspec_client::*;\n",
        one_line(&api.title)
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
