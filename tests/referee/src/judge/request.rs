//! Why a request is invalid.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, Request, header};
use serde_json::Value;

use super::{Candidate, body, security};
use crate::{
    model::{Location, Parameter, RequestBody},
    referee::Referee,
    schema::Shape,
    text,
    verdict::{Side, Violation},
};

/// The request's texts, taken apart once.
pub(super) struct Texts<'a> {
    pub(super) query: Vec<(String, String)>,
    pub(super) cookies: Vec<(String, String)>,
    pub(super) headers: &'a HeaderMap,
}

pub(super) fn reasons(
    referee: &Referee,
    candidate: &Candidate<'_>,
    request: &Request<Bytes>,
) -> Vec<Violation> {
    let operation = candidate.operation;
    let texts = Texts {
        query: text::pairs(request.uri().query().unwrap_or_default()),
        cookies: cookies(request.headers()),
        headers: request.headers(),
    };
    let mut reasons = Vec::new();
    for (name, value) in &operation.template.required_query {
        let found = texts.query.iter().find(|(it, _)| it == name).map(|(_, value)| value);
        if found != Some(value) {
            let found = found.map_or("nothing", |it| it);
            reasons.push(reason(format!("query {name}"), format!("`{value}`"), found));
        }
    }
    for it in &operation.parameters {
        reasons.extend(parameter(referee, candidate, it, &texts));
    }
    if let Some(described) = &operation.body {
        reasons.extend(request_body(referee, described, request));
    }
    reasons.extend(security::reason(&operation.security, &texts));
    reasons
}

fn parameter(
    referee: &Referee,
    candidate: &Candidate<'_>,
    parameter: &Parameter,
    texts: &Texts<'_>,
) -> Vec<Violation> {
    let name = &parameter.name;
    let (kind, found) = match parameter.location {
        Location::Path => {
            ("path", candidate.captures.iter().find(|(it, _)| it == name).map(|(_, it)| it.into()))
        }
        Location::Header => ("header", header_text(texts.headers, name)),
        Location::Cookie => {
            ("cookie", texts.cookies.iter().find(|(it, _)| it == name).map(|(_, it)| it.into()))
        }
        Location::Query => return query(referee, parameter, texts),
    };
    let place = format!("{kind} {name}");
    match found {
        None if parameter.required => vec![reason(place, "a value", "nothing")],
        None => Vec::new(),
        Some(text) => check_text(referee, parameter, &text, Side::Request, &place),
    }
}

fn query(referee: &Referee, parameter: &Parameter, texts: &Texts<'_>) -> Vec<Violation> {
    let name = &parameter.name;
    let place = format!("query {name}");
    let shape = shape(referee, parameter);
    let Some(readings) = text::read_query(parameter, &texts.query, &shape) else {
        let missing = parameter.required.then(|| reason(place, "a value", "nothing"));
        return missing.into_iter().collect();
    };
    let is_empty = || texts.query.iter().any(|(it, value)| it == name && value.is_empty());
    if parameter.may_be_empty && is_empty() {
        return Vec::new();
    }
    check(referee, parameter, &readings, Side::Request, &place)
}

/// Checks a value that is one piece of text; response headers are judged in the same way.
pub(super) fn check_text(
    referee: &Referee,
    parameter: &Parameter,
    text: &str,
    side: Side,
    place: &str,
) -> Vec<Violation> {
    let readings = text::read_text(parameter, text, &shape(referee, parameter));
    check(referee, parameter, &readings, side, place)
}

/// All lines of a header as one text.
pub(super) fn header_text<'h>(headers: &'h HeaderMap, name: &str) -> Option<Cow<'h, str>> {
    let lines: Vec<Cow<'_, str>> =
        headers.get_all(name).iter().map(|it| String::from_utf8_lossy(it.as_bytes())).collect();
    match <[_; 1]>::try_from(lines) {
        Ok([only]) => Some(only),
        Err(lines) if lines.is_empty() => None,
        Err(lines) => Some(lines.join(",").into()),
    }
}

fn check(
    referee: &Referee,
    parameter: &Parameter,
    readings: &[Value],
    side: Side,
    place: &str,
) -> Vec<Violation> {
    let Some(schema) = &parameter.schema else { return Vec::new() };
    referee.schemas.check(schema, readings, side, place)
}

fn shape<'r>(referee: &'r Referee, parameter: &Parameter) -> Shape<'r> {
    parameter.schema.as_ref().map_or_else(Shape::unknown, |it| referee.schemas.shape(it))
}

fn request_body(
    referee: &Referee,
    described: &RequestBody,
    request: &Request<Bytes>,
) -> Vec<Violation> {
    if request.body().is_empty() {
        // Many clients send a `Content-Type` with every request, so it does not make a body.
        let missing = described.required.then(|| reason("body", "a body", "nothing"));
        return missing.into_iter().collect();
    }
    body::violations(referee, &described.content, request.headers(), request.body(), Side::Request)
}

fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
    let pairs = lines.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned())).collect()
}

fn reason(
    place: impl Into<String>,
    expected: impl Into<String>,
    found: impl Into<String>,
) -> Violation {
    Violation::new(Side::Request, place, expected, found)
}
