//! The direction of requests: what a caller is not asked for.

use serde_json::{Map, Value, json};

use crate::shape;

/// What says something about a schema and nothing about a value.
const ANNOTATIONS: [&str; 5] = ["default", "examples", "readOnly", "writeOnly", "x-tags"];

/// Rewrites a schema for requests: a caller is not asked for what the server makes.
pub(super) fn of(schema: &Value) -> Value {
    let Value::Object(schema) = schema else { return schema.clone() };
    let mut rewritten = Map::new();
    for (key, value) in schema.iter().filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str())) {
        let value = match (key.as_str(), value) {
            ("properties" | "patternProperties" | "dependentSchemas", Value::Object(members)) => {
                let members = members.iter().map(|(name, it)| (name.clone(), of(it)));
                Value::Object(members.collect())
            }
            ("allOf" | "anyOf" | "oneOf" | "prefixItems", Value::Array(parts)) => {
                parts.iter().map(of).collect()
            }
            ("required", Value::Array(names)) => {
                names.iter().filter(|it| !is_read_only(schema, it)).cloned().collect()
            }
            ("const" | "enum" | "required" | "dependentRequired", _) => value.clone(),
            (_, Value::Object(_)) => of(value),
            _ => value.clone(),
        };
        rewritten.insert(key.clone(), value);
    }
    if let Some((least, most)) =
        schema.get("format").and_then(Value::as_str).and_then(shape::range_of)
    {
        let both = json!({ "minimum": least, "maximum": most });
        if let Value::Array(parts) = rewritten.entry("allOf").or_insert_with(|| json!([])) {
            parts.push(both);
        }
    }
    Value::Object(rewritten)
}

fn is_read_only(schema: &Map<String, Value>, name: &Value) -> bool {
    let property = name.as_str().and_then(|it| schema.get("properties")?.get(it));
    property.and_then(|it| it.get("readOnly")) == Some(&Value::Bool(true))
}
