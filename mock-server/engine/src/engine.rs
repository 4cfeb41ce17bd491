//! The engine: a request on its way through all the parts.

mod build;
mod respond;

use std::sync::{Arc, Mutex, RwLock, RwLockReadGuard, RwLockWriteGuard};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::request;
use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;
use twinspec_blueprint::{Action, Blueprint, Operation, Verb};

use crate::Map;
use crate::answer::{self, Answers, NumberedView, documents_exactly};
use crate::behaviour::{Behaviour, OperationId};
use crate::clock::Clock;
use crate::credentials::{self, Denial, Door, Token};
use crate::matcher::{Match, Matcher, Route};
use crate::random::Random;
use crate::refusal::Refusal;
use crate::request::{Parameters, body};
use crate::schema::Schema;
use crate::shape::Shapes;
use crate::store::{Entity, Store};
use crate::verbs::{self, Call, Outcome};
use crate::violation::{RequestPart, Violation};

pub(crate) use crate::engine::build::Settings;
pub(crate) use crate::engine::respond::{for_method, options};

/// Everything that a mock is made of.
pub(crate) struct Engine {
    pub(crate) blueprint: Blueprint,
    pub(crate) behaviour: Behaviour,
    matcher: Matcher,
    /// What belongs to each operation, at its position in the blueprint.
    prepared: Vec<Prepared>,
    /// What an entity of a data file must satisfy, at its resource's position.
    pub(crate) entity_schemas: Vec<Schema>,
    shapes: Shapes,
    views: Vec<NumberedView>,
    /// How many views each resource has.
    view_counts: Vec<usize>,
    route_error: Option<answer::Prepared>,
    door: Door,
    pub(crate) max_body: usize,
    clock: Arc<dyn Clock>,
    pub(crate) seed: u64,
    store: RwLock<Store>,
    /// Where answers draw what they make up.
    made: Mutex<Random>,
}

/// What belongs to an operation and is made once.
struct Prepared {
    /// The schemas of the parameters, at their positions.
    parameters: Vec<Schema>,
    body: Option<Schema>,
    answers: Answers,
}

/// A request that may go on to its body.
pub(crate) struct Admitted<'a> {
    pub(crate) operation: usize,
    route: Route,
    claims: Option<&'a Map>,
}

/// Why a request did not get to its end, with the operation that it was for, if any.
pub(crate) struct Refused {
    operation: Option<usize>,
    refusal: Refusal,
}

/// The first look at a request.
pub(crate) enum Look<'a> {
    Admitted(Admitted<'a>),
    /// `OPTIONS`: the methods of the path.
    Options(String),
}

impl Engine {
    /// Looks at all of a request but its body.
    pub(crate) fn look(&self, parts: &request::Parts) -> Result<Look<'_>, Refused> {
        let route = match self.matcher.find(&parts.method, parts.uri.path()) {
            Ok(Match::Operation(route)) => route,
            Ok(Match::OtherMethods(methods)) => {
                let allow = methods.join(", ");
                if parts.method == Method::OPTIONS {
                    return Ok(Look::Options(allow));
                }
                return Err(Refused::before_route(respond::method_not_allowed(parts, &allow)));
            }
            Ok(Match::Nothing) => {
                let message = format!("Cannot {} {}", parts.method, parts.uri.path());
                return Err(Refused::before_route(Refusal::new(StatusCode::NOT_FOUND, message)));
            }
            Err(bad) => {
                let refusal = Refusal::new(StatusCode::BAD_REQUEST, bad.message());
                return Err(Refused::before_route(refusal));
            }
        };

        let position = route.operation;
        let operation = &self.blueprint.operations[position];
        let query = parts.uri.query().unwrap_or_default();
        let claims = self
            .door
            .admit(operation, &self.blueprint.schemes, &parts.headers, query)
            .map_err(|denial| Refused::by(position, self.denied(denial, operation)))?;
        body::check_length(&parts.headers, self.max_body)
            .map_err(|refusal| Refused::by(position, refusal))?;
        Ok(Look::Admitted(Admitted { operation: position, route, claims }))
    }

    /// Whether the body of a request is of interest.
    pub(crate) fn takes_body(&self, admitted: &Admitted<'_>) -> bool {
        self.blueprint.operations[admitted.operation].body.is_some()
    }

    /// Carries an admitted request out.
    pub(crate) fn carry_out(
        &self,
        parts: &request::Parts,
        admitted: &Admitted<'_>,
        bytes: &Bytes,
    ) -> Result<(usize, Outcome), Refused> {
        let position = admitted.operation;
        self.check_and_perform(parts, admitted, bytes)
            .map(|outcome| (position, outcome))
            .map_err(|refusal| Refused::by(position, refusal))
    }

    fn check_and_perform(
        &self,
        parts: &request::Parts,
        admitted: &Admitted<'_>,
        bytes: &Bytes,
    ) -> Result<Outcome, Refusal> {
        let operation = &self.blueprint.operations[admitted.operation];
        let json = match &operation.body {
            Some(described) => body::parse(described, &parts.headers, bytes)?,
            None => None,
        };
        let query = parts.uri.query().unwrap_or_default();
        let parameters =
            Parameters::read(&operation.parameters, &admitted.route.values, query, &parts.headers)
                .map_err(|bad| Refusal::new(StatusCode::BAD_REQUEST, bad.message()))?;

        let nothing_sent = bytes.is_empty();
        let violations =
            self.violations(admitted.operation, &parameters, json.as_ref(), nothing_sent);
        if !violations.is_empty() {
            return Err(self.invalid(operation, violations));
        }

        let no_claims = Map::new();
        let call = Call {
            operation: admitted.operation,
            path: parts.uri.path(),
            server: server(&parts.headers),
            parameters,
            body: json,
            is_merge_patch: is_merge_patch(&parts.headers),
            claims: admitted.claims.unwrap_or(&no_claims),
            now: self.clock.now(),
        };
        verbs::perform(self, &call)
    }

    /// Lists every way in which a request does not satisfy the document.
    fn violations(
        &self,
        position: usize,
        parameters: &Parameters<'_>,
        json: Option<&Value>,
        nothing_sent: bool,
    ) -> Vec<Violation> {
        let operation = &self.blueprint.operations[position];
        let prepared = &self.prepared[position];
        let mut violations = Vec::new();
        for ((parameter, value), schema) in parameters.iter().zip(&prepared.parameters) {
            let part = RequestPart::of(parameter.place);
            match value {
                Some(value) => violations.extend(schema.violations(part, &parameter.name, value)),
                None if parameter.required => {
                    violations.push(Violation::missing(part, &parameter.name));
                }
                None => {}
            }
        }
        if self.behaviour.refuse_unknown_query
            && documents_exactly(operation, StatusCode::UNPROCESSABLE_ENTITY)
        {
            violations
                .extend(parameters.unknown_query_keys().into_iter().map(Violation::unknown_query));
        }
        if let (Some(described), Some(schema)) = (&operation.body, &prepared.body) {
            match json {
                Some(json) => violations.extend(schema.violations(RequestPart::Body, "", json)),
                None if described.required && nothing_sent => {
                    violations.push(Violation::missing(RequestPart::Body, ""));
                }
                None => {}
            }
        }
        violations
    }

    fn invalid(&self, operation: &Operation, violations: Vec<Violation>) -> Refusal {
        let behaviour = &self.behaviour;
        if let Some(refusal) = behaviour.refuse.as_ref().and_then(|refuse| refuse(&violations)) {
            return refusal;
        }
        let status = if documents_exactly(operation, StatusCode::UNPROCESSABLE_ENTITY) {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::BAD_REQUEST
        };
        let sentences: Vec<String> = violations
            .iter()
            .map(|violation| match &behaviour.phrase {
                Some(phrase) => phrase(violation),
                None => violation.message.clone(),
            })
            .collect();
        Refusal::new(status, sentences).because_of(violations)
    }

    fn denied(&self, denial: Denial, operation: &Operation) -> Refusal {
        let refusal = match &self.behaviour.denied {
            Some(word) => word(&denial),
            None => denial.into_refusal(),
        };
        credentials::challenge(refusal, operation, &self.blueprint.schemes)
    }

    /// Returns the operation that a request is for, for layers that are keyed by it.
    pub(crate) fn operation_of(&self, method: &Method, path: &str) -> Option<OperationId> {
        match self.matcher.find(method, path) {
            Ok(Match::Operation(route)) => Some(OperationId(route.operation)),
            _ => None,
        }
    }

    /// Returns the tokens that are accepted.
    pub(crate) fn tokens(&self) -> &[Token] {
        match &self.door {
            Door::Tokens(tokens) => tokens,
            Door::Open | Door::AnyCredential => &[],
        }
    }

    /// Whether nobody is asked for a credential.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.door, Door::Open)
    }

    /// Returns a given entity in full, as the operation shows it that reads one.
    pub(crate) fn given_entity(&self, resource: usize, entity: &Entity) -> Map {
        let mut operations = self.blueprint.operations.iter().zip(&self.prepared);
        let view = operations.find_map(|(it, prepared)| match &it.action {
            Action::On { resource: of, verb: Verb::Read { .. }, .. } if *of == resource => {
                prepared.answers.view()
            }
            _ => None,
        });
        let shown = view.map(|it| self.views[it].shown(entity, self).0);
        match shown {
            Some(Value::Object(shown)) => shown,
            _ => entity.properties().clone(),
        }
    }

    /// Returns the present time.
    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    // A function of behaviour that panics does so before anything is stored, so the store is whole
    // even if its lock is poisoned.
    pub(crate) fn read_store(&self) -> RwLockReadGuard<'_, Store> {
        self.store.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(crate) fn write_store(&self) -> RwLockWriteGuard<'_, Store> {
        self.store.write().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Whether a body says of itself that it is merged into what is there.
fn is_merge_patch(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    media_type.is_some_and(|it| it.contains("merge-patch"))
}

/// Returns the server as the caller called it.
fn server(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(HOST)?.to_str().ok()?;
    Some(format!("http://{host}"))
}

impl Refused {
    fn before_route(refusal: Refusal) -> Self {
        Self { operation: None, refusal }
    }

    pub(crate) fn by(operation: usize, refusal: Refusal) -> Self {
        Self { operation: Some(operation), refusal }
    }
}
