//! Responses: what came of a request, as HTTP.

use http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Method, Response, StatusCode, request};
use serde_json::Value;
use twinspec_blueprint::{Fill, Make};

use crate::Map;
use crate::answer::{Filling, Maker, Part, Success, fill, phrase, position, xml};
use crate::engine::choice::Choice;
use crate::engine::{Admitted, Engine};
use crate::outline::Outline;
use crate::plain::plain;
use crate::random::hashed;
use crate::refusal::Refusal;
use crate::request::body::{essence, is_json};
use crate::service::Body;
use crate::shape::Shape;
use crate::store::Entity;
use crate::verbs::{Outcome, id_of, rfc3339_millis};

impl Engine {
    /// Answers a request that was carried out, or that wished for an answer.
    pub(crate) fn succeed(
        &self,
        admitted: &Admitted,
        outcome: &Outcome,
        parts: &request::Parts,
    ) -> Response<Body> {
        let Admitted { operation, choice, .. } = admitted;
        let answers = &self.prepared[*operation].answers;
        let success = answers.success(outcome);
        let is_usual = !choice.is_wished && choice.representation == answers.usual().representation;
        // A blueprint without representations has nothing but slots to answer with.
        let is_known = is_usual && !(outcome.is_stateless && choice.representation.is_some());
        let conditions = &admitted.conditions;
        if is_known
            && conditions.as_ref().is_some_and(|it| self.is_known(&parts.method, it, outcome))
        {
            return self.not_modified(*operation, choice.answer, outcome, parts);
        }
        let mut response = match success.body.as_ref().filter(|_| is_known) {
            Some(body) => {
                let filling = Filling { outcome, views: &self.views, maker: self };
                filled(success, body, &filling)
            }
            None => match choice.answer {
                Some(answer) if choice.status.as_u16() >= 400 => {
                    return self.wished_error(*operation, answer, choice, parts);
                }
                Some(answer) => self.of_document(*operation, answer, choice, &outcome.known),
                None => response(choice.status, "", Vec::new()),
            },
        };
        if let Some(answer) = choice.answer {
            let headers = &answers.listed[answer].headers;
            let outcome = is_known.then_some(outcome);
            self.add_headers(*operation, headers, outcome, parts, &mut response);
        }
        response
    }

    /// Answers that a caller has what would be shown.
    fn not_modified(
        &self,
        operation: usize,
        answer: Option<usize>,
        outcome: &Outcome,
        parts: &request::Parts,
    ) -> Response<Body> {
        let mut response = response(StatusCode::NOT_MODIFIED, "", Vec::new());
        let described = &self.blueprint.operations[operation];
        let listed = &self.prepared[operation].answers.listed;
        let own = position(described, StatusCode::NOT_MODIFIED);
        for answer in answer.into_iter().chain(own) {
            let headers = &listed[answer].headers;
            self.add_headers(operation, headers, Some(outcome), parts, &mut response);
        }
        response
    }

    /// Answers with an example of the document, or with what its schema describes.
    ///
    /// What the request says of itself is shown where the schema has a place for it.
    fn of_document(
        &self,
        operation: usize,
        answer: usize,
        choice: &Choice,
        known: &Map,
    ) -> Response<Body> {
        let described = &self.blueprint.operations[operation].answers[answer];
        let Some(position) = choice.representation else {
            return response(choice.status, "", Vec::new());
        };
        let representation = &described.representations[position];
        let shape = &self.prepared[operation].answers.listed[answer].shapes[position];
        let written = essence(&representation.media_type);
        let example = representation.examples.get(choice.example.unwrap_or_default());
        let example = example.filter(|_| !choice.is_dynamic || representation.schema.is_none());
        let body = match (example, shape) {
            (Some(example), _) => {
                let value = serde_json::from_str(&example.value).unwrap_or_default();
                text_of(&self.of_example(value, shape.as_ref()), &written)
            }
            (None, Some(shape)) => {
                text_of(&self.of_schema(shape, choice.is_dynamic, known), &written)
            }
            (None, None) if is_json(&written) => b"null".to_vec(),
            (None, None) => Vec::new(),
        };
        response(choice.status, &representation.media_type, body)
    }

    /// Makes an example what its schema asks for: many have grown old beside it, and some are
    /// written as text.
    fn of_example(&self, example: Value, shape: Option<&Shape>) -> Value {
        let Some(shape) = shape.filter(|it| !it.is_valid(&example)) else { return example };
        let written = example.as_str().and_then(|it| serde_json::from_str(it).ok());
        shape.conform(written.unwrap_or(example), self.seed)
    }

    /// Makes a value of a schema: the plain one, or one that looks real.
    fn of_schema(&self, shape: &Shape, is_dynamic: bool, known: &Map) -> Value {
        if is_dynamic {
            let random: u64 = self.made.lock().number();
            return shape.sample_with(known, random);
        }
        let mut plain = plain(Outline::new(shape.schema(), &self.definitions));
        if let Some(members) = plain.as_object_mut() {
            for (name, value) in known.iter().filter(|(_, it)| !it.is_null()) {
                if let Some(member) = members.get_mut(name) {
                    *member = value.clone();
                }
            }
        }
        if shape.is_valid(&plain) { plain } else { shape.conform(plain, self.seed) }
    }

    /// Answers with an error that a caller wished for.
    fn wished_error(
        &self,
        operation: usize,
        answer: usize,
        choice: &Choice,
        parts: &request::Parts,
    ) -> Response<Body> {
        let described = &self.blueprint.operations[operation].answers[answer];
        let representation = choice.representation.map(|it| &described.representations[it]);
        if choice.is_dynamic || representation.is_none_or(|it| it.examples.is_empty()) {
            let refusal = Refusal::new(choice.status, phrase(choice.status));
            return self.listed_error(operation, answer, choice.representation, &refusal, parts);
        }
        self.of_document(operation, answer, choice, &Map::new())
    }
}

impl Maker for Engine {
    fn make(&self, make: &Make) -> Value {
        match make {
            Make::Null => Value::Null,
            Make::Json(text) => serde_json::from_str(text).unwrap_or_default(),
            Make::Uuid => self.made.uuid().into(),
            Make::Now => rfc3339_millis(self.clock.now()).into(),
            Make::Schema(text) => self.sample(text),
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
    let mut response = Response::new(Body::default());
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
    Response::from_parts(parts, Body::default())
}

pub(super) fn method_not_allowed(parts: &request::Parts, allow: &str) -> Refusal {
    let message = format!("Cannot {} {}", parts.method, parts.uri.path());
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, message).header(ALLOW, header(allow))
}

/// Writes a value in a media type.
pub(super) fn text_of(value: &Value, media_type: &str) -> Vec<u8> {
    match value {
        _ if is_json(media_type) => value.to_string().into_bytes(),
        Value::String(text) => text.clone().into_bytes(),
        _ if media_type.ends_with("xml") => xml(value).into_bytes(),
        other => other.to_string().into_bytes(),
    }
}

/// Makes a response of JSON.
pub(crate) fn json_response(status: StatusCode, media_type: &str, value: &Value) -> Response<Body> {
    response(status, media_type, value.to_string().into_bytes())
}

/// Makes a response; without a media type it has no body.
pub(crate) fn response(status: StatusCode, media_type: &str, body: Vec<u8>) -> Response<Body> {
    let is_empty = media_type.is_empty() || has_no_body(status);
    let mut response = Response::new(if is_empty { Body::default() } else { Body::from(body) });
    *response.status_mut() = status;
    if !is_empty && let Ok(media_type) = HeaderValue::from_str(media_type) {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    response
}

fn filled(success: &Success, body: &Part, filling: &Filling<'_>) -> Response<Body> {
    let status = success.status;
    // Room for one entity of the usual size; a list grows.
    let mut output = Vec::with_capacity(2048);
    let empty = matches!(body, Part::Other(Fill::Nothing)) || has_no_body(status);
    if !empty && !fill(body, filling, &mut output) {
        output.extend_from_slice(b"null");
    }
    if let Some(shape) = success.shape.as_ref().filter(|_| !empty) {
        complete(shape, filling.outcome.seed, &mut output);
    }
    let mut response = Response::new(Body::from(output));
    *response.status_mut() = status;
    if !empty {
        response.headers_mut().insert(CONTENT_TYPE, success.media_type.clone());
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

fn has_no_body(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) || status.is_informational()
}

fn header(allow: &str) -> HeaderValue {
    HeaderValue::from_str(allow).unwrap_or(HeaderValue::from_static(""))
}
