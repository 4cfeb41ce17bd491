//! Watching the files that a mock is made from.
//!
//! They are looked at now and then. That finds a change a moment later than the notices of an
//! operating system would, but it is the same everywhere, and editors that replace a file instead
//! of writing to it do not confuse it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::cli::Source;
use crate::mock::Mock;

/// Takes a data file, and what the blueprint was made from, over again when they change.
pub struct Watch {
    mock: Mock,
    data: Option<PathBuf>,
    source: Option<Box<dyn Source>>,
    seen: BTreeMap<PathBuf, Option<State>>,
    /// Whether the data changed and were not taken over.
    data_due: bool,
    /// Whether the blueprint changed and was not taken over.
    source_due: bool,
}

/// What tells that a file is another one than before.
type State = (Option<SystemTime>, u64);

impl Watch {
    /// Starts to watch the files of a mock: the data that it has loaded, and the source that its
    /// blueprint came from.
    #[must_use]
    pub fn new(mock: Mock, data: Option<PathBuf>, source: Option<Box<dyn Source>>) -> Self {
        let seen = BTreeMap::new();
        let mut watch = Self { mock, data, source, seen, data_due: false, source_due: false };
        watch.follow();
        watch
    }

    /// Looks at the files: `None` if all are as before, else what came of the change, to be
    /// printed. What is wrong changes nothing: the mock goes on with what it has.
    pub fn look(&mut self) -> Option<Result<String, String>> {
        let mut changed = false;
        for (path, seen) in &mut self.seen {
            let state = state(path);
            // A file that is gone for a moment is being replaced.
            if state.is_none() || state == *seen {
                continue;
            }
            *seen = state;
            changed = true;
            if self.data.as_ref() == Some(path) {
                self.data_due = true;
            } else {
                self.source_due = true;
            }
        }
        // What could not be taken over may depend on what has changed since.
        changed.then(|| self.take_over())
    }

    fn take_over(&mut self) -> Result<String, String> {
        let stays = |wrong: String| format!("{wrong}\nthe mock goes on as it was");
        let data = self.data.as_ref().filter(|_| self.data_due);
        let data = data.map(|path| {
            let name = path.display().to_string();
            let text = fs::read_to_string(path);
            text.map(|text| (name.clone(), text)).map_err(|it| format!("error: {name}: {it}"))
        });
        let data = data.transpose().map_err(stays)?;
        let source = self.source.as_mut().filter(|_| self.source_due);
        let blueprint = source.map(|it| it.read());
        self.follow();
        let blueprint = blueprint.transpose().map_err(stays)?;
        let taken = match (blueprint, data) {
            (Some(blueprint), Some((name, text))) => {
                let taken = self.mock.take_over_with(blueprint, name, text);
                taken.map(|it| format!("the document and the data file changed: {it}"))
            }
            (Some(blueprint), None) => {
                self.mock.take_over(blueprint).map(|it| format!("the document changed: {it}"))
            }
            (None, Some((name, text))) => {
                let taken = self.mock.load(name, text);
                taken.map(|()| "the data file changed: its entities are taken over".to_owned())
            }
            (None, None) => Ok("nothing changed".to_owned()),
        };
        let taken = taken.map_err(|error| {
            let lines = error.problems().iter().map(|it| format!("error: {it}"));
            stays(lines.collect::<Vec<_>>().join("\n"))
        })?;
        (self.data_due, self.source_due) = (false, false);
        Ok(taken)
    }

    /// Looks at files from now on that were not known before.
    fn follow(&mut self) {
        let files = self.source.as_ref().map(|it| it.files()).unwrap_or_default();
        for path in files.into_iter().chain(self.data.clone()) {
            self.seen.entry(path).or_insert_with_key(|path| state(path));
        }
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Watch").field("seen", &self.seen).finish_non_exhaustive()
    }
}

fn state(path: &Path) -> Option<State> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok(), metadata.len()))
}
