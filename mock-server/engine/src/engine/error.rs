//! Errors: a refusal in the form that the document has for it.

use http::{Response, request};
use serde_json::{Value, json};
use twinspec_blueprint::Representation;

use crate::answer::{phrase, position, usual};
use crate::engine::choice::welcome;
use crate::engine::respond::{response, text_of};
use crate::engine::{Engine, Refused};
use crate::outline::Outline;
use crate::recognise::{Happened, recognise};
use crate::refusal::Refusal;
use crate::request::body::{essence, is_json};
use crate::service::Body;
use crate::shape::Shape;

impl Engine {
    /// Answers a request that was refused, in the first of these forms that there is: the one that
    /// the operation documents for the status, the document's general one, problem details.
    pub(crate) fn refuse(&self, refused: &Refused, parts: &request::Parts) -> Response<Body> {
        let Refused { operation, refusal } = refused;
        let listed = operation.and_then(|it| {
            let described = &self.blueprint.operations[it];
            Some((it, position(described, refusal.status)?))
        });
        let mut response = match listed {
            Some((operation, answer)) => {
                let described = &self.blueprint.operations[operation].answers[answer];
                let usual = usual(described);
                let chosen = usual.and_then(|it| welcome(described, &parts.headers, it)).or(usual);
                self.listed_error(operation, answer, chosen, refusal, parts)
            }
            None => self.general_error(refusal, parts),
        };
        for (name, value) in refusal.headers() {
            response.headers_mut().append(name, value.clone());
        }
        response
    }

    /// Answers with an error that an operation documents.
    pub(super) fn listed_error(
        &self,
        operation: usize,
        answer: usize,
        representation: Option<usize>,
        refusal: &Refusal,
        parts: &request::Parts,
    ) -> Response<Body> {
        let described = &self.blueprint.operations[operation].answers[answer];
        let listed = &self.prepared[operation].answers.listed[answer];
        let mut response = match representation {
            Some(position) => {
                let shape = listed.shapes[position].as_ref();
                let representation = &described.representations[position];
                let body = self.error_text(representation, shape, refusal, parts);
                response(refusal.status, &representation.media_type, body)
            }
            None => response(refusal.status, "", Vec::new()),
        };
        for (name, value) in listed.headers.made(self.seed) {
            response.headers_mut().insert(name, value.clone());
        }
        response
    }

    fn error_text(
        &self,
        representation: &Representation,
        shape: Option<&Shape>,
        refusal: &Refusal,
        parts: &request::Parts,
    ) -> Vec<u8> {
        let media_type = essence(&representation.media_type);
        let example = representation.examples.first().map(|it| it.value.as_ref());
        let example: Option<Value> = example.and_then(|it| serde_json::from_str(it).ok());
        let value = match (shape, example) {
            (Some(shape), example) => self.error_value(shape, example.as_ref(), refusal, parts),
            (None, Some(example)) => example,
            (None, None) if is_json(&media_type) => problem(refusal),
            (None, None) => refusal.message.joined().into(),
        };
        text_of(&value, &media_type)
    }

    /// Makes the body of an error that its schema takes.
    fn error_value(
        &self,
        shape: &Shape,
        example: Option<&Value>,
        refusal: &Refusal,
        parts: &request::Parts,
    ) -> Value {
        let outline = Outline::new(shape.schema(), &self.definitions);
        let id = self.made.uuid();
        let happened = Happened {
            refusal,
            path: parts.uri.path(),
            method: parts.method.as_str(),
            now: self.now(),
            id: &id,
        };
        let mut known = recognise(outline, &happened);
        adopt(&mut known, example, outline);
        match (known, example) {
            (Some(known), _) => shape.conform(known, self.seed),
            (None, Some(example)) => example.clone(),
            (None, None) => shape.sample(self.seed),
        }
    }

    fn general_error(&self, refusal: &Refusal, parts: &request::Parts) -> Response<Body> {
        let Some(shape) = &self.error else {
            let body = problem(refusal).to_string().into_bytes();
            return response(refusal.status, "application/problem+json", body);
        };
        let value = self.error_value(shape, None, refusal, parts);
        response(refusal.status, "application/json", value.to_string().into_bytes())
    }
}

/// Takes from an example what is required and nobody knows.
fn adopt(known: &mut Option<Value>, example: Option<&Value>, outline: Outline<'_>) {
    let (Some(Value::Object(known)), Some(Value::Object(example))) = (known, example) else {
        return;
    };
    for (name, value) in example {
        if outline.requires(name) && !known.contains_key(name) {
            known.insert(name.clone(), value.clone());
        }
    }
}

/// Makes problem details (RFC 9457).
fn problem(refusal: &Refusal) -> Value {
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
    problem
}
