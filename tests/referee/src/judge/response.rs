//! What is wrong with a response.

use bytes::Bytes;
use http::{Method, Response, StatusCode};

use super::{body, request};
use crate::{
    media::MediaRange,
    model,
    referee::Referee,
    verdict::{Exchange, Side, Violation},
};

/// Compares a response with its description.
pub(super) fn violations(
    referee: &Referee,
    described: &model::Response,
    exchange: &Exchange<'_>,
) -> Vec<Violation> {
    let response = exchange.response;
    let mut violations = Vec::new();
    for it in &described.headers {
        let place = format!("header {}", it.name);
        match request::header_text(response.headers(), &it.name) {
            Some(text) => {
                let side = Side::Response;
                violations.extend(request::check_text(referee, it, &text, side, &place));
            }
            None if it.required => {
                violations.push(Violation::new(Side::Response, place, "a value", "nothing"));
            }
            None => {}
        }
    }
    if !has_body(exchange) {
        return violations;
    }
    let content = &described.content;
    if content.0.is_empty() {
        if !response.body().is_empty() {
            let found = String::from_utf8_lossy(response.body());
            violations.push(Violation::new(Side::Response, "body", "nothing", found));
        }
        return violations;
    }
    let (headers, bytes) = (response.headers(), response.body());
    violations.extend(body::violations(referee, content, headers, bytes, Side::Response));
    violations
}

/// Compares a response with the error that the document names at its root, if it does.
pub(super) fn error_violations(referee: &Referee, exchange: &Exchange<'_>) -> Vec<Violation> {
    let Some(schema) = &referee.error_schema else { return Vec::new() };
    if !has_body(exchange) {
        return Vec::new();
    }
    if !is_json(exchange.response) {
        let found = body::content_type(exchange.response.headers());
        let found = found.map_or("nothing".into(), |it| format!("`{it}`"));
        return vec![Violation::new(
            Side::Response,
            "content-type",
            "JSON, as `x-error-schema` describes it",
            found,
        )];
    }
    body::json(referee, Some(schema), exchange.response.body(), Side::Response)
}

pub(super) fn is_json(response: &Response<Bytes>) -> bool {
    body::content_type(response.headers()).is_some_and(|it| MediaRange::parse(&it).is_json())
}

/// Some responses never have a body, whatever a document says.
fn has_body(exchange: &Exchange<'_>) -> bool {
    let status = exchange.response.status();
    let is_bodiless = matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        || status.is_informational();
    exchange.request.method() != Method::HEAD
        && !(is_bodiless && exchange.response.body().is_empty())
}
