//! The fidelity ledger, `spec/FIDELITY.md`: what the mock does, how sure it is that the service does
//! so too, and the test that holds it.
//!
//! A row stands as a comment beside the behaviour, in Rust or in the document:
//!
//! ```text
//! // fidelity(observed; recorded answers): tags are in lower case, trimmed and unique.
//! // Held by `add_tags_is_a_union_in_lower_case`.
//! ```

mod page;
mod row;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use crate::fidelity::row::{Row, rows};
use crate::paths::root;

/// The ledger.
const LEDGER: &str = "spec/FIDELITY.md";

/// What the document and its overlay say; they come first.
const DOCUMENTS: [&str; 2] = ["spec/contacts.yaml", "spec/contacts-v3.overlay.yaml"];

/// Where behaviour is registered, and the folder with its topics.
const REGISTRY: &str = "mock-server/src/behaviour.rs";
const TOPICS: &str = "mock-server/src/behaviour";

/// Where tests are that hold behaviour.
const TESTS: [&str; 3] = ["tests/it", "mock-server/engine/tests", "mock-server/src"];

/// A file with rows.
struct Source {
    /// Its path from the root of the project.
    path: String,
    text: String,
    rows: Vec<Row>,
}

/// Writes the ledger, or checks that it is up to date.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    let page = page::page(&sources()?);
    let path = root().join(LEDGER);
    let is_same = fs::read_to_string(&path).is_ok_and(|it| it == page);
    match (is_same, check) {
        (true, _) => println!("{LEDGER} is up to date"),
        (false, true) => bail!("{LEDGER} is stale: run `cargo xtask fidelity`"),
        (false, false) => {
            fs::write(&path, page).with_context(|| format!("writing `{LEDGER}`"))?;
            println!("wrote {LEDGER}");
        }
    }
    Ok(())
}

/// Reads all rows, and makes sure that nothing lacks one.
fn sources() -> anyhow::Result<Vec<Source>> {
    let mut topics = files(&root().join(TOPICS))?;
    topics.sort();
    let root = root();
    let topics = topics.iter().map(|it| it.strip_prefix(&root).unwrap_or(it));
    let topics = topics.map(|it| it.display().to_string());
    let paths = DOCUMENTS.into_iter().chain([REGISTRY]).map(str::to_owned);
    let sources: Vec<Source> = paths.chain(topics).map(source).collect::<Result<_, _>>()?;

    let registry = sources.iter().find(|it| it.path == REGISTRY).context("there is a registry")?;
    let mut lacking = Vec::new();
    for source in &sources {
        lacking.extend(match source.path.as_str() {
            path if DOCUMENTS[0] == path => row::operations_without(source),
            path if path.starts_with(TOPICS) => row::functions_without(source, &registry.text),
            _ => Vec::new(),
        });
    }
    let tests = tests_of_project()?;
    for source in &sources {
        let untested = source.rows.iter().flat_map(|row| row.tests.iter().map(move |it| (row, it)));
        for (row, test) in untested.filter(|(_, it)| !tests.contains(*it)) {
            lacking.push(format!("{}:{}: there is no test `{test}`", source.path, row.line));
        }
    }
    ensure!(lacking.is_empty(), "the ledger is not complete:\n{}", lacking.join("\n"));
    Ok(sources)
}

fn source(path: String) -> anyhow::Result<Source> {
    let text =
        fs::read_to_string(root().join(&path)).with_context(|| format!("reading `{path}`"))?;
    let rows = rows(&path, &text)?;
    Ok(Source { path, text, rows })
}

/// Lists the names of all tests, and of the cases that `tests/it/cases.rs` makes tests of.
fn tests_of_project() -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for folder in TESTS {
        for path in files(&root().join(folder))? {
            let text = fs::read_to_string(&path)?;
            names.extend(row::tests_in(&text));
        }
    }
    Ok(names)
}

/// Lists the Rust files of a folder and the folders in it.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading `{}`", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}
