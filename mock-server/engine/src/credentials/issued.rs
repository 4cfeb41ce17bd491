//! What was given out: all that a mock knows about credentials.

use crate::credentials::Keyring;
use crate::random::Random;

/// The stream of random values that secrets are drawn from; those of ids start at 0.
const STREAM: u64 = u64::MAX;

/// Everything that was given out, and where more comes from.
#[derive(Debug)]
pub(crate) struct Issued {
    pub(crate) tokens: Keyring,
    pub(crate) random: Random,
}

/// All that it takes to make it what it was.
#[derive(Clone, Debug, Default)]
pub(crate) struct SavedIssued {
    pub(crate) tokens: Keyring,
    /// How far secrets were drawn.
    pub(crate) drawn: u64,
}

impl Issued {
    pub(crate) fn new(seed: u64, tokens: Keyring) -> Self {
        Self { tokens, random: Random::new(seed, STREAM) }
    }

    pub(crate) fn save(&self) -> SavedIssued {
        SavedIssued { tokens: self.tokens.clone(), drawn: self.random.position() }
    }

    pub(crate) fn restore(&mut self, saved: &SavedIssued) {
        self.tokens = saved.tokens.clone();
        self.random.go_to(saved.drawn);
    }
}
