//! Values that show what a schema is for, which documentation calls with.

use serde_json::Value;

use crate::document::Node;

/// What stands for a format that has no example; every reader knows these.
const FORMATS: [(&str, &str); 8] = [
    ("date", "2026-11-25"),
    ("date-time", "2026-11-25T09:00:00Z"),
    ("email", "mara@example.org"),
    ("hostname", "example.org"),
    ("ipv4", "192.0.2.1"),
    ("uri", "https://example.org"),
    ("url", "https://example.org"),
    ("uuid", "0f8fad5b-d9cb-469f-a165-70867728950e"),
];

/// Returns a value that a schema gives as an example, or takes when there is none.
pub(in crate::lower) fn example(schema: &Node<'_>) -> Option<Value> {
    let resolved = || schema.resolve().ok();
    of_schema(schema).or_else(|| of_schema(&resolved()?)).or_else(|| of_format(&resolved()?))
}

/// Returns the first example beside a schema, as parameters and bodies have them, or else of it.
pub(in crate::lower) fn example_of_place(
    place: &Node<'_>,
    schema: Option<&Node<'_>>,
) -> Option<Value> {
    let first = || {
        let (_, first) = place.get("examples")?.members().next()?;
        first.resolve().ok()?.get("value")
    };
    let own = place.get("example").or_else(first).map(|it| it.value().clone());
    own.filter(|it| !it.is_null()).or_else(|| example(schema?))
}

fn of_schema(schema: &Node<'_>) -> Option<Value> {
    let first = || schema.get("examples")?.items().next();
    let found = schema.get("example").or_else(first).or_else(|| schema.get("default"))?;
    Some(found.value().clone()).filter(|it| !it.is_null())
}

fn of_format(schema: &Node<'_>) -> Option<Value> {
    let format = schema.get("format").and_then(Node::text)?;
    let (_, value) = FORMATS.iter().find(|(it, _)| *it == format)?;
    Some(Value::String((*value).to_owned()))
}
