//! The keyring: tokens and codes, found by what a caller shows.
//!
//! A secret is looked up by its digest. How long that takes tells something of digests, from which
//! nobody gets to the secret, and it takes the same with ten of them and with ten thousand.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// What is known by a secret.
pub(crate) trait Keyed: Clone {
    /// Returns the secret.
    fn secret(&self) -> &str;
}

/// All of one kind that was ever given out, in that order.
///
/// What is not good any more stays, so that its owner is told so.
#[derive(Clone, Debug)]
pub(crate) struct Keyring<T> {
    keys: Vec<Arc<T>>,
    positions: HashMap<[u8; 32], usize>,
}

impl<T: Keyed> Keyring<T> {
    /// Adds a key; another one with the same secret makes way.
    pub(crate) fn add(&mut self, key: T) {
        let digest = digest(key.secret());
        let key = Arc::new(key);
        if let Some(position) = self.positions.get(&digest) {
            self.keys[*position] = key;
        } else {
            self.positions.insert(digest, self.keys.len());
            self.keys.push(key);
        }
    }

    /// Finds a key, in a time that does not tell how much of the secret is right.
    pub(crate) fn find(&self, secret: &str) -> Option<&Arc<T>> {
        let key = &self.keys[*self.positions.get(&digest(secret))?];
        is_same(key.secret(), secret).then_some(key)
    }

    /// Changes a key, if there is one of this secret.
    pub(crate) fn change(&mut self, secret: &str, change: impl FnOnce(&mut T)) {
        if let Some(position) = self.positions.get(&digest(secret)) {
            change(Arc::make_mut(&mut self.keys[*position]));
        }
    }

    /// Changes all keys that are of a kind.
    pub(crate) fn change_all(&mut self, is_meant: impl Fn(&T) -> bool, change: impl Fn(&mut T)) {
        for key in self.keys.iter_mut().filter(|it| is_meant(it)) {
            change(Arc::make_mut(key));
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.keys.iter().map(|it| &**it)
    }
}

impl<T> Default for Keyring<T> {
    fn default() -> Self {
        Self { keys: Vec::new(), positions: HashMap::new() }
    }
}

impl<T: Keyed> FromIterator<T> for Keyring<T> {
    fn from_iter<I: IntoIterator<Item = T>>(keys: I) -> Self {
        let mut keyring = Self::default();
        keys.into_iter().for_each(|it| keyring.add(it));
        keyring
    }
}

/// Compares secrets in a time that does not tell how much of them is the same.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
