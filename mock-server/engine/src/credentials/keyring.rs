//! The keyring: tokens, found by what a caller shows.
//!
//! A token is looked up by its digest. How long that takes tells something of digests, from which
//! nobody gets to the secret, and it takes the same with ten tokens and with ten thousand.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::credentials::Token;

/// All tokens that were ever accepted, in the order in which they were added.
///
/// One that is not good any more stays, so that its owner is told so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keyring {
    tokens: Vec<Arc<Token>>,
    positions: HashMap<[u8; 32], usize>,
}

impl Keyring {
    /// Adds a token; another one with the same secret makes way.
    pub(crate) fn add(&mut self, token: Token) {
        let digest = digest(&token.value);
        let token = Arc::new(token);
        if let Some(position) = self.positions.get(&digest) {
            self.tokens[*position] = token;
        } else {
            self.positions.insert(digest, self.tokens.len());
            self.tokens.push(token);
        }
    }

    /// Finds a token, in a time that does not tell how much of the secret is right.
    pub(crate) fn find(&self, secret: &str) -> Option<&Arc<Token>> {
        let token = &self.tokens[*self.positions.get(&digest(secret))?];
        bool::from(token.value.as_bytes().ct_eq(secret.as_bytes())).then_some(token)
    }

    /// Changes a token; whether there is one.
    pub(crate) fn change(&mut self, secret: &str, change: impl FnOnce(&mut Token)) -> bool {
        let position = self.positions.get(&digest(secret));
        let token = position.map(|it| Arc::make_mut(&mut self.tokens[*it]));
        token.map(change).is_some()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().map(|it| &**it)
    }
}

impl FromIterator<Token> for Keyring {
    fn from_iter<I: IntoIterator<Item = Token>>(tokens: I) -> Self {
        let mut keyring = Self::default();
        tokens.into_iter().for_each(|it| keyring.add(it));
        keyring
    }
}

fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
