//! Admitting: whether a caller may ask at all.

use std::sync::Arc;

use http::{HeaderMap, request};

use crate::Map;
use crate::behaviour::OperationId;
use crate::credentials::{Caller, Denied, Door, Guard, Token};
use crate::engine::Engine;

impl Engine {
    /// Finds out who calls.
    pub(super) fn admit(
        &self,
        position: usize,
        headers: &HeaderMap,
        query: &str,
    ) -> Result<Option<Arc<Token>>, Denied> {
        let operation = &self.blueprint.operations[position];
        if self.admission.door == Door::Open || operation.security.is_empty() {
            return Ok(None);
        }
        let (issued, schemes) = (&self.admission.read(), &self.blueprint.schemes);
        let guard = Guard { door: self.admission.door, issued, schemes, now: self.now() };
        let caller = guard.admit(operation, headers, query)?;
        if let (Some(admit), Some(token)) = (&self.behaviour.admit, &caller) {
            let denied = |denial| Denied { denial, shown: token.value.clone() };
            admit(OperationId(position), &token.claims).map_err(denied)?;
        }
        Ok(caller)
    }

    /// Finds out whose request it is, before it is known what it is for.
    pub(crate) fn caller<'r>(&self, parts: &'r request::Parts) -> Caller<'r> {
        let (issued, schemes) = (&self.admission.read(), &self.blueprint.schemes);
        let guard = Guard { door: self.admission.door, issued, schemes, now: self.now() };
        guard.caller(&parts.headers, parts.uri.query().unwrap_or_default())
    }

    /// Returns what is known of the owner of the first token.
    pub(crate) fn first_claims(&self) -> Map {
        let issued = self.admission.read();
        issued.keys.tokens.iter().next().map(|it| it.claims.clone()).unwrap_or_default()
    }
}
