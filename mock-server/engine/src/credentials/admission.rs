//! Admission: who gets in, and who may ask for what lets in.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::credentials::{Door, Issued, Keys, Token};
use crate::oauth::{App, give_codes};

/// What a mock knows of its callers. Engines that follow each other share it: another document does
/// not take away a token that somebody holds.
#[derive(Clone)]
pub(crate) struct Admission {
    pub(crate) door: Door,
    issued: Arc<RwLock<Issued>>,
    /// Who may ask for tokens; without any, everybody may.
    pub(crate) apps: Arc<[App]>,
}

impl Admission {
    /// Makes what a mock starts with; without tokens, every well-formed credential gets in.
    pub(crate) fn new(seed: u64, is_open: bool, tokens: &[Token], apps: Vec<App>) -> Self {
        let door = match (is_open, tokens) {
            (true, _) => Door::Open,
            (false, []) => Door::AnyCredential,
            (false, _) => Door::Tokens,
        };
        let mut keys = Keys { tokens: tokens.iter().cloned().collect(), ..Keys::default() };
        give_codes(&apps, &mut keys);
        let issued = Arc::new(RwLock::new(Issued::new(seed, keys)));
        Self { door, issued, apps: apps.into() }
    }

    // What was given out is whole at any time, so it is even if its lock is poisoned.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Issued> {
        self.issued.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Issued> {
        self.issued.write().unwrap_or_else(PoisonError::into_inner)
    }
}
