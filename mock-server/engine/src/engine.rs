//! The engine: a request on its way through all the parts.

mod admit;
mod build;
mod check;
mod choice;
mod conditional;
mod error;
mod event;
mod respond;
mod shown;
mod tell;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::request;
use http::{HeaderMap, Method, StatusCode};
use twinspec_blueprint::Blueprint;

use crate::Map;
use crate::answer::{Answers, NumberedView, documents_exactly};
use crate::behaviour::{Behaviour, OperationId};
use crate::clock::Clock;
use crate::credentials::{Admission, Caller, Token};
use crate::definitions::Definitions;
use crate::engine::check::{Meant, ReadParameters, unreadable};
use crate::engine::choice::Choice;
use crate::matcher::{Match, Matcher};
use crate::oauth;
use crate::outline::Outline;
use crate::random::Shared;
use crate::refusal::Refusal;
use crate::request::body::Understood;
use crate::request::{body, parameters};
use crate::schema::Schema;
use crate::shape::{Shape, Shapes};
use crate::store::Store;
use crate::verbs::{self, Call, Outcome};
use crate::webhooks::Webhooks;

pub(crate) use crate::engine::build::Settings;
pub(crate) use crate::engine::conditional::Conditions;
pub(crate) use crate::engine::respond::{for_method, json_response, options, response};

/// Everything that a mock is made of.
pub(crate) struct Engine {
    pub(crate) blueprint: Arc<Blueprint>,
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
    definitions: Arc<Definitions>,
    /// What errors look like where an operation does not say.
    error: Option<Shape>,
    /// What the payloads of events look like, at their positions.
    events: Vec<Shape>,
    pub(crate) webhooks: Arc<Webhooks>,
    pub(crate) admission: Admission,
    /// Where callers get what lets them in.
    pub(crate) oauth: oauth::Server,
    pub(crate) max_body: usize,
    /// Whether answers of the document are made up, also where there are examples.
    is_dynamic: bool,
    /// Whether pages of other origins may call.
    pub(crate) has_cors: bool,
    clock: Arc<dyn Clock>,
    pub(crate) seed: u64,
    store: RwLock<Store>,
    /// Where answers draw what they make up.
    pub(crate) made: Shared,
}

/// What belongs to an operation and is made once.
struct Prepared {
    /// The schemas of the parameters, at their positions.
    parameters: Vec<parameters::Prepared>,
    /// The schemas of the bodies, at the positions of their media types.
    contents: Vec<parameters::Prepared>,
    answers: Answers,
    /// Whether requests may be conditional.
    is_conditional: bool,
}

/// A request that may go on to its body.
pub(crate) struct Admitted {
    pub(crate) operation: usize,
    caller: Option<Arc<Token>>,
    choice: Choice,
    conditions: Option<Conditions>,
}

/// Why a request did not get to its end, with the operation that it was for, if any.
pub(crate) struct Refused {
    operation: Option<usize>,
    refusal: Refusal,
}

/// The first look at a request.
#[expect(clippy::large_enum_variant, reason = "nearly every request is admitted")]
pub(crate) enum Look<'a> {
    Admitted(Admitted, ReadParameters<'a>),
    /// `OPTIONS`: the methods of the path.
    Options(String),
}

impl Engine {
    /// Looks at all of a request but its body.
    pub(crate) fn look(
        &self,
        parts: &request::Parts,
        caller: &Caller<'_>,
    ) -> Result<Look<'_>, Refused> {
        let query = parts.uri.query().unwrap_or_default();
        let meant = match self.matcher.find(&parts.method, parts.uri.path(), query) {
            Ok(Match::Operation(route, others)) => self.meant(parts, route, others),
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

        let Meant { operation: position, parameters } = meant;
        let operation = &self.blueprint.operations[position];
        let caller = self
            .admit(position, parts, caller)
            .map_err(|denied| Refused::by(position, self.denied(&denied, operation)))?;
        body::check_length(&parts.headers, self.max_body)
            .map_err(|refusal| Refused::by(position, refusal))?;
        let choice =
            self.choose(position, parts).map_err(|refusal| Refused::by(position, refusal))?;
        let is_conditional = self.prepared[position].is_conditional;
        let conditions = is_conditional.then(|| Conditions::of(&parts.headers));
        let admitted = Admitted { operation: position, caller, choice, conditions };
        Ok(Look::Admitted(admitted, parameters))
    }

    /// Whether the body of a request is of interest.
    pub(crate) fn takes_body(&self, admitted: &Admitted) -> bool {
        let operation = &self.blueprint.operations[admitted.operation];
        // Where none is taken, a 415 can only be meant for those who send one.
        operation.body.is_some() || documents_exactly(operation, StatusCode::UNSUPPORTED_MEDIA_TYPE)
    }

    /// Understands the body of an admitted request.
    pub(crate) async fn understand(
        &self,
        parts: &request::Parts,
        admitted: &Admitted,
        bytes: &Bytes,
    ) -> Result<Understood, Refused> {
        let position = admitted.operation;
        let operation = &self.blueprint.operations[position];
        let Some(described) = &operation.body else {
            if bytes.is_empty() {
                return Ok(Understood::default());
            }
            let message = "the operation takes no body";
            let refusal = Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message);
            return Err(Refused::by(position, refusal));
        };
        let contents = &self.prepared[position].contents;
        let outline = |it: usize| Outline::new(contents[it].source(), &self.definitions);
        let understood = body::understand(described, outline, &parts.headers, bytes).await;
        understood.map_err(|refusal| Refused::by(position, unreadable(operation, refusal)))
    }

    /// Carries an admitted request out.
    pub(crate) fn carry_out(
        &self,
        parts: &request::Parts,
        admitted: &Admitted,
        parameters: ReadParameters<'_>,
        body: Understood,
    ) -> Result<Outcome, Refused> {
        let refused = |refusal| Refused::by(admitted.operation, refusal);
        self.check_and_perform(parts, admitted, parameters, body).map_err(refused)
    }

    fn check_and_perform(
        &self,
        parts: &request::Parts,
        admitted: &Admitted,
        parameters: ReadParameters<'_>,
        body: Understood,
    ) -> Result<Outcome, Refusal> {
        let operation = &self.blueprint.operations[admitted.operation];
        let mut parameters = parameters.map_err(|bad| {
            unreadable(operation, Refusal::new(StatusCode::BAD_REQUEST, bad.message()))
        })?;
        let mut violations = std::mem::take(&mut parameters.violations);
        violations.extend(self.violations(admitted.operation, &parameters, &body));
        if !violations.is_empty() {
            return Err(self.invalid(operation, violations));
        }
        if admitted.choice.is_wished {
            return Ok(Outcome::default());
        }

        let nobody = Map::new();
        let call = Call {
            operation: admitted.operation,
            path: parts.uri.path(),
            host: parts.headers.get(HOST).and_then(|it| it.to_str().ok()),
            parameters,
            body: body.value,
            is_merge_patch: is_merge_patch(&parts.headers),
            conditions: admitted.conditions.as_ref(),
            claims: admitted.caller.as_ref().map_or(&nobody, |it| &it.claims),
            now: self.clock.now(),
        };
        verbs::perform(self, &call)
    }

    /// Returns the operation that a request is for, for layers that are keyed by it.
    pub(crate) fn operation_of(&self, method: &Method, path: &str) -> Option<OperationId> {
        match self.matcher.find(method, path, "") {
            Ok(Match::Operation(route, _)) => Some(OperationId(route.operation)),
            _ => None,
        }
    }

    /// Refuses a request for a reason that lies outside of it, as its operation documents that.
    pub(crate) fn refused_at(&self, parts: &request::Parts, refusal: Refusal) -> Refused {
        let operation = self.operation_of(&parts.method, parts.uri.path());
        Refused { operation: operation.map(|it| it.0), refusal }
    }

    /// Returns the present time.
    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Returns how much of what answers make up was drawn.
    pub(crate) fn drawn(&self) -> u64 {
        self.made.lock().position()
    }

    /// Goes on with what answers make up from where it was drawn to.
    pub(crate) fn draw_from(&self, position: u64) {
        self.made.lock().go_to(position);
    }

    // A function of behaviour that panics does so before anything is stored, so the store is whole
    // even if its lock is poisoned.
    pub(crate) fn read_store(&self) -> RwLockReadGuard<'_, Store> {
        self.store.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write_store(&self) -> RwLockWriteGuard<'_, Store> {
        self.store.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a body says of itself that it is merged into what is there.
fn is_merge_patch(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    media_type.is_some_and(|it| it.contains("merge-patch"))
}

impl Refused {
    fn before_route(refusal: Refusal) -> Self {
        Self { operation: None, refusal }
    }

    pub(crate) fn by(operation: usize, refusal: Refusal) -> Self {
        Self { operation: Some(operation), refusal }
    }

    /// Returns the operation that the request was for.
    pub(crate) fn operation(&self) -> Option<usize> {
        self.operation
    }

    /// Returns why it was refused, one sentence for each reason.
    pub(crate) fn reasons(&self) -> Vec<String> {
        self.refusal.message.sentences().to_vec()
    }
}
