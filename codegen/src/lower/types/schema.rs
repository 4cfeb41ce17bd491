//! Questions to a schema that need no other schema's type: what kind of value it is for, whether
//! that may be null, what it says of itself.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::{Node, Pointer};
use crate::lower::types::keywords;
use crate::model::Kind;

/// How many references, unions and merged parts may lie between a question and its answer.
const DEPTH: usize = 16;

/// How many unions and merged parts are asked for one answer.
const MOST: usize = 256;

/// Whether `null` may stand for a value of the schema.
pub(in crate::lower) fn is_nullable(schema: &Node<'_>) -> bool {
    is_nullable_within(schema, &mut BTreeMap::new())
}

/// `known` holds what was found of schemas on the way: each is asked once, however many lead to it.
fn is_nullable_within(schema: &Node<'_>, known: &mut BTreeMap<Pointer, bool>) -> bool {
    let Ok(schema) = schema.resolve() else { return false };
    if admits_null(&schema) {
        return true;
    }
    let parts = schema.get("allOf").map(|it| it.items().collect::<Vec<_>>()).unwrap_or_default();
    let is_union = parts.is_empty() || says_a_type(&schema);
    let parts = if is_union { union_parts(&schema) } else { parts };
    if parts.is_empty() {
        return false;
    }
    if let Some(known) = known.get(schema.pointer()) {
        return *known;
    }
    if known.len() == MOST {
        return false;
    }
    // What holds itself is no reason for `null`.
    known.insert(schema.pointer().clone(), false);
    let nullable: Vec<bool> = parts.iter().map(|it| is_nullable_within(it, known)).collect();
    // What leaves the type open is no reason against `null`, and none for it.
    let allows = |(it, nullable): (&Node<'_>, &bool)| *nullable || !excludes_null(it, DEPTH);
    let all_allow = || parts.iter().zip(&nullable).all(allows);
    let is_nullable = nullable.contains(&true) && (is_union || all_allow());
    known.insert(schema.pointer().clone(), is_nullable);
    is_nullable
}

/// Whether a schema says what its values are, and `null` is none of them. One that only has
/// `properties` does not: they are those of a value that is an object.
fn excludes_null(schema: &Node<'_>, depth: usize) -> bool {
    let (Some(below), Ok(schema)) = (depth.checked_sub(1), schema.resolve()) else { return true };
    if admits_null(&schema) {
        return false;
    }
    let parts = |keyword: &str| {
        let parts = schema.get(keyword).map(|it| it.items().collect::<Vec<_>>());
        parts.unwrap_or_default()
    };
    let is_out = |it: &Node<'_>| excludes_null(it, below);
    ["type", "enum", "const"].iter().any(|it| schema.get(it).is_some())
        || parts("allOf").iter().any(is_out)
        || ["oneOf", "anyOf"]
            .iter()
            .map(|it| parts(it))
            .any(|it| !it.is_empty() && it.iter().all(is_out))
}

/// `nullable: true` in 3.0; `null` among the types or values in 3.1.
fn admits_null(schema: &Node<'_>) -> bool {
    let types = schema.get("type").iter().flat_map(texts).any(|it| it == "null");
    let values = schema.get("enum").is_some_and(|it| it.items().any(|it| it.value().is_null()));
    schema.is_true("nullable") || is_null(schema) || types || values
}

/// Whether nothing but `null` satisfies the schema.
pub(in crate::lower) fn is_null(schema: &Node<'_>) -> bool {
    let has = |key: &str, test: &dyn Fn(&Value) -> bool| {
        schema.get(key).is_some_and(|it| test(it.value()))
    };
    let all = |value: &Value, test: &dyn Fn(&Value) -> bool| {
        value.as_array().is_some_and(|it| !it.is_empty() && it.iter().all(test))
    };
    let is_word = |it: &Value| it == "null";
    has("const", &Value::is_null)
        || has("type", &|it| is_word(it) || all(it, &is_word))
        || has("enum", &|it| all(it, &Value::is_null))
}

/// Returns the alternatives of `oneOf` or `anyOf`.
pub(super) fn union_parts<'d>(schema: &Node<'d>) -> Vec<Node<'d>> {
    let parts = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    parts.iter().flat_map(|it| it.items().collect::<Vec<_>>()).collect()
}

/// Returns the schema inside an `allOf` of one: the way to say more about a reference in 3.0.
pub(in crate::lower) fn only_part<'d>(schema: &Node<'d>) -> Option<Node<'d>> {
    let parts: Vec<Node<'d>> = schema.get("allOf")?.items().collect();
    let [only] = parts.as_slice() else { return None };
    (!says_a_type(schema)).then(|| only.clone())
}

/// Whether a schema says what its values are, apart from an `allOf`; if not, it only describes or
/// bounds them.
pub(super) fn says_a_type(schema: &Node<'_>) -> bool {
    let keywords =
        ["$ref", "additionalProperties", "anyOf", "const", "enum", "items", "oneOf", "properties"];
    schema.get("type").is_some() || keywords.iter().any(|it| schema.get(it).is_some())
}

/// Returns the `type` of a schema, or what its other keywords leave no doubt of.
pub(in crate::lower) fn kind<'d>(schema: &Node<'d>) -> Option<&'d str> {
    let declared = schema.get("type").filter(|it| keywords::is_well_formed("type", it));
    if declared.as_ref().is_some_and(|it| it.value().is_array()) {
        let kinds = declared_kinds(schema);
        // Of several kinds none is sure.
        return kinds.first().filter(|_| kinds.len() == 1).copied();
    }
    let declared = declared.and_then(Node::text);
    let all_texts = |it: Node<'_>| {
        let mut values = it.items().filter(|it| !it.value().is_null()).peekable();
        values.peek().is_some() && values.all(|it| it.value().is_string())
    };
    let implied = || match () {
        () if schema.get("enum").is_some_and(all_texts) => Some("string"),
        () if schema.get("const").is_some_and(|it| it.value().is_string()) => Some("string"),
        () if schema.get("properties").is_some() => Some("object"),
        () if schema.get("additionalProperties").is_some() => Some("object"),
        () if schema.get("items").is_some() => Some("array"),
        () => None,
    };
    declared.or_else(implied)
}

/// Returns the kinds of a list of types, without null.
pub(super) fn declared_kinds<'d>(schema: &Node<'d>) -> Vec<&'d str> {
    let Some(types) = schema.get("type") else { return Vec::new() };
    texts(&types).into_iter().filter(|it| *it != "null").collect()
}

/// Returns the kinds of JSON that a schema's values can be of, but for null; none if it is not
/// known.
pub(in crate::lower) fn json_kinds(schema: &Node<'_>) -> Option<BTreeSet<Kind>> {
    json_kinds_within(schema, &mut BTreeMap::new())
}

type Kinds = Option<BTreeSet<Kind>>;

/// `known` is as for [`is_nullable_within`].
fn json_kinds_within(schema: &Node<'_>, known: &mut BTreeMap<Pointer, Kinds>) -> Kinds {
    let schema = schema.resolve().ok()?;
    let declared: Option<BTreeSet<Kind>> = match kind(&schema) {
        Some(kind) => Some([json_kind(kind)?].into()),
        None => declared_kinds(&schema).into_iter().map(json_kind).collect(),
    };
    if let Some(declared) = declared.filter(|it| !it.is_empty()) {
        return Some(declared);
    }
    if let Some(values) = schema.get("enum") {
        return Some(values.items().filter_map(|it| kind_of(it.value())).collect());
    }
    if let Some(only) = schema.get("const") {
        return Some(kind_of(only.value()).into_iter().collect());
    }
    if let Some(known) = known.get(schema.pointer()) {
        return known.clone();
    }
    if known.len() == MOST {
        return None;
    }
    // What holds itself says nothing of itself.
    known.insert(schema.pointer().clone(), None);
    let parts = union_parts(&schema);
    let kinds = if parts.is_empty() {
        schema.get("allOf")?.items().find_map(|it| json_kinds_within(&it, known))
    } else {
        let parts = parts.iter().filter(|it| !is_null(it));
        let kinds: Option<Vec<_>> = parts.map(|it| json_kinds_within(it, known)).collect();
        kinds.map(|it| it.into_iter().flatten().collect())
    };
    known.insert(schema.pointer().clone(), kinds.clone());
    kinds
}

/// Returns the kind that a `type` stands for.
pub(super) fn json_kind(ty: &str) -> Option<Kind> {
    Some(match ty {
        "string" => Kind::Text,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "array" => Kind::List,
        "object" => Kind::Object,
        _ => return None,
    })
}

fn kind_of(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => Kind::Boolean,
        Value::Number(it) if it.is_f64() => Kind::Number,
        Value::Number(_) => Kind::Integer,
        Value::String(_) => Kind::Text,
        Value::Array(_) => Kind::List,
        Value::Object(_) => Kind::Object,
    })
}

/// `format: binary` in 3.0; a media type without an encoding in 3.1.
pub(super) fn is_file(schema: &Node<'_>) -> bool {
    let has = |key| schema.get(key).is_some();
    schema.get("format").and_then(Node::text) == Some("binary")
        || (has("contentMediaType") && !has("contentEncoding"))
}

pub(super) fn has_members(schema: &Node<'_>) -> bool {
    schema.get("properties").is_some_and(|it| it.members().next().is_some())
}

/// Returns the different values that a schema lists, but for null.
pub(super) fn values<'d>(schema: &Node<'d>) -> Vec<&'d Value> {
    let mut values: Vec<&Value> = Vec::new();
    let only = schema.get("const").map(|it| it.value());
    let listed = schema.get("enum");
    let listed = listed.iter().flat_map(|it| it.items().map(|it| it.value()).collect::<Vec<_>>());
    for value in listed.chain(only).filter(|it| !it.is_null()) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Returns what a schema says of itself, or what the schema it refers to says.
pub(in crate::lower) fn description(schema: &Node<'_>) -> String {
    let own = |it: &Node<'_>| it.get("description").and_then(Node::text).map(str::to_owned);
    own(schema).or_else(|| own(&schema.resolve().ok()?)).unwrap_or_default()
}

/// Returns the texts of an array.
pub(in crate::lower) fn texts<'d>(array: &Node<'d>) -> Vec<&'d str> {
    array.items().filter_map(Node::text).collect()
}
