//! `OpenAPI` 3.0 schemas to JSON Schema 2020-12, for the mock to check requests with.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Map, Value, json};

use crate::document::{Node, Pointer};
use crate::lower::types::{kind, texts};

/// The keywords that mean the same in both and hold no schema.
const PLAIN: [&str; 15] = [
    "enum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
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
    if let Some(reference) = schema.reference() {
        let name =
            Pointer::parse(reference).and_then(|it| it.component("schemas").map(str::to_owned));
        return match (name, schema.resolve()) {
            (Some(name), Ok(_)) => json!({"$ref": format!("#/$defs/{name}")}),
            (None, Ok(inline)) => convert(&inline),
            (_, Err(_)) => Value::Bool(true),
        };
    }
    if let Value::Bool(_) = schema.value() {
        return schema.value().clone();
    }
    let mut converted = Map::new();
    for (key, member) in schema.members() {
        match key {
            _ if PLAIN.contains(&key) => {
                converted.insert(key.to_owned(), member.value().clone());
            }
            "items" | "not" | "additionalProperties" => {
                converted.insert(key.to_owned(), convert(&member));
            }
            "allOf" | "anyOf" | "oneOf" => {
                converted.insert(key.to_owned(), member.items().map(|it| convert(&it)).collect());
            }
            "properties" => {
                let properties = member.members().map(|(name, it)| (name.to_owned(), convert(&it)));
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
    rest.filter_map(|it| it.split('"').next()).map(str::to_owned).collect()
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
