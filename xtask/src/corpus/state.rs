//! What is known of each document, kept in a file from run to run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

/// What is known; every change is written at once, so that nothing is lost when a run is broken
/// off.
pub(crate) struct State {
    path: PathBuf,
    entries: BTreeMap<String, Entry>,
}

/// What is known of a document.
#[derive(Serialize, Deserialize)]
pub(crate) struct Entry {
    /// What it was generated from and by; `None` when that is not known.
    pub(crate) input: Option<String>,
    /// The generated files.
    pub(crate) output: String,
    pub(crate) generated: Generated,
    /// What became of it in each step that was taken, by the step's name.
    #[serde(default)]
    pub(crate) steps: BTreeMap<String, Checked>,
}

/// What the generator made of a document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Generated {
    /// `None` when the document was refused.
    pub(crate) lines: Option<usize>,
    pub(crate) warnings: usize,
    pub(crate) milliseconds: u64,
    /// The first reason for a refusal.
    pub(crate) problem: Option<String>,
}

/// What the compiler, or rustdoc, made of a client.
#[derive(Serialize, Deserialize)]
pub(crate) struct Checked {
    /// What was compiled, with what.
    pub(crate) input: String,
    pub(crate) compiled: bool,
    /// The first error, or else the first warning.
    pub(crate) problem: Option<String>,
}

impl State {
    /// Reads what earlier runs found, if there are any and they count.
    pub(crate) fn read(path: &Path, fresh: bool) -> anyhow::Result<Self> {
        let context = || format!("reading `{}`", path.display());
        let entries = if fresh || !path.is_file() {
            BTreeMap::new()
        } else {
            let text = fs::read_to_string(path).with_context(context)?;
            // A file of another version of this command tells nothing.
            serde_json::from_str(&text).unwrap_or_default()
        };
        Ok(Self { path: path.to_owned(), entries })
    }

    pub(crate) fn get(&self, document: &str) -> Option<&Entry> {
        self.entries.get(document)
    }

    /// Notes what was generated; a step counts on if the same came out as before.
    pub(crate) fn generated(&mut self, document: &str, mut entry: Entry) -> anyhow::Result<()> {
        entry.steps = self.entries.remove(document).map(|it| it.steps).unwrap_or_default();
        self.entries.insert(document.to_owned(), entry);
        self.write()
    }

    /// Notes what was said in a step.
    pub(crate) fn checked(
        &mut self,
        document: &str,
        step: &str,
        checked: Checked,
    ) -> anyhow::Result<()> {
        if let Some(entry) = self.entries.get_mut(document) {
            entry.steps.insert(step.to_owned(), checked);
        }
        self.write()
    }

    fn write(&self) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(&self.entries).context("writing the state")?;
        // A run may be broken off here too; a rename leaves the old file or the new one.
        let new = self.path.with_extension("new");
        let context = || format!("writing `{}`", self.path.display());
        fs::write(&new, text).with_context(context)?;
        fs::rename(&new, &self.path).with_context(context)
    }
}
