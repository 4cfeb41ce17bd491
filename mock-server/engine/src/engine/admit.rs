//! Admitting: whether a caller may ask at all.

use std::sync::Arc;

use http::HeaderMap;
use twinspec_blueprint::Operation;

use crate::Map;
use crate::credentials::{Denied, Door, Guard, Token};
use crate::engine::Engine;

impl Engine {
    /// Finds out who calls.
    pub(super) fn admit(
        &self,
        operation: &Operation,
        headers: &HeaderMap,
        query: &str,
    ) -> Result<Option<Arc<Token>>, Denied> {
        if self.admission.door == Door::Open || operation.security.is_empty() {
            return Ok(None);
        }
        let (issued, schemes) = (&self.admission.read(), &self.blueprint.schemes);
        let guard = Guard { door: self.admission.door, issued, schemes, now: self.now() };
        guard.admit(operation, headers, query)
    }

    /// Returns what is known of the owner of the first token.
    pub(crate) fn first_claims(&self) -> Map {
        let issued = self.admission.read();
        issued.keys.tokens.iter().next().map(|it| it.claims.clone()).unwrap_or_default()
    }
}
