//! The door: whether a request comes from somebody who may call.

use std::borrow::Cow;
use std::sync::Arc;

use http::HeaderMap;
use jiff::Timestamp;
use twinspec_blueprint::{Operation, Requirement, Scheme};

use crate::credentials::secret::secret;
use crate::credentials::token::SCOPES;
use crate::credentials::{Denial, Denied, Issued, Token};

/// Whom the mock lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// Everybody.
    Open,
    /// Everybody who shows some credential in the right form; one that is known has to be good.
    AnyCredential,
    /// The owners of tokens.
    Tokens,
}

/// Who stands at the door.
pub(crate) struct Guard<'a> {
    pub(crate) door: Door,
    pub(crate) issued: &'a Issued,
    pub(crate) schemes: &'a [Scheme],
    pub(crate) now: Timestamp,
}

/// Whose request it is.
pub(crate) struct Caller<'r> {
    /// The credential as it was shown, known or not.
    pub(crate) secret: Option<Cow<'r, str>>,
    /// What is known by it, good or not.
    pub(crate) token: Option<Arc<Token>>,
}

impl Guard<'_> {
    /// Finds out whose request it is, by the first scheme that the caller uses.
    pub(crate) fn caller<'r>(&self, headers: &'r HeaderMap, query: &str) -> Caller<'r> {
        let shown = |it: &Scheme| secret(&it.credential, headers, query).ok();
        let secret = self.schemes.iter().find_map(shown);
        let token = secret.as_deref().and_then(|it| self.issued.keys.tokens.find(it).cloned());
        Caller { secret, token }
    }

    /// Finds out by which token a caller may ask for an operation, if it asks for one.
    pub(crate) fn admit(
        &self,
        operation: &Operation,
        known: &Caller<'_>,
        headers: &HeaderMap,
        query: &str,
    ) -> Result<Option<Arc<Token>>, Denied> {
        let mut denied = Denied { denial: Denial::Missing, shown: String::new() };
        // An empty alternative lets everybody in, but who shows a credential is known by it.
        for alternative in operation.security.iter().filter(|it| !it.is_empty()) {
            let mut caller = None;
            let mut shown = String::new();
            let admitted = alternative.iter().try_for_each(|requirement| {
                let scheme = self.schemes.get(requirement.scheme).ok_or(Denial::Missing)?;
                let secret = secret(&scheme.credential, headers, query)?;
                let token = self.token(&secret, known);
                if token.is_err() {
                    shown = secret.into_owned();
                }
                if let Some(token) = token? {
                    token.check_scopes(self.scopes(requirement, operation, &token))?;
                    caller.get_or_insert(token);
                }
                Ok(())
            });
            match admitted {
                Ok(()) => return Ok(caller),
                // Of several alternatives the one that the caller tried says most.
                Err(denial) if denied.denial == Denial::Missing => {
                    denied = Denied { denial, shown };
                }
                Err(_) => {}
            }
        }
        let is_anonymous = operation.security.iter().any(|it| it.is_empty());
        if is_anonymous { Ok(None) } else { Err(denied) }
    }

    fn token(&self, secret: &str, known: &Caller<'_>) -> Result<Option<Arc<Token>>, Denial> {
        // Most callers show one credential, and that one was looked up.
        let is_known = known.secret.as_deref() == Some(secret);
        let found = || self.issued.keys.tokens.find(secret);
        let Some(token) = (if is_known { known.token.as_ref() } else { found() }) else {
            let is_let_in = self.door == Door::AnyCredential;
            return if is_let_in { Ok(None) } else { Err(Denial::Unknown) };
        };
        token.check(self.now)?;
        Ok(Some(Arc::clone(token)))
    }

    /// Returns the scopes that a requirement asks of a token.
    ///
    /// A document that says `bearer` or `oauth2: [read]` describes one token in two ways. A token
    /// that has scopes does not get around them by being called a plain one.
    fn scopes<'o>(
        &self,
        requirement: &'o Requirement,
        operation: &'o Operation,
        token: &Token,
    ) -> &'o [twinspec_blueprint::Text] {
        if !requirement.scopes.is_empty() || !token.claims.contains_key(SCOPES) {
            return &requirement.scopes;
        }
        let credential = |it: &Requirement| self.schemes.get(it.scheme).map(|it| &it.credential);
        let mut all = operation.security.iter().flat_map(|it| it.iter());
        let twin =
            all.find(|it| !it.scopes.is_empty() && credential(it) == credential(requirement));
        twin.map_or(&[], |it| &it.scopes)
    }
}
