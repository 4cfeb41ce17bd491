//! `allOf`: the members of all parts together.
//!
//! Where two parts know a member of the same name, the later one is more special and counts; it is
//! required if any part requires it. Where they cannot both be right, that is said.
//!
//! A part that is a union of objects brings the members of all of its alternatives, none of them
//! required: which of them are there together is more than a struct can say, and nothing is lost.
//! A part that is no object has no members to give; then there is nothing to merge.

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostic::{self, Problems};
use crate::document::{Node, Pointer};
use crate::lower::frame::resolve;
use crate::lower::types::keywords;
use crate::lower::types::schema::{is_null, json_kinds, says_a_type, texts, union_parts};
use crate::model::Kind;

/// What an object and the parts of its `allOf` have together.
#[derive(Default)]
pub(in crate::lower) struct Merged<'d> {
    pub(in crate::lower) properties: IndexMap<&'d str, Property<'d>>,
    pub(in crate::lower) required: Vec<&'d str>,
    /// Whether some part allows no other members.
    pub(in crate::lower) closed: bool,
    /// The schema of other members.
    pub(super) rest: Option<Node<'d>>,
}

/// A member.
pub(in crate::lower) struct Property<'d> {
    pub(in crate::lower) node: Node<'d>,
    /// Whether alternatives describe it differently.
    pub(super) differs: bool,
}

/// Gathers the members of an object; `None` if a part is something else.
pub(in crate::lower) fn gather<'d>(
    schema: &Node<'d>,
    problems: &Problems<'_>,
) -> Option<Merged<'d>> {
    let mut gathering = Gathering { merged: Merged::default(), seen: Vec::new(), problems };
    gathering.add(schema, Way::All).then_some(gathering.merged)
}

/// How a part belongs to the whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    All,
    /// It is one of several alternatives.
    Some,
}

struct Gathering<'p, 'b, 'd> {
    merged: Merged<'d>,
    seen: Vec<Pointer>,
    problems: &'p Problems<'b>,
}

impl<'d> Gathering<'_, '_, 'd> {
    /// Adds a part; `false` if it is no object.
    fn add(&mut self, schema: &Node<'d>, way: Way) -> bool {
        let Some(schema) = resolve(schema, self.problems) else { return false };
        // A part that holds the whole adds nothing to it.
        if self.seen.contains(schema.pointer()) {
            return true;
        }
        self.seen.push(schema.pointer().clone());
        keywords::check(&schema, self.problems);
        // A part without a type may only describe; one with another type is no object.
        let is_object = json_kinds(&schema).is_none_or(|it| it.contains(&Kind::Object));
        if !is_object || !schema.value().is_object() {
            return false;
        }
        let parts = schema.get("allOf");
        let parts: Vec<Node<'d>> =
            parts.iter().flat_map(|it| it.items().collect::<Vec<_>>()).collect();
        if !parts.iter().all(|it| self.add(it, way)) {
            return false;
        }
        let alternatives = union_parts(&schema);
        let mut alternatives = alternatives.iter().filter(|it| !is_null(it));
        if !alternatives.all(|it| self.add(it, Way::Some)) {
            return false;
        }
        if let Some(properties) = schema.get("properties") {
            properties.members().for_each(|(name, node)| self.put(name, node, way));
        }
        let required = schema.get("required");
        if way == Way::All {
            self.merged.required.extend(required.iter().flat_map(texts));
            let additional = schema.get("additionalProperties");
            self.merged.closed |=
                additional.as_ref().is_some_and(|it| it.value() == &Value::Bool(false));
            self.merged.rest =
                additional.filter(|it| it.value().is_object()).or(self.merged.rest.take());
        }
        true
    }

    fn put(&mut self, name: &'d str, node: Node<'d>, way: Way) {
        let Some(known) = self.merged.properties.get_mut(name) else {
            self.merged.properties.insert(name, Property { node, differs: false });
            return;
        };
        if way == Way::Some {
            known.differs |= !is_same(&known.node, &node);
            return;
        }
        if let (Some(one), Some(other)) = (json_kinds(&known.node), json_kinds(&node))
            && one.is_disjoint(&other)
            && !(is_number(&one) && is_number(&other))
        {
            let message = format!("`{name}` is described as another kind of value before");
            self.problems.note(diagnostic::CONFLICT, &node, message);
        }
        // A later part may only describe what an earlier one has typed.
        if says_a_type(&node) || node.get("allOf").is_some() || !says_a_type(&known.node) {
            known.node = node;
        }
    }
}

fn is_number(kinds: &std::collections::BTreeSet<Kind>) -> bool {
    kinds.iter().all(|it| matches!(it, Kind::Integer | Kind::Number))
}

fn is_same(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (one.resolve(), other.resolve()) {
        (Ok(one), Ok(other)) => one.pointer() == other.pointer() || one.value() == other.value(),
        _ => false,
    }
}
