//! Requests that the referee finds valid.
//!
//! A request is made, looked at, and made again with what was wrong in mind, a bounded number of
//! times. One that cannot be made is said with its reason; it never is the server's fault.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{Request, Response};
use serde_json::Value;
use twinspec_referee::{Exchange, Referee, Violation};

use crate::document::{Body, Credential, Operation, Parameter};
use crate::encode;
use crate::make::{Maker, Plan};

/// So often a request is mended before it is given up.
const TRIES: usize = 24;

/// What a request has to say.
#[derive(Clone, Default)]
pub(crate) struct Wish {
    /// Values of the parameters in the path, in its order.
    pub(crate) ids: Vec<String>,
    /// Values that stay the same in a chain, by name.
    pub(crate) known: BTreeMap<String, Value>,
    pub(crate) seed: usize,
    /// A place in the body whose value must differ from this one.
    pub(crate) change: Option<(String, Value)>,
    /// A body that is sent as it is.
    pub(crate) body: Option<Value>,
    /// Whether no value may be one that another request has.
    pub(crate) is_fresh: bool,
    /// A property that is worth sending although nobody asks: the name that the server goes by.
    pub(crate) wanted: Option<String>,
    /// Query parameters beside the required ones.
    pub(crate) query: Vec<(String, String)>,
}

/// A request, and what it says.
pub(crate) struct Made {
    pub(crate) request: Request<Bytes>,
    pub(crate) body: Option<Value>,
    /// Places in the body that the server keeps to itself.
    pub(crate) unseen: Vec<String>,
    /// Scalars in its query, by name.
    pub(crate) said: BTreeMap<String, Value>,
}

/// Makes requests to the operations of one document.
pub(crate) struct Requests<'d> {
    pub(crate) maker: Maker<'d>,
    pub(crate) referee: &'d Referee,
    /// What stands in front of each path.
    pub(crate) base: String,
    pub(crate) token: Option<String>,
}

impl Requests<'_> {
    /// Makes a valid request, or says why there is none.
    pub(crate) fn make(&self, operation: &Operation<'_>, wish: &Wish) -> Result<Made, String> {
        let mut plan = Plan {
            seed: wish.seed,
            known: wish.known.clone(),
            change: wish.change.clone(),
            is_fresh: wish.is_fresh,
            wanted: wish.wanted.clone(),
            ..Plan::default()
        };
        let mut first = None;
        for attempt in 0..TRIES {
            plan.is_plain = attempt >= TRIES / 2;
            plan.is_bare = attempt >= TRIES * 2 / 3;
            let made = self.attempt(operation, wish, &mut plan)?;
            let reasons = self.reasons(&made.request)?;
            if reasons.is_empty() {
                return Ok(made);
            }
            for (place, expected) in &reasons {
                plan.blame(place, expected);
            }
            first.get_or_insert_with(|| {
                let (place, expected) = &reasons[0];
                format!("no valid request: {place} should be {expected}")
            });
            if wish.body.is_some() {
                break;
            }
        }
        Err(first.unwrap_or_default())
    }

    /// A value for a parameter in the path that names something of its own.
    pub(crate) fn identifier(
        &self,
        operation: &Operation<'_>,
        position: usize,
        seed: usize,
    ) -> String {
        let names = operation.path_names();
        let name = names.get(position).copied().unwrap_or_default();
        let parameter = operation.path_parameter(name);
        let place = format!("path {name}");
        let mut plan = Plan { seed, is_fresh: true, ..Plan::default() };
        let mut ids = vec!["1".to_owned(); names.len()];
        let mut text = format!("walk{seed}");
        for _ in 0..12 {
            if let Some(schema) = parameter.and_then(|it| it.schema) {
                let example = parameter.and_then(|it| it.example);
                text = encode::plain(&self.maker.make(schema, example, &place, &mut plan));
            }
            if let Some(it) = ids.get_mut(position) {
                it.clone_from(&text);
            }
            let wish = Wish { ids: ids.clone(), seed, ..Wish::default() };
            let mut other = Plan { seed, ..Plan::default() };
            let Ok(made) = self.attempt(operation, &wish, &mut other) else { break };
            let reasons = self.reasons(&made.request).unwrap_or_default();
            let is_wrong = reasons.iter().any(|(it, _)| it.starts_with(&place));
            if !is_wrong && !text.is_empty() {
                break;
            }
            plan.blame(&place, "another value");
        }
        text
    }

    /// Whether these values may stand in the path of an operation.
    pub(crate) fn takes(&self, operation: &Operation<'_>, ids: &[String]) -> bool {
        let wish = Wish { ids: ids.to_vec(), ..Wish::default() };
        let made = self.attempt(operation, &wish, &mut Plan::default());
        let reasons = made.and_then(|it| self.reasons(&it.request));
        reasons.is_ok_and(|it| !it.iter().any(|(place, _)| place.starts_with("path ")))
    }

    /// What the referee has against a request: places and what is expected there.
    fn reasons(&self, request: &Request<Bytes>) -> Result<Vec<(String, String)>, String> {
        // The judgement of the answer is of no interest; this one has next to nothing to judge.
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = http::StatusCode::IM_A_TEAPOT;
        let verdict = self.referee.judge(&Exchange { request, response: &response });
        if verdict.operation().is_none() {
            return Err("no valid request: its path belongs to no operation".to_owned());
        }
        let reason = |it: &Violation| (it.place.replacen(" /", "/", 1), it.expected.clone());
        Ok(verdict.request_reasons().iter().map(reason).collect())
    }

    fn attempt(
        &self,
        operation: &Operation<'_>,
        wish: &Wish,
        plan: &mut Plan,
    ) -> Result<Made, String> {
        let mut made = Pieces { query: wish.query.clone(), ..Pieces::default() };
        if let Some(written) = &operation.query {
            let pairs = written.split('&').map(|it| it.split_once('=').unwrap_or((it, "")));
            made.query.extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
        for parameter in operation.parameters.iter().filter(|it| it.required) {
            if parameter.place != "path" && !made.query.iter().any(|(it, _)| *it == parameter.name)
            {
                self.parameter(parameter, plan, &mut made);
            }
        }
        self.credentials(operation, &mut made);
        let path = path(operation, &wish.ids)?;
        let mut uri = format!("{}{path}", self.base);
        if !made.query.is_empty() {
            uri = format!("{uri}?{}", encode::joined(&made.query));
        }
        let mut builder = Request::builder().method(operation.method.clone()).uri(uri);
        let accept = operation.accept.as_deref().unwrap_or("application/json, */*;q=0.5");
        builder = builder.header(ACCEPT, accept);
        for (name, value) in &made.headers {
            builder = builder.header(name, value);
        }
        if !made.cookies.is_empty() {
            builder = builder.header(COOKIE, made.cookies.join("; "));
        }
        let mut body = None;
        let mut bytes = Bytes::new();
        if let Some(described) = operation.bodies.first() {
            let value = wish.body.clone().unwrap_or_else(|| self.body(described, plan));
            let (media, text) = written(&described.media, &value);
            builder = builder.header(CONTENT_TYPE, media);
            bytes = text.into();
            body = Some(value);
        }
        let request = builder.body(bytes).map_err(|it| format!("no valid request: {it}"))?;
        Ok(Made { request, body, unseen: plan.unseen.iter().cloned().collect(), said: made.said })
    }

    fn body(&self, described: &Body<'_>, plan: &mut Plan) -> Value {
        let anything = Value::Bool(true);
        let schema = described.schema.unwrap_or(&anything);
        self.maker.make(schema, described.example, "body", plan)
    }

    fn parameter(&self, parameter: &Parameter<'_>, plan: &mut Plan, made: &mut Pieces) {
        let name = &parameter.name;
        let place = format!("{} {name}", parameter.place);
        let anything = serde_json::json!({ "type": "string" });
        let schema = parameter.schema.unwrap_or(&anything);
        let value = match plan.known.get(name) {
            Some(known) => known.clone(),
            None => self.maker.make(schema, parameter.example, &place, plan),
        };
        match parameter.place.as_str() {
            "query" => {
                made.query.extend(encode::query(parameter, &value));
                if !value.is_object() && !value.is_array() {
                    made.said.insert(name.clone(), value);
                }
            }
            "header" => {
                made.headers.push((name.clone(), encode::simple(Some(parameter), &value)));
            }
            "cookie" => made.cookies.push(format!("{name}={}", encode::plain(&value))),
            _ => {}
        }
    }

    /// Any credential of the right shape; which one a server knows is not in the document.
    fn credentials(&self, operation: &Operation<'_>, made: &mut Pieces) {
        let token = self.token.clone().unwrap_or_else(|| "walk-0123456789".to_owned());
        for credential in operation.security.first().into_iter().flatten() {
            match credential {
                Credential::Authorization(scheme) if scheme == "basic" && self.token.is_none() => {
                    made.headers.push((AUTHORIZATION.to_string(), "Basic d2FsazpwYXNz".to_owned()));
                }
                Credential::Authorization(scheme) => {
                    let scheme = if scheme == "bearer" { "Bearer" } else { scheme };
                    made.headers.push((AUTHORIZATION.to_string(), format!("{scheme} {token}")));
                }
                Credential::ApiKey { place, name } => match place.as_str() {
                    "query" => made.query.push((name.clone(), token.clone())),
                    "cookie" => made.cookies.push(format!("{name}={token}")),
                    _ => made.headers.push((name.clone(), token.clone())),
                },
                Credential::Invisible => {}
            }
        }
    }
}

/// What a request is put together from.
#[derive(Default)]
struct Pieces {
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    cookies: Vec<String>,
    said: BTreeMap<String, Value>,
}

fn path(operation: &Operation<'_>, ids: &[String]) -> Result<String, String> {
    let mut ids = ids.iter();
    let mut path = String::new();
    for segment in &operation.segments {
        path.push('/');
        let mut rest = segment.as_str();
        while let Some((literal, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            let id = ids.next().ok_or_else(|| format!("nothing is known for `{{{name}}}`"))?;
            let value = Value::String(id.clone());
            path += literal;
            path += &encode::percent(&encode::simple(operation.path_parameter(name), &value));
            rest = after;
        }
        path += rest;
    }
    let is_slashed = operation.path.split(['?', '#']).next().is_some_and(|it| it.ends_with('/'));
    Ok(if path.is_empty() || is_slashed { path + "/" } else { path })
}

fn written(media: &str, value: &Value) -> (String, String) {
    let essence = media.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/x-www-form-urlencoded" => {
            (media.to_owned(), encode::joined(&encode::form(value)))
        }
        "multipart/form-data" => {
            (format!("{essence}; boundary={}", encode::BOUNDARY), encode::multipart(value))
        }
        "*/*" | "application/*" | "*" => ("application/json".to_owned(), value.to_string()),
        _ if essence.ends_with("json") => (media.to_owned(), value.to_string()),
        _ if essence.ends_with("/*") => (essence.replace('*', "plain"), encode::plain(value)),
        _ => (media.to_owned(), encode::plain(value)),
    }
}
