//! `allOf`: the members of all parts together.
//!
//! Where two parts know a member of the same name, the later one is more special and counts; it is
//! required if any part requires it. A part that is no object has no members to give, so the whole
//! stays raw JSON.

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostic::Problems;
use crate::document::{Node, Pointer};
use crate::lower::frame::resolve;
use crate::lower::types::{keywords, kind, texts};

/// What an object and the parts of its `allOf` have together.
#[derive(Default)]
pub(super) struct Merged<'d> {
    pub(super) properties: IndexMap<&'d str, Node<'d>>,
    pub(super) required: Vec<&'d str>,
    /// Whether some part allows no other members.
    pub(super) closed: bool,
}

/// Gathers the members of an object; `None` if a part is something else.
pub(super) fn gather<'d>(schema: &Node<'d>, problems: &Problems<'_>) -> Option<Merged<'d>> {
    let mut merged = Merged::default();
    let mut seen = Vec::new();
    add(schema, &mut merged, &mut seen, problems).then_some(merged)
}

fn add<'d>(
    schema: &Node<'d>,
    merged: &mut Merged<'d>,
    seen: &mut Vec<Pointer>,
    problems: &Problems<'_>,
) -> bool {
    let Some(schema) = resolve(schema, problems) else { return false };
    // A part that holds the whole adds nothing to it.
    if seen.contains(schema.pointer()) {
        return true;
    }
    seen.push(schema.pointer().clone());
    keywords::check(&schema, problems);
    let is_union = ["oneOf", "anyOf"].iter().any(|it| schema.get(it).is_some());
    // A part without a type may only describe; one with another type is no object.
    let is_object = matches!(kind(&schema), Some("object") | None);
    if is_union || !is_object || !schema.value().is_object() {
        return false;
    }
    let parts = schema.get("allOf");
    let parts: Vec<Node<'d>> = parts.iter().flat_map(|it| it.items().collect::<Vec<_>>()).collect();
    if !parts.iter().all(|it| add(it, merged, seen, problems)) {
        return false;
    }
    let properties = schema.get("properties");
    merged.properties.extend(properties.iter().flat_map(|it| it.members().collect::<Vec<_>>()));
    merged.required.extend(schema.get("required").iter().flat_map(texts));
    let additional = schema.get("additionalProperties");
    merged.closed |= additional.is_some_and(|it| it.value() == &Value::Bool(false));
    true
}
