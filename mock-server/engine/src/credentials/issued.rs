//! What was given out: all that a mock knows about credentials.

use crate::credentials::voucher::Status;
use crate::credentials::{Keyring, Token, Voucher};
use crate::random::Random;

/// The stream of random values that secrets are drawn from; those of ids start at 0.
const STREAM: u64 = u64::MAX;

/// Everything that was given out, and where more comes from.
#[derive(Debug)]
pub(crate) struct Issued {
    pub(crate) keys: Keys,
    pub(crate) random: Random,
}

/// Everything that was given out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    pub(crate) tokens: Keyring<Token>,
    pub(crate) codes: Keyring<Voucher>,
    pub(crate) refresh_tokens: Keyring<Voucher>,
    /// How many grants there were.
    pub(crate) grants: u64,
}

/// All that it takes to make it what it was.
#[derive(Clone, Debug, Default)]
pub(crate) struct SavedIssued {
    pub(crate) keys: Keys,
    /// How far secrets were drawn.
    pub(crate) drawn: u64,
}

impl Issued {
    pub(crate) fn new(seed: u64, keys: Keys) -> Self {
        Self { keys, random: Random::new(seed, STREAM) }
    }

    pub(crate) fn save(&self) -> SavedIssued {
        SavedIssued { keys: self.keys.clone(), drawn: self.random.position() }
    }

    pub(crate) fn restore(&mut self, saved: &SavedIssued) {
        self.keys = saved.keys.clone();
        self.random.go_to(saved.drawn);
    }
}

impl Keys {
    /// Numbers a grant.
    pub(crate) fn next_grant(&mut self) -> u64 {
        self.grants += 1;
        self.grants
    }

    /// Takes back all that came of a grant.
    pub(crate) fn revoke_grant(&mut self, number: u64) {
        self.tokens.change_all(|it| it.grant == Some(number), |it| it.is_revoked = true);
        let is_meant = |it: &Voucher| it.grant.number == number && it.status == Status::Good;
        self.codes.change_all(is_meant, |it| it.status = Status::Revoked);
        self.refresh_tokens.change_all(is_meant, |it| it.status = Status::Revoked);
    }
}
