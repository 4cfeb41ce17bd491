//! `OpenAPI` schemas, of 3.0 and 3.1, to JSON Schema 2020-12, for the mock to check requests with and
//! to make answers from.
//!
//! What is written serves both directions: `required` is whole, and `readOnly` and `writeOnly` stay.
//! The mock leaves out of each direction what does not belong to it. Annotations that say what a
//! value looks like stay too: `default` and `examples`, which also hold the `example` of 3.0.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::diagnostic::Problems;
use crate::document::{Node, Pointer};
use crate::lower::frame::resolve;
use crate::lower::types::{keywords, tag, texts};

/// The keywords that mean the same in both and hold no schema.
const PLAIN: [&str; 19] = [
    "const",
    "default",
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
    "type",
    "uniqueItems",
];

/// The flags that say in which direction a property travels.
const DIRECTIONS: [&str; 2] = ["readOnly", "writeOnly"];

/// What each alternative of a union adds to be told apart; see `Blueprint::definitions`.
const TAGS: &str = "x-tags";

/// Rewrites schemas, and keeps those that others refer to.
pub(super) struct Definitions<'p, 'd> {
    problems: &'p Problems<'p>,
    names: RefCell<BTreeSet<String>>,
    waiting: RefCell<Vec<(String, Node<'d>)>>,
}

impl<'p, 'd> Definitions<'p, 'd> {
    pub(super) fn new(problems: &'p Problems<'p>) -> Self {
        Self { problems, names: RefCell::default(), waiting: RefCell::default() }
    }

    /// Rewrites a schema; what it refers to is among the definitions.
    pub(super) fn convert(&self, schema: &Node<'d>) -> Value {
        convert(schema, self)
    }

    /// Refers to a schema, which is then among the definitions.
    pub(super) fn reference(&self, schema: &Node<'d>) -> Value {
        match resolve(schema, self.problems) {
            Some(schema) if schema.value().is_object() => self.refer(schema),
            _ => self.convert(schema),
        }
    }

    /// Returns the schemas that others refer to, directly or through each other.
    pub(super) fn finish(self) -> BTreeMap<String, Value> {
        let mut converted = BTreeMap::new();
        while let Some((name, schema)) = self.next() {
            converted.insert(name, convert(&schema, &self));
        }
        converted
    }

    fn next(&self) -> Option<(String, Node<'d>)> {
        self.waiting.borrow_mut().pop()
    }

    fn refer(&self, to: Node<'d>) -> Value {
        let name = name(to.pointer());
        let reference = json!({"$ref": format!("#/$defs/{}", escape(&name))});
        if self.names.borrow_mut().insert(name.clone()) {
            self.waiting.borrow_mut().push((name, to));
        }
        reference
    }
}

/// A component is called by its name, and any other schema by its place, which has a `#`.
fn name(place: &Pointer) -> String {
    place.component("schemas").map_or_else(|| place.uri(), str::to_owned)
}

fn convert<'d>(schema: &Node<'d>, definitions: &Definitions<'_, 'd>) -> Value {
    if schema.is_reference() {
        let to = resolve(schema, definitions.problems);
        return to.map_or(Value::Bool(true), |it| definitions.refer(it));
    }
    keywords::check(schema, definitions.problems);
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
            _ if DIRECTIONS.contains(&key) && member.value() == &Value::Bool(true) => {
                converted.insert(key.to_owned(), true.into());
            }
            "required" => {
                // A name that is given twice is harmless, and JSON Schema refuses it.
                let mut names = texts(&member);
                let mut seen = BTreeSet::new();
                names.retain(|it| seen.insert(*it));
                converted.insert(key.to_owned(), json!(names));
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
                converted.insert(key.to_owned(), convert(&member, definitions));
            }
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                let parts = member.items().map(|it| convert(&it, definitions));
                converted.insert(key.to_owned(), parts.collect());
            }
            "exclusiveMinimum" | "exclusiveMaximum" if member.value().is_number() => {
                converted.insert(key.to_owned(), member.value().clone());
            }
            "properties" | "patternProperties" | "dependentSchemas" => {
                // Asked for by its name, it is followed to where all properties may be.
                let member = schema.get(key).unwrap_or(member);
                let properties =
                    member.members().map(|(name, it)| (name.to_owned(), convert(&it, definitions)));
                converted.insert(key.to_owned(), Value::Object(properties.collect()));
            }
            _ => {}
        }
    }
    examples(schema, &mut converted);
    tags(schema, &mut converted);
    exclusive(schema, &mut converted, "exclusiveMinimum", "minimum");
    exclusive(schema, &mut converted, "exclusiveMaximum", "maximum");
    // 3.1 says it by the type, and does not know the keyword any more.
    let is_nullable = schema.is_true("nullable") && !schema.is_of_3_1();
    if is_nullable { nullable(converted) } else { Value::Object(converted) }
}

/// Writes a name as a step of a pointer within a URI.
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

/// 3.0 has one `example`, and 3.1 a list of `examples`, though many documents mix them.
fn examples(schema: &Node<'_>, converted: &mut Map<String, Value>) {
    let list = schema.get("examples").and_then(|it| it.value().as_array().cloned());
    let mut examples = list.unwrap_or_default();
    examples.extend(schema.get("example").map(|it| it.value().clone()));
    if !examples.is_empty() {
        converted.insert("examples".to_owned(), examples.into());
    }
}

/// A discriminator does not limit values, but who reads an answer goes by it. So beside the
/// alternatives stands what each of them adds: the value that tells it apart.
fn tags(schema: &Node<'_>, converted: &mut Map<String, Value>) {
    let discriminator = schema.get("discriminator").and_then(|it| it.get("propertyName")?.text());
    let alternatives = ["oneOf", "anyOf"].iter().find_map(|it| schema.get(it));
    let (Some(member), Some(alternatives)) = (discriminator, alternatives) else { return };
    let tags: Vec<Value> = alternatives
        .items()
        .map(|it| {
            let alternative = it.resolve().ok()?;
            let tag = tag(schema, member, &alternative)?;
            Some(json!({"required": [member], "properties": {member: {"const": tag}}}))
        })
        .map(|it| it.unwrap_or(Value::Bool(true)))
        .collect();
    if tags.iter().any(Value::is_object) {
        converted.insert(TAGS.to_owned(), tags.into());
    }
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
        // `null` twice would be no schema at all.
        if ty != "null" {
            *ty = json!([ty.clone(), "null"]);
        }
    } else {
        // Without a type of its own (`allOf`, `oneOf`) null needs a branch of its own. What does
        // not limit the value stays outside, where it is looked for.
        let (mut around, limits): (Map<_, _>, Map<_, _>) =
            converted.into_iter().partition(|(key, _)| {
                matches!(key.as_str(), "default" | "examples" | "readOnly" | "writeOnly")
            });
        if !limits.is_empty() {
            around.insert("anyOf".to_owned(), json!([limits, {"type": "null"}]));
        }
        return Value::Object(around);
    }
    Value::Object(converted)
}
