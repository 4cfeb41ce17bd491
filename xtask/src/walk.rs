//! Starts the walker, for one document or for all of a folder.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use crate::command::{cargo, finish};
use crate::corpus::{documents, index};
use crate::paths::root;

/// What to walk through.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The document, or a folder of documents
    document: PathBuf,
    /// The server to walk through, instead of starting a mock
    #[arg(long)]
    url: Option<String>,
    /// The program to start as `PROGRAM mock DOCUMENT --port 0`, instead of building ours
    #[arg(long, value_name = "PROGRAM")]
    mock: Option<PathBuf>,
    /// The credential to send, for a server that does not take any
    #[arg(long)]
    token: Option<String>,
    /// What a parameter or property of this name has to be, for a server that knows only some
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
    /// Walk only documents of one class, by a CSV file with the columns `file` and `class`
    #[arg(long, value_name = "FILE")]
    index: Option<PathBuf>,
    /// The class to walk, where there is an index
    #[arg(long, default_value = "real")]
    class: String,
}

/// Builds the walker and the mock in release, and walks.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut build = cargo();
    build.args(["build", "--release", "--package", "tests", "--bin", "walk"]);
    if arguments.url.is_none() && arguments.mock.is_none() {
        build.args(["--package", "twinspec", "--bin", "twinspec"]);
    }
    finish(build, "cargo build")?;

    let mut command = cargo();
    // The paths of documents are seen from where this was started.
    command.current_dir(std::env::current_dir().context("asking for the current folder")?);
    command.arg("run").arg("--manifest-path").arg(root().join("Cargo.toml"));
    command.args(["--release", "--quiet", "--package", "tests", "--bin", "walk", "--"]);
    for (name, value) in [("--url", &arguments.url), ("--token", &arguments.token)] {
        command.args(value.iter().flat_map(|it| [name, it]));
    }
    command.args(arguments.set.iter().flat_map(|it| ["--set", it]));
    command.args(arguments.json.then_some("--json"));
    if let Some(mock) = &arguments.mock {
        command.arg("--mock").arg(mock);
    }
    if arguments.document.is_dir() {
        command.arg("--folder").arg(&arguments.document);
        command.arg("--out").arg(root().join("target"));
        command.args(documents(arguments)?);
    } else {
        command.arg(&arguments.document);
    }
    finish(command, "walk")
}

/// The documents of a folder, those of one class if there is an index.
fn documents(arguments: &Arguments) -> anyhow::Result<Vec<PathBuf>> {
    let classes = arguments.index.as_deref().map(index::read).transpose()?;
    let is_wanted = |it: &documents::Document| {
        classes.as_ref().is_none_or(|classes| classes.get(&it.name) == Some(&arguments.class))
    };
    let found = documents::find(&arguments.document)?;
    let roots: Vec<PathBuf> = found.into_iter().filter(is_wanted).map(|it| it.root).collect();
    if roots.is_empty() {
        bail!("`{}` holds no document to walk", arguments.document.display());
    }
    Ok(roots)
}
