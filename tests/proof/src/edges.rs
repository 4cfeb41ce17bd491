//! Values at the edges of what a schema allows: the longest, the smallest, each of a list.

use serde_json::{Map, Value, json};

use crate::flatten::kind;
use crate::scalars::number;

/// Longer texts are not made to see whether they go through.
const LONGEST: u64 = 2000;

/// Lists values at the edges; none where the schema has no edge that is known.
///
/// Whether one is allowed is for the referee to say: what it refuses is made in the usual way.
pub(crate) fn edges(schema: &Map<String, Value>, place: &str) -> Vec<Value> {
    if let Some(Value::Array(named)) = schema.get("enum") {
        return named.iter().filter(|it| !it.is_null()).cloned().collect();
    }
    match kind(schema) {
        _ if schema.contains_key("const") => Vec::new(),
        "boolean" => vec![json!(false), json!(true)],
        "integer" => numbers(schema, true),
        "number" => numbers(schema, false),
        "string" | "" => strings(schema, place),
        _ => Vec::new(),
    }
}

/// Whether a schema lists texts, to which an API may add one.
pub(crate) fn is_open_enum(schema: &Map<String, Value>) -> bool {
    let named = schema.get("enum").and_then(Value::as_array);
    named.is_some_and(|it| it.len() > 1 && it.iter().all(Value::is_string))
}

fn numbers(schema: &Map<String, Value>, is_whole: bool) -> Vec<Value> {
    let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
    let step = limit("multipleOf").unwrap_or(if is_whole { 1.0 } else { 0.25 });
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let mut values = Vec::new();
    for (key, inside) in [("minimum", step), ("maximum", -step)] {
        values.extend(schema.get(key).filter(|it| it.is_number()).cloned());
        values.extend(limit(key).map(|it| number(it + inside)));
    }
    for (key, inside) in [("exclusiveMinimum", step), ("exclusiveMaximum", -step)] {
        values.extend(limit(key).map(|it| number(it + inside)));
    }
    if !schema.contains_key("multipleOf") {
        values.extend([json!(0), json!(-1)]);
        match format {
            _ if !is_whole => values.extend([json!(0.1), json!(-1.5)]),
            "int64" => values.extend([json!(i64::MAX), json!(i64::MIN)]),
            "int32" => values.extend([json!(i32::MAX), json!(i32::MIN)]),
            _ => {}
        }
    }
    values
}

fn strings(schema: &Map<String, Value>, place: &str) -> Vec<Value> {
    if schema.contains_key("pattern") || schema.contains_key("format") {
        return Vec::new();
    }
    let length = |key: &str| schema.get(key).and_then(Value::as_u64);
    let of = |length: u64| "x".repeat(usize::try_from(length).unwrap_or(0));
    let mut texts: Vec<String> = Vec::new();
    texts.extend(length("minLength").filter(|it| *it <= LONGEST).map(of));
    texts.extend(length("maxLength").filter(|it| *it <= LONGEST).map(of));
    let is_part = place.contains('/');
    texts.extend(special(place, is_part).iter().map(|it| (*it).to_owned()));
    texts.into_iter().map(Value::String).collect()
}

/// Texts with what has a meaning of its own where they stand.
///
/// The parts of a list in a parameter are told apart by characters, which therefore no part has.
fn special(place: &str, is_part: bool) -> &'static [&'static str] {
    match place.split(' ').next() {
        Some("header") => &["a b;c=\"d\""],
        Some("cookie") => &["a-b"],
        Some("path") if is_part => &["a b"],
        Some("path") => &["a b/c?d#e%20f&g=h+i", "\u{e4}\u{2603}", "..."],
        Some("query") if is_part => &["a b", "\u{e4}\u{2603}"],
        Some("query") => &["a b/c?d#e%20f&g=h+i", "\u{e4}\u{2603}", "1", "true"],
        _ => &["", " a\"b\\c\n\t\u{1}", "\u{e4}\u{2603}\u{1f600}", "1", "null"],
    }
}
