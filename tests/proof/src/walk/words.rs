//! What the document says of answers, where a walk has to know it to expect the right thing.

use serde_json::Value;

use crate::document::{Document, Operation};
use crate::node::members;

/// Lists further in are parts of what is shown.
const DEEPEST: usize = 3;

/// Whether a success shows many things, as far as the document says.
pub(crate) fn shows_many(document: &Document<'_>, operation: &Operation<'_>) -> bool {
    let successes = operation.responses.iter().filter(|it| it.key.starts_with('2'));
    let mut schemas = successes.flat_map(|it| &it.bodies).filter_map(|it| it.schema).peekable();
    schemas.peek().is_none() || schemas.any(|it| has_list(document, it, 0))
}

fn has_list<'d>(document: &Document<'d>, schema: &'d Value, depth: usize) -> bool {
    let schema = document.follow(schema);
    let below = |it: &'d Value| depth < DEEPEST && has_list(document, it, depth + 1);
    let is_object = |it: &'d Value| {
        let kind = document.follow(it).get("type").and_then(Value::as_str);
        !matches!(kind, Some("string" | "number" | "integer" | "boolean"))
    };
    let parts = ["allOf", "oneOf", "anyOf"].iter().filter_map(|it| schema.get(it)?.as_array());
    let has_any = || {
        ["properties", "allOf", "oneOf", "anyOf", "type"].iter().any(|it| schema.get(it).is_some())
    };
    schema.get("items").is_some_and(is_object)
        || schema.get("additionalProperties").is_some_and(Value::is_object)
        || members(schema.get("properties")).any(|(_, it)| below(it))
        || parts.flatten().any(below)
        || depth == 0 && !has_any()
}

/// Whether a `POST` asks what `GET` asks: they take the same body.
pub(crate) fn is_question(post: &Operation<'_>, get: &Operation<'_>) -> bool {
    let asked = |it: &Operation<'_>| it.bodies.first().and_then(|it| it.schema).cloned();
    asked(post).is_some() && asked(post) == asked(get)
}

/// Whether what the document says of a status is what it says of errors: it lists no success, so
/// that a success looks like everything else.
pub(crate) fn is_said_like_an_error(operation: &Operation<'_>, status: u16) -> bool {
    let schema = |key: &str| {
        let found = operation.responses.iter().find(|it| it.key.eq_ignore_ascii_case(key))?;
        found.bodies.first()?.schema
    };
    let (exact, range) = (status.to_string(), format!("{}XX", status / 100));
    let is_listed = |it: &&str| it.eq_ignore_ascii_case(&exact) || it.eq_ignore_ascii_case(&range);
    if operation.responses.iter().map(|it| it.key).any(|it| is_listed(&it)) {
        return false;
    }
    let mut errors = operation.responses.iter().filter(|it| it.key.starts_with(['4', '5']));
    let other = schema("default");
    other.is_some() && errors.any(|it| it.bodies.first().and_then(|it| it.schema) == other)
}
