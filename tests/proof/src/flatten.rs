//! One flat schema out of references, `allOf` and a chosen member of `oneOf` or `anyOf`.
//!
//! It is a guess at what a value may be, not a judgement: `not`, `if` and the like are left to the
//! referee, which sees every request before it is sent.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::node::{items, target, text};

/// Deeper compositions are circles.
const DEEPEST: usize = 16;

pub(crate) struct Flattener<'d> {
    root: &'d Value,
    /// Whether keywords beside `$ref` count.
    siblings: bool,
    /// What a reference came to with a choice: most schemas are referred to over and over.
    known: RefCell<HashMap<String, HashMap<usize, Flat>>>,
}

/// A flat schema.
pub(crate) type Flat = Rc<Map<String, Value>>;

impl<'d> Flattener<'d> {
    pub(crate) fn new(root: &'d Value, siblings: bool) -> Self {
        Self { root, siblings, known: RefCell::default() }
    }

    /// Flattens a schema; `choice` says which member of a union to take.
    pub(crate) fn flatten(&self, schema: &Value, choice: usize) -> Flat {
        let is_alone = !self.siblings || schema.as_object().is_some_and(|it| it.len() == 1);
        let reference = text(schema, "$ref").filter(|_| is_alone);
        let known = |it: &str| self.known.borrow().get(it)?.get(&choice).cloned();
        if let Some(flat) = reference.and_then(known) {
            return flat;
        }
        let mut merged = Map::new();
        self.merge(schema, choice, &mut merged, 0);
        let flat = Rc::new(merged);
        if let Some(reference) = reference {
            let mut known = self.known.borrow_mut();
            known.entry(reference.to_owned()).or_default().insert(choice, Rc::clone(&flat));
        }
        flat
    }

    fn merge(&self, schema: &Value, choice: usize, merged: &mut Map<String, Value>, depth: usize) {
        let (Some(members), true) = (schema.as_object(), depth < DEEPEST) else { return };
        if let Some(reference) = text(schema, "$ref") {
            if let Some(target) = target(self.root, reference) {
                self.merge(target, choice, merged, depth + 1);
            }
            if !self.siblings {
                return;
            }
        }
        for member in items(schema.get("allOf")) {
            // The example of a part is no example of the whole.
            let whole = merged.remove("example");
            self.merge(member, choice, merged, depth + 1);
            merged.remove("example");
            merged.extend(whole.map(|it| ("example".to_owned(), it)));
        }
        for (key, value) in members {
            combine(merged, key, value);
        }
        for key in ["oneOf", "anyOf"] {
            let is_some = |it: &&Value| text(it, "type") != Some("null");
            let all: Vec<&Value> = items(schema.get(key)).filter(is_some).collect();
            if all.len() < items(schema.get(key)).count() {
                merged.insert("nullable".to_owned(), Value::Bool(true));
            }
            if let Some(member) = all.get(choice % all.len().max(1)) {
                self.merge(member, choice, merged, depth + 1);
                self.discriminate(schema, member, merged);
            }
        }
    }

    /// Notes what the discriminator has to say when this member is meant.
    fn discriminate(&self, union: &Value, member: &Value, merged: &mut Map<String, Value>) {
        let discriminator = union.get("discriminator");
        let name = discriminator.and_then(|it| text(it, "propertyName"));
        let (Some(name), Some(reference)) = (name, text(member, "$ref")) else { return };
        let bare = reference.rsplit('/').next().unwrap_or(reference);
        let mapping = discriminator.and_then(|it| it.get("mapping")).and_then(Value::as_object);
        let mapped = mapping.into_iter().flatten().find(|(_, it)| {
            it.as_str().is_some_and(|it| it == reference || it.rsplit('/').next() == Some(bare))
        });
        let word = mapped.map_or(bare, |(key, _)| key);
        let properties = merged.entry("properties").or_insert_with(|| json!({}));
        let Some(properties) = properties.as_object_mut() else { return };
        let property = properties.get(name).map(|it| self.flatten(it, 0)).unwrap_or_default();
        let says = property.get("enum").and_then(Value::as_array);
        let is_open = !property.contains_key("const") && says.is_none();
        if is_open || says.is_some_and(|it| it.iter().any(|it| it == word)) {
            properties.insert(name.to_owned(), json!({ "type": "string", "const": word }));
        }
    }
}

/// Adds one keyword to those that are known; what narrows a value wins.
fn combine(merged: &mut Map<String, Value>, key: &str, value: &Value) {
    let skipped = ["$ref", "allOf", "oneOf", "anyOf", "description", "title", "discriminator"];
    if skipped.contains(&key) {
        return;
    }
    let Some(known) = merged.get_mut(key) else {
        merged.insert(key.to_owned(), value.clone());
        return;
    };
    match (key, known, value) {
        ("properties", Value::Object(known), Value::Object(value)) => {
            for (name, schema) in value {
                match known.get_mut(name) {
                    Some(it) if it == schema => {}
                    Some(it) => *it = json!({ "allOf": [it.take(), schema] }),
                    None => {
                        known.insert(name.clone(), schema.clone());
                    }
                }
            }
        }
        ("required", Value::Array(known), Value::Array(value)) => known.extend(value.clone()),
        ("enum", Value::Array(known), Value::Array(value)) => known.retain(|it| value.contains(it)),
        ("minimum" | "minLength" | "minItems", known, value) => {
            if value.as_f64() > known.as_f64() {
                *known = value.clone();
            }
        }
        ("maximum" | "maxLength" | "maxItems", known, value) => {
            if value.as_f64() < known.as_f64() {
                *known = value.clone();
            }
        }
        ("readOnly" | "writeOnly", known, value) if value == true => *known = value.clone(),
        ("readOnly" | "writeOnly" | "items", ..) => {}
        (_, known, value) => *known = value.clone(),
    }
}

/// The first type that is not `null`; where the schema has none, what other keywords tell.
pub(crate) fn kind(schema: &Map<String, Value>) -> &str {
    let named = match schema.get("type") {
        Some(Value::String(name)) => Some(name.as_str()),
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).find(|it| *it != "null")
        }
        _ => None,
    };
    let hint = |key: &str| schema.contains_key(key);
    named.unwrap_or_else(|| match () {
        () if hint("properties") || hint("additionalProperties") => "object",
        () if hint("items") => "array",
        () if hint("minimum") || hint("maximum") => "number",
        () if hint("pattern") || hint("format") || hint("maxLength") || hint("enum") => "string",
        () => "",
    })
}

/// Whether a value may be `null`.
pub(crate) fn is_nullable(schema: &Map<String, Value>) -> bool {
    let names = schema.get("type").and_then(Value::as_array);
    let is_listed = names.is_some_and(|it| it.iter().any(|it| it == "null"));
    let is_named = || {
        let named = schema.get("enum").and_then(Value::as_array);
        named.is_none_or(|it| it.contains(&Value::Null))
    };
    (is_listed || schema.get("nullable") == Some(&Value::Bool(true))) && is_named()
}

/// Whether a client has to leave a property out.
pub(crate) fn is_read_only(schema: &Map<String, Value>) -> bool {
    schema.get("readOnly") == Some(&Value::Bool(true))
}

/// Whether the server keeps a property to itself.
pub(crate) fn is_write_only(schema: &Map<String, Value>) -> bool {
    schema.get("writeOnly") == Some(&Value::Bool(true))
        || schema.get("format").and_then(Value::as_str) == Some("password")
}

/// Whether the document advises against a property.
pub(crate) fn is_deprecated(schema: &Map<String, Value>) -> bool {
    schema.get("deprecated") == Some(&Value::Bool(true))
}
