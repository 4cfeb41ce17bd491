//! Traffic: what is known of requests beyond what the document says of each.
//!
//! It stays when the engine becomes another one, and is forgotten when the mock is reset.

use crate::journal::{self, Journal};

/// What a mock's traffic is made from.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// How many requests the journal holds.
    pub(crate) journal: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { journal: journal::ENTRIES }
    }
}

/// What is known of the requests so far.
#[derive(Debug)]
pub(crate) struct Traffic {
    pub(crate) journal: Journal,
}

impl Traffic {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self { journal: Journal::new(settings.journal) }
    }

    /// Goes back to the start.
    pub(crate) fn reset(&self) {
        self.journal.clear();
    }
}
