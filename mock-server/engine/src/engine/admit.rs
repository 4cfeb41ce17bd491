//! Admitting: whether a caller may ask at all.

use std::sync::Arc;

use http::request;

use crate::Map;
use crate::behaviour::OperationId;
use crate::credentials::{Caller, Denied, Door, Guard, Issued, Token};
use crate::engine::Engine;

impl Engine {
    /// Lets a caller in who may ask for an operation.
    pub(super) fn admit(
        &self,
        position: usize,
        parts: &request::Parts,
        caller: &Caller<'_>,
    ) -> Result<Option<Arc<Token>>, Denied> {
        let operation = &self.blueprint.operations[position];
        if self.admission.door == Door::Open || operation.security.is_empty() {
            return Ok(None);
        }
        let query = parts.uri.query().unwrap_or_default();
        let issued = &self.admission.read();
        let caller = self.guard(issued).admit(operation, caller, &parts.headers, query)?;
        if let (Some(admit), Some(token)) = (&self.behaviour.admit, &caller) {
            let denied = |denial| Denied { denial, shown: token.value.clone() };
            admit(OperationId(position), &token.claims).map_err(denied)?;
        }
        Ok(caller)
    }

    /// Finds out whose request it is, before it is known what it is for.
    pub(crate) fn caller<'r>(&self, parts: &'r request::Parts) -> Caller<'r> {
        let query = parts.uri.query().unwrap_or_default();
        self.guard(&self.admission.read()).caller(&parts.headers, query)
    }

    fn guard<'a>(&'a self, issued: &'a Issued) -> Guard<'a> {
        let schemes = &self.blueprint.schemes;
        Guard { door: self.admission.door, issued, schemes, now: self.now() }
    }

    /// Returns what is known of the owner of the first token.
    pub(crate) fn first_claims(&self) -> Map {
        let issued = self.admission.read();
        issued.keys.tokens.iter().next().map(|it| it.claims.clone()).unwrap_or_default()
    }
}
