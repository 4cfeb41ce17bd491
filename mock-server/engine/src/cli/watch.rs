//! Watching a data file.
//!
//! The file is looked at now and then. That finds a change a moment later than the notices of an
//! operating system would, but it is the same everywhere, and editors that replace a file instead
//! of writing to it do not confuse it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::mock::Mock;

/// Takes the entities of a data file over again when it changes.
#[derive(Debug)]
pub struct Watch {
    mock: Mock,
    path: PathBuf,
    seen: Option<State>,
}

/// What tells that a file is another one than before.
type State = (Option<SystemTime>, u64);

impl Watch {
    /// Starts to watch a file that the mock has loaded.
    #[must_use]
    pub fn new(mock: Mock, path: PathBuf) -> Self {
        let seen = state(&path);
        Self { mock, path, seen }
    }

    /// Looks at the file: `None` if it is as before, else whether the mock took it over. If it did
    /// not, it goes on with what it has.
    pub fn look(&mut self) -> Option<Result<(), String>> {
        let state = state(&self.path);
        // A file that is gone for a moment is being replaced.
        if state.is_none() || state == self.seen {
            return None;
        }
        self.seen = state;
        let name = self.path.display().to_string();
        let text = fs::read_to_string(&self.path).map_err(|error| format!("{name}: {error}"));
        Some(text.and_then(|text| self.mock.load(name, text).map_err(|error| error.to_string())))
    }
}

fn state(path: &Path) -> Option<State> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok(), metadata.len()))
}
