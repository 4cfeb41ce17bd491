//! Whether a body is of a declared media type and fits its schema.

use bytes::Bytes;
use http::{HeaderMap, header};
use serde_json::Value;

use super::request::header_text;
use crate::{
    media::MediaRange,
    model::{Content, MediaType},
    referee::Referee,
    schema::{SchemaUse, Shape},
    text,
    verdict::{Side, Violation},
};

pub(super) fn violations(
    referee: &Referee,
    content: &Content,
    headers: &HeaderMap,
    body: &Bytes,
    side: Side,
) -> Vec<Violation> {
    let found = content_type(headers);
    let range = found.as_deref().map(MediaRange::parse);
    let Some(media_type) = range.as_ref().and_then(|it| best_fit(content, it)) else {
        let names: Vec<_> = content.0.iter().map(|it| format!("`{}`", it.name)).collect();
        let found = found.map_or("nothing".into(), |it| format!("`{it}`"));
        return vec![Violation::new(side, "content-type", names.join(" or "), found)];
    };
    let schema = media_type.schema.as_ref();
    match range {
        Some(range) if range.is_json() => json(referee, schema, body, side),
        Some(range) if range.is_form() => check_text(referee, schema, body, side, |text, shape| {
            text::Tree::from_form(&text::pairs(text)).form_readings(shape)
        }),
        Some(range) if range.is_text() => check_text(referee, schema, body, side, text::scalar),
        _ => Vec::new(),
    }
}

/// Checks a body that claims to be JSON.
pub(super) fn json(
    referee: &Referee,
    schema: Option<&SchemaUse>,
    body: &Bytes,
    side: Side,
) -> Vec<Violation> {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(_) if body.is_empty() => return vec![Violation::new(side, "body", "JSON", "nothing")],
        Err(error) => {
            let found = format!("{} ({error})", String::from_utf8_lossy(body));
            return vec![Violation::new(side, "body", "JSON", found)];
        }
    };
    let Some(schema) = schema else { return Vec::new() };
    referee.schemas.check(schema, &[value], side, "body")
}

pub(super) fn content_type(headers: &HeaderMap) -> Option<String> {
    header_text(headers, header::CONTENT_TYPE.as_str()).map(Into::into)
}

fn best_fit<'c>(content: &'c Content, found: &MediaRange) -> Option<&'c MediaType> {
    let fitting = content.0.iter().filter_map(|it| Some((it.range.fit(found)?, it)));
    fitting.max_by_key(|(fit, _)| *fit).map(|(_, it)| it)
}

fn check_text(
    referee: &Referee,
    schema: Option<&SchemaUse>,
    body: &Bytes,
    side: Side,
    read: impl Fn(&str, &Shape<'_>) -> Vec<Value>,
) -> Vec<Violation> {
    let Ok(text) = std::str::from_utf8(body) else {
        return vec![Violation::new(side, "body", "UTF-8", "other bytes")];
    };
    let Some(schema) = schema else { return Vec::new() };
    let readings = read(text, &referee.schemas.shape(schema));
    referee.schemas.check(schema, &readings, side, "body")
}
