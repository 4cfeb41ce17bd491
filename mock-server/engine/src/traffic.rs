//! Traffic: what is known of requests beyond what the document says of each.
//!
//! It stays when the engine becomes another one, and is forgotten when the mock is reset.

use twinspec_blueprint::Blueprint;

use crate::journal::{self, Journal};
use crate::limit::{self, Limits};

/// What a mock's traffic is made from.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// How many requests the journal holds.
    pub(crate) journal: usize,
    pub(crate) limit: limit::Settings,
}

impl Default for Settings {
    fn default() -> Self {
        Self { journal: journal::ENTRIES, limit: limit::Settings::default() }
    }
}

/// What is known of the requests so far.
#[derive(Debug)]
pub(crate) struct Traffic {
    pub(crate) journal: Journal,
    pub(crate) limits: Limits,
}

impl Traffic {
    pub(crate) fn new(settings: Settings, blueprint: &Blueprint) -> Self {
        Self {
            journal: Journal::new(settings.journal),
            limits: Limits::new(settings.limit, blueprint),
        }
    }

    /// Goes on with another blueprint.
    pub(crate) fn take_over(&self, blueprint: &Blueprint) {
        self.limits.take_over(blueprint);
    }

    /// Goes back to the start.
    pub(crate) fn reset(&self) {
        self.journal.clear();
        self.limits.reset();
    }
}
