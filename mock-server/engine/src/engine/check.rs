//! Checks: which operation is meant, and what is wrong with a request.

use http::{StatusCode, request};
use twinspec_blueprint::Operation;

use crate::answer::{best_status, documents_exactly};
use crate::credentials::{self, Denied};
use crate::engine::Engine;
use crate::matcher::Route;
use crate::refusal::Refusal;
use crate::request::body::Understood;
use crate::request::escape::BadEscape;
use crate::request::{Parameters, prefer};
use crate::violation::{RequestPart, Violation};

/// The parameters of a request, if they can be read.
pub(crate) type ReadParameters<'m> = Result<Parameters<'m>, BadEscape>;

/// The operation that a request is for, and its parameters, which are read once.
pub(super) struct Meant<'m> {
    pub(super) operation: usize,
    pub(super) parameters: ReadParameters<'m>,
}

impl Meant<'_> {
    fn wrong(&self) -> usize {
        self.parameters.as_ref().map_or(usize::MAX, |it| it.violations.len())
    }
}

impl Engine {
    /// Reads the parameters of a request. Of operations that look alike, the one is meant whose
    /// parameters fit, or fit best: versions of an API differ in the value of a header.
    pub(super) fn meant<'m>(
        &'m self,
        parts: &request::Parts,
        first: Route<'m>,
        others: Vec<Route<'m>>,
    ) -> Meant<'m> {
        let read = |it: Route<'m>| {
            let operation = it.operation;
            Meant { operation, parameters: self.parameters(parts, it) }
        };
        let mut best = read(first);
        for other in others {
            if best.wrong() == 0 {
                break;
            }
            let other = read(other);
            if other.wrong() < best.wrong() {
                best = other;
            }
        }
        best
    }

    fn parameters<'m>(&'m self, parts: &request::Parts, route: Route<'m>) -> ReadParameters<'m> {
        let described = &self.blueprint.operations[route.operation].parameters;
        let prepared = &self.prepared[route.operation].parameters;
        let query = parts.uri.query().unwrap_or_default();
        Parameters::read(
            described,
            prepared,
            &self.definitions,
            route.values,
            query,
            &parts.headers,
        )
    }

    /// Lists every way in which the rest of a request does not satisfy the document.
    pub(super) fn violations(
        &self,
        position: usize,
        parameters: &Parameters<'_>,
        body: &Understood,
    ) -> Vec<Violation> {
        let operation = &self.blueprint.operations[position];
        let mut violations = Vec::new();
        if self.behaviour.refuse_unknown_query
            && documents_exactly(operation, StatusCode::UNPROCESSABLE_ENTITY)
        {
            let unknown = parameters.unknown_query_keys().into_iter();
            let unknown = unknown.filter(|it| !prefer::is_key(it));
            violations.extend(unknown.map(Violation::unknown_query));
        }
        match (body.content, &body.value, &operation.body) {
            (Some(content), Some(value), _) => {
                let schema = &self.prepared[position].contents[content].schema;
                violations.extend(schema.violations(RequestPart::Body, "", value));
            }
            (None, _, Some(described)) if described.required => {
                violations.push(Violation::missing(RequestPart::Body, ""));
            }
            _ => {}
        }
        violations
    }

    pub(super) fn invalid(&self, operation: &Operation, violations: Vec<Violation>) -> Refusal {
        let behaviour = &self.behaviour;
        if let Some(refusal) = behaviour.refuse.as_ref().and_then(|refuse| refuse(&violations)) {
            return refusal;
        }
        let wanted = [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST];
        let sentences: Vec<String> = violations
            .iter()
            .map(|violation| match &behaviour.phrase {
                Some(phrase) => phrase(violation),
                None => violation.message.clone(),
            })
            .collect();
        Refusal::new(best_status(operation, &wanted), sentences).because_of(violations)
    }

    pub(super) fn denied(&self, denied: &Denied, operation: &Operation) -> Refusal {
        let refusal = if let Some(word) = &self.behaviour.denied {
            word(&denied.denial, &denied.shown)
        } else {
            let mut refusal = denied.denial.clone().into_refusal();
            // Some documents know of no other refusal of a credential than 403.
            if refusal.status == StatusCode::UNAUTHORIZED {
                let wanted = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
                refusal.status = best_status(operation, &wanted);
            }
            refusal
        };
        credentials::challenge(refusal, operation, &self.blueprint.schemes)
    }
}

/// A request that cannot even be read is refused as such, in a status that the document has.
pub(super) fn unreadable(operation: &Operation, mut refusal: Refusal) -> Refusal {
    if refusal.status == StatusCode::BAD_REQUEST {
        let wanted = [StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY];
        refusal.status = best_status(operation, &wanted);
    }
    refusal
}
