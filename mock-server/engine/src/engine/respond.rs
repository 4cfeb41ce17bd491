//! Responses: what came of a request, as HTTP.

use std::sync::PoisonError;

use axum::body::Body;
use http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Method, Response, StatusCode, request};
use serde_json::{Value, json};
use twinspec_blueprint::{Fill, Make};

use crate::answer::{Filling, Maker, Part, Prepared, fill, phrase};
use crate::engine::{Engine, Refused};
use crate::random::hashed;
use crate::refusal::Refusal;
use crate::shape::Shape;
use crate::store::Entity;
use crate::verbs::{Outcome, id_of, rfc3339_millis};

impl Engine {
    /// Answers a request that was carried out.
    pub(crate) fn succeed(&self, operation: usize, outcome: &Outcome) -> Response<Body> {
        let (status, answer) = self.prepared[operation].answers.success(outcome);
        let filling = self.filling(status, outcome, None);
        respond(status, answer, &filling)
    }

    /// Answers a request that was refused, in the first of these forms that there is: the one that
    /// the operation documents for the status, the document's general one, problem details.
    pub(crate) fn refuse(&self, refused: &Refused) -> Response<Body> {
        let Refused { operation, refusal } = refused;
        let outcome = Outcome::default();
        let filling = self.filling(refusal.status, &outcome, Some(refusal));
        let listed = operation.and_then(|it| self.prepared[it].answers.listed(refusal.status));
        let mut response = match (listed, &self.route_error) {
            (Some(answer), _) | (None, Some(answer)) => respond(refusal.status, answer, &filling),
            (None, None) => problem(refusal),
        };
        for (name, value) in refusal.headers() {
            response.headers_mut().append(name, value.clone());
        }
        response
    }

    fn filling<'a>(
        &'a self,
        status: StatusCode,
        outcome: &'a Outcome,
        refusal: Option<&'a Refusal>,
    ) -> Filling<'a> {
        Filling { status, outcome, refusal, views: &self.views, maker: self }
    }
}

impl Maker for Engine {
    fn make(&self, make: &Make) -> Value {
        match make {
            Make::Null => Value::Null,
            Make::Json(text) => serde_json::from_str(text).unwrap_or_default(),
            Make::Uuid => self.made.lock().unwrap_or_else(PoisonError::into_inner).uuid().into(),
            Make::Now => rfc3339_millis(self.clock.now()).into(),
            Make::Schema(text) => self.shapes.shape(text).sample(self.seed),
        }
    }

    fn id_of(&self, (resource, entity): (usize, &Entity)) -> Value {
        let shown = id_of(&self.blueprint.resources[resource], entity.properties());
        shown.cloned().unwrap_or_else(|| Value::from(&*entity.id))
    }

    fn seed_of(&self, entity: &Entity) -> u64 {
        let ids = entity.scope.iter().map(|it| &**it).chain([&*entity.id]);
        ids.fold(self.seed, hashed)
    }
}

/// Answers `OPTIONS`.
pub(crate) fn options(allow: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, header(allow));
    response
}

/// Takes the body of an answer to `HEAD` away; its length stays.
pub(crate) fn for_method(response: Response<Body>, method: &Method) -> Response<Body> {
    use http_body::Body as _;
    if method != Method::HEAD {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact() {
        parts.headers.insert(CONTENT_LENGTH, length.into());
    }
    Response::from_parts(parts, Body::empty())
}

pub(super) fn method_not_allowed(parts: &request::Parts, allow: &str) -> Refusal {
    let message = format!("Cannot {} {}", parts.method, parts.uri.path());
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, message).header(ALLOW, header(allow))
}

fn respond(status: StatusCode, answer: &Prepared, filling: &Filling<'_>) -> Response<Body> {
    let mut output = Vec::new();
    let body = &answer.body;
    let empty = matches!(body, Part::Other(Fill::Nothing))
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    if !empty && !fill(body, filling, &mut output) {
        output.extend_from_slice(b"null");
    }
    if let Some(shape) = answer.shape.as_ref().filter(|_| !empty) {
        complete(shape, filling.outcome.seed, &mut output);
    }
    let mut response = Response::new(Body::from(output));
    *response.status_mut() = status;
    if !empty {
        response.headers_mut().insert(CONTENT_TYPE, answer.media_type.clone());
    }
    response
}

/// Makes a body what its schema asks for, where filling it did not.
fn complete(shape: &Shape, seed: u64, output: &mut Vec<u8>) {
    let Ok(value) = serde_json::from_slice::<Value>(output) else { return };
    if !shape.is_valid(&value) {
        *output = shape.conform(value, seed).to_string().into_bytes();
    }
}

/// Answers with problem details (RFC 9457).
fn problem(refusal: &Refusal) -> Response<Body> {
    let mut problem = json!({
        "type": "about:blank",
        "title": phrase(refusal.status),
        "status": refusal.status.as_u16(),
        "detail": refusal.message.joined(),
    });
    if !refusal.violations().is_empty() {
        problem["errors"] = refusal.violations().iter().map(crate::Violation::to_json).collect();
    }
    for (name, value) in refusal.details() {
        problem[name.as_str()] = value.clone();
    }
    let mut response = Response::new(Body::from(Value::to_string(&problem)));
    *response.status_mut() = refusal.status;
    let media_type = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

fn header(allow: &str) -> HeaderValue {
    HeaderValue::from_str(allow).unwrap_or(HeaderValue::from_static(""))
}
