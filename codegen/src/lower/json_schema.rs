//! `OpenAPI` schemas, of 3.0 and 3.1, to JSON Schema 2020-12, for the mock to check requests with.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::document::Node;
use crate::lower::types::{keywords, kind, texts};

/// How many schemas a schema may hold in each other, references outside the components included.
const DEPTH: usize = 64;

/// The keywords that mean the same in both and hold no schema.
const PLAIN: [&str; 19] = [
    "const",
    "dependentRequired",
    "enum",
    "format",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "required",
    "type",
    "uniqueItems",
];

/// Rewrites a schema for the direction of requests.
pub(super) fn convert(schema: &Node<'_>) -> Value {
    convert_within(schema, DEPTH)
}

fn convert_within(schema: &Node<'_>, depth: usize) -> Value {
    // A schema that holds itself and has no name to be referred to by; it is checked so far.
    let Some(below) = depth.checked_sub(1) else { return Value::Bool(true) };
    if schema.is_reference() {
        let Ok(resolved) = schema.resolve() else { return Value::Bool(true) };
        return match resolved.pointer().component("schemas") {
            Some(name) => json!({"$ref": format!("#/$defs/{}", escape(name))}),
            None => convert_within(&resolved, below),
        };
    }
    if let Value::Bool(_) = schema.value() {
        return schema.value().clone();
    }
    let mut converted = Map::new();
    for (key, member) in schema.members().filter(|(key, it)| keywords::is_well_formed(key, it)) {
        match key {
            // What is not known must not turn into what is not allowed.
            "not" if member.resolve().is_err() => {}
            "oneOf" if member.items().any(|it| it.resolve().is_err()) => {}
            _ if PLAIN.contains(&key) => {
                converted.insert(key.to_owned(), member.value().clone());
            }
            "items"
            | "not"
            | "additionalProperties"
            | "contains"
            | "propertyNames"
            | "if"
            | "then"
            | "else"
            | "unevaluatedProperties" => {
                converted.insert(key.to_owned(), convert_within(&member, below));
            }
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                let parts = member.items().map(|it| convert_within(&it, below));
                converted.insert(key.to_owned(), parts.collect());
            }
            "exclusiveMinimum" | "exclusiveMaximum" if member.value().is_number() => {
                converted.insert(key.to_owned(), member.value().clone());
            }
            "properties" | "patternProperties" | "dependentSchemas" => {
                let properties = member
                    .members()
                    .map(|(name, it)| (name.to_owned(), convert_within(&it, below)));
                converted.insert(key.to_owned(), Value::Object(properties.collect()));
            }
            _ => {}
        }
    }
    drop_read_only(schema, &mut converted);
    exclusive(schema, &mut converted, "exclusiveMinimum", "minimum");
    exclusive(schema, &mut converted, "exclusiveMaximum", "maximum");
    if schema.is_true("nullable") { nullable(converted) } else { Value::Object(converted) }
}

/// Collects the components that schemas refer to, directly or through each other.
pub(super) fn definitions<'v>(
    root: &Node<'_>,
    schemas: impl Iterator<Item = &'v str>,
) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut next: Vec<String> = schemas.flat_map(references).collect();
    while let Some(name) = next.pop() {
        let components = root.get("components").and_then(|it| it.get("schemas"));
        let Some(schema) = components.and_then(|it| it.get(&name)) else { continue };
        if let Entry::Vacant(entry) = found.entry(name) {
            let converted = entry.insert(convert(&schema));
            next.extend(references(&converted.to_string()));
        }
    }
    found
}

fn references(schema: &str) -> Vec<String> {
    let rest = schema.split(r##""$ref":"#/$defs/"##).skip(1);
    rest.filter_map(|it| it.split('"').next()).map(unescape).collect()
}

/// Writes a component's name as a step of a pointer within a URI.
fn escape(name: &str) -> String {
    let mut escaped = String::new();
    for byte in name.bytes() {
        match byte {
            b'~' => escaped.push_str("~0"),
            b'/' => escaped.push_str("~1"),
            b'-' | b'.' | b'_' => escaped.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => escaped.push(byte.into()),
            _ => write!(escaped, "%{byte:02X}").expect("a string takes any text"),
        }
    }
    escaped
}

fn unescape(step: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = step.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|it| u8::from_str_radix(str::from_utf8(it).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).replace("~1", "/").replace("~0", "~")
}

/// A caller is not asked for what the server makes.
fn drop_read_only(schema: &Node<'_>, converted: &mut Map<String, Value>) {
    let (Some(required), Some(properties)) = (schema.get("required"), schema.get("properties"))
    else {
        return;
    };
    let read_only = |name: &str| properties.get(name).is_some_and(|it| it.is_true("readOnly"));
    let asked: Vec<&str> = texts(&required).into_iter().filter(|it| !read_only(it)).collect();
    converted.insert("required".to_owned(), json!(asked));
}

/// In 3.0 the exclusive bounds are flags beside the bounds.
fn exclusive(schema: &Node<'_>, converted: &mut Map<String, Value>, flag: &str, bound: &str) {
    if schema.is_true(flag)
        && let Some(value) = converted.shift_remove(bound)
    {
        converted.insert(flag.to_owned(), value);
    }
}

fn nullable(mut converted: Map<String, Value>) -> Value {
    if let Some(values) = converted.get_mut("enum").and_then(Value::as_array_mut)
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    if let Some(ty @ Value::String(_)) = converted.get_mut("type") {
        *ty = json!([ty.clone(), "null"]);
    } else if !converted.is_empty() {
        // Without a type of its own (`allOf`, `oneOf`) null needs a branch of its own.
        return json!({"anyOf": [converted, {"type": "null"}]});
    }
    Value::Object(converted)
}

/// Returns the kind of JSON that a parameter's text stands for.
pub(super) fn value_kind(schema: &Node<'_>, explode: bool) -> twinspec_blueprint::ValueKind {
    use twinspec_blueprint::ValueKind;
    let resolved = schema.resolve().ok();
    match resolved.as_ref().and_then(kind) {
        Some("integer") => ValueKind::Integer,
        Some("number") => ValueKind::Number,
        Some("boolean") => ValueKind::Boolean,
        Some("array") if explode => ValueKind::Repeated,
        Some("array") => ValueKind::CommaSeparated,
        _ => ValueKind::Text,
    }
}
