//! From an `OpenAPI` schema to JSON Schema 2020-12.
//!
//! `OpenAPI` 3.0 has a dialect of its own; 3.1 *is* JSON Schema. One walk does for both, because two
//! things have to be done either way: references lead to definitions of one direction, and
//! `readOnly`/`writeOnly` become rules. Keywords that constrain nothing (`example`, `xml`,
//! `discriminator`, extensions) are left behind, so that only what is listed here can refuse a
//! value.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Direction;
use crate::{error::Problem, node::Node};

/// Whose rules the document's schemas follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// `OpenAPI` 3.0: `nullable`, boolean `exclusiveMinimum`, nothing counts beside `$ref`.
    V30,
    /// `OpenAPI` 3.1 and later.
    V31,
}

/// Keywords that are taken over as they are.
const KEPT: &[&str] = &[
    "const",
    "dependentRequired",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
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

/// The walk over one definition.
pub(super) struct Rewrite<'w, 'd> {
    dialect: Dialect,
    direction: Direction,
    /// Gives the `$ref` of the definition at a place.
    refer: &'w mut dyn FnMut(&Node<'d>) -> String,
    problems: &'w mut Vec<Problem>,
}

/// Names of properties that do not travel in the direction at hand.
type Hidden = BTreeSet<String>;

impl<'w, 'd> Rewrite<'w, 'd> {
    pub(super) fn new(
        dialect: Dialect,
        direction: Direction,
        refer: &'w mut dyn FnMut(&Node<'d>) -> String,
        problems: &'w mut Vec<Problem>,
    ) -> Self {
        Self { dialect, direction, refer, problems }
    }

    pub(super) fn run(mut self, node: &Node<'d>) -> Value {
        self.schema(node, &Hidden::new())
    }

    /// `hidden` comes from around: `required` and the property it names are often in different
    /// members of one `allOf`.
    fn schema(&mut self, node: &Node<'d>, hidden: &Hidden) -> Value {
        if node.value.is_boolean() {
            return node.value.clone();
        }
        if !node.value.is_object() {
            self.problems.push(node.problem("expected a schema"));
            return Value::Bool(true);
        }
        let mut schema = Map::new();
        if let Some(reference) = node.reference() {
            match node.target(reference) {
                Ok(target) => schema.insert("$ref".to_owned(), (self.refer)(&target).into()),
                Err(problem) => {
                    self.problems.push(problem);
                    return Value::Bool(true);
                }
            };
            if self.dialect == Dialect::V30 {
                return schema.into();
            }
        }
        let mut hidden = hidden.clone();
        hide(node, self.direction, &mut hidden, 0);
        for (key, child) in node.entries() {
            if let Some(value) = self.keyword(key, &child, &hidden) {
                schema.insert(key.to_owned(), value);
            }
        }
        limits(&mut schema);
        if self.dialect == Dialect::V30 && node.flag("nullable") == Some(true) {
            schema = or_null(schema);
        }
        whole_number_range(node, &mut schema);
        schema.into()
    }

    fn keyword(&mut self, key: &str, child: &Node<'d>, hidden: &Hidden) -> Option<Value> {
        match key {
            "not" | "if" | "then" | "else" => Some(self.schema(child, hidden)),
            "allOf" | "anyOf" | "oneOf" => {
                Some(child.items().map(|it| self.schema(&it, hidden)).collect())
            }
            "items"
            | "additionalProperties"
            | "contains"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties" => Some(self.schema(child, &Hidden::new())),
            "prefixItems" => {
                Some(child.items().map(|it| self.schema(&it, &Hidden::new())).collect())
            }
            "properties" => {
                let properties = child.entries().map(|(name, property)| {
                    let schema = self.property(name, &property, hidden);
                    (name.to_owned(), schema)
                });
                Some(Value::Object(properties.collect()))
            }
            "patternProperties" | "dependentSchemas" => {
                let schemas = child
                    .entries()
                    .map(|(name, it)| (name.to_owned(), self.schema(&it, &Hidden::new())));
                Some(Value::Object(schemas.collect()))
            }
            "required" => required(child, hidden),
            _ => KEPT.contains(&key).then(|| child.value.clone()),
        }
    }

    fn property(&mut self, name: &str, property: &Node<'d>, hidden: &Hidden) -> Value {
        // A property that must not be sent back has no valid value. The other way round is
        // different: a client may return what it got, and the server ignores it.
        if self.direction == Direction::Response && hidden.contains(name) {
            return Value::Bool(false);
        }
        self.schema(property, &Hidden::new())
    }
}

/// The names that are required in the direction at hand.
fn required(names: &Node<'_>, hidden: &Hidden) -> Option<Value> {
    // Older drafts had a boolean here, and some documents still do; it requires nothing.
    let names = names.value.as_array()?;
    let mut required: Vec<Value> = Vec::new();
    for name in names {
        let is_hidden = name.as_str().is_some_and(|it| hidden.contains(it));
        // JSON Schema refuses a name given twice; it is harmless, and composed documents have it.
        if !is_hidden && !required.contains(name) {
            required.push(name.clone());
        }
    }
    Some(required.into())
}

/// Deeper nesting of `allOf` is a cycle or nobody can read it.
const DEEPEST: usize = 12;

/// Adds the properties of `node`, and of all that describe the same object, which do not travel.
fn hide(node: &Node<'_>, direction: Direction, hidden: &mut Hidden, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let flag = match direction {
        Direction::Request => "readOnly",
        Direction::Response => "writeOnly",
    };
    let properties = node.get("properties");
    for (name, property) in properties.iter().flat_map(Node::entries) {
        if is_flagged(&property, flag, 0) {
            hidden.insert(name.to_owned());
        }
    }
    if let Some(Ok(target)) = node.reference().map(|it| node.target(it)) {
        hide(&target, direction, hidden, depth + 1);
    }
    for member in node.get("allOf").iter().flat_map(Node::items) {
        hide(&member, direction, hidden, depth + 1);
    }
}

fn is_flagged(property: &Node<'_>, flag: &str, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let target = property.reference().map(|it| property.target(it));
    property.flag(flag) == Some(true)
        || matches!(target, Some(Ok(target)) if is_flagged(&target, flag, depth + 1))
        || property
            .get("allOf")
            .iter()
            .flat_map(Node::items)
            .any(|it| is_flagged(&it, flag, depth + 1))
}

/// `exclusiveMinimum: true` beside `minimum: n` becomes `exclusiveMinimum: n`.
fn limits(schema: &mut Map<String, Value>) {
    for (inclusive, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")]
    {
        let Some(Value::Bool(is_exclusive)) = schema.get(exclusive).cloned() else { continue };
        schema.remove(exclusive);
        if is_exclusive && let Some(limit) = schema.remove(inclusive) {
            schema.insert(exclusive.to_owned(), limit);
        }
    }
}

/// Lets `null` in.
///
/// The letter of 3.0.3 wants `null` in the `enum` too, and a `type` beside `nullable`. Hardly any
/// document says so and all mean it, so `nullable: true` is enough here.
fn or_null(mut schema: Map<String, Value>) -> Map<String, Value> {
    const COMPOSED: [&str; 5] = ["allOf", "anyOf", "oneOf", "not", "const"];
    if COMPOSED.iter().any(|it| schema.contains_key(*it)) {
        let either = json!([{ "type": "null" }, schema]);
        return Map::from_iter([("anyOf".to_owned(), either)]);
    }
    if let Some(Value::String(name)) = schema.get("type") {
        let either = json!([name, "null"]);
        schema.insert("type".to_owned(), either);
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    schema
}

/// `int32` and `int64` are ranges, and formats check only strings.
fn whole_number_range(node: &Node<'_>, schema: &mut Map<String, Value>) {
    let range = match node.text("format") {
        Some("int32") => json!({ "minimum": i32::MIN, "maximum": i32::MAX }),
        Some("int64") => json!({ "minimum": i64::MIN, "maximum": i64::MAX }),
        _ => return,
    };
    let all = schema.entry("allOf").or_insert_with(|| json!([]));
    if let Value::Array(all) = all {
        all.push(range);
    }
}
