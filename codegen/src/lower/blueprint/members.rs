//! What objects have together with the parts that they are made of.

use indexmap::IndexMap;

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::json_schema::Definitions;
use crate::lower::types::{self, json_kinds};
use crate::model::Kind;

/// How many schemas may stand between one and what it is made of.
const DEPTH: usize = 8;

/// What may stand beside the only part of an `allOf` and asks for nothing more.
const DESCRIBES: [&str; 8] = [
    "allOf",
    "default",
    "deprecated",
    "description",
    "example",
    "externalDocs",
    "readOnly",
    "title",
];

/// Reads schemas for the blueprint.
pub(super) struct Reader<'p, 'd> {
    /// Schemas are merged here that never were meant to be one: what is wrong with that is no news.
    silent: Problems<'p>,
    pub(super) definitions: Definitions<'p, 'd>,
}

/// The members of an object, those of its `allOf`, `oneOf` and `anyOf` among them.
#[derive(Default)]
pub(super) struct Members<'d> {
    pub(super) properties: IndexMap<&'d str, Node<'d>>,
    pub(super) required: Vec<&'d str>,
    /// Whether it has no others.
    pub(super) closed: bool,
}

impl<'p, 'd> Reader<'p, 'd> {
    pub(super) fn new(problems: &'p Problems<'p>, silent: Problems<'p>) -> Self {
        Self { silent, definitions: Definitions::new(problems) }
    }

    /// Returns the members of an object; `None` for anything else.
    pub(super) fn members(&self, schema: &Node<'d>) -> Option<Members<'d>> {
        let kinds = json_kinds(schema);
        if kinds.is_some_and(|it| !it.contains(&Kind::Object)) {
            return None;
        }
        let merged = types::gather(schema, &self.silent)?;
        let properties = merged.properties.into_iter().map(|(name, it)| (name, it.node));
        let properties: IndexMap<_, _> = properties.collect();
        let known = (!properties.is_empty()).then_some(properties)?;
        Some(Members { properties: known, required: merged.required, closed: merged.closed })
    }

    /// Follows references, also those that stand in an `allOf` alone to have something said beside
    /// them.
    pub(super) fn resolve(schema: &Node<'d>) -> Option<Node<'d>> {
        let mut schema = schema.resolve().ok()?;
        for _ in 0..DEPTH {
            let bounds = schema.members().any(|(key, _)| !DESCRIBES.contains(&key));
            match types::only_part(&schema).filter(|_| !bounds) {
                Some(part) => schema = part.resolve().ok()?,
                None => break,
            }
        }
        Some(schema)
    }

    /// Returns the schema of a list's items; `None` for anything else.
    pub(super) fn items(schema: &Node<'d>) -> Option<Node<'d>> {
        let kinds = json_kinds(schema)?;
        if !kinds.contains(&Kind::List) {
            return None;
        }
        part(schema, "items", DEPTH)
    }
}

/// Finds a keyword in a schema or in one of its parts.
fn part<'d>(schema: &Node<'d>, keyword: &str, depth: usize) -> Option<Node<'d>> {
    let schema = schema.resolve().ok()?;
    let own = schema.get(keyword);
    let below = depth.checked_sub(1)?;
    own.or_else(|| {
        let parts = ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|it| schema.get(it));
        let parts: Vec<_> = parts.flat_map(|it| it.items().collect::<Vec<_>>()).collect();
        parts.iter().find_map(|it| part(it, keyword, below))
    })
}

/// Returns the one kind of JSON that a schema's values are of, leaving null aside.
pub(super) fn only_kind(schema: &Node<'_>) -> Option<Kind> {
    let kinds = json_kinds(schema)?;
    match kinds.len() {
        1 => kinds.into_iter().next(),
        // A whole number is a number.
        2 if kinds.contains(&Kind::Integer) && kinds.contains(&Kind::Number) => Some(Kind::Number),
        _ => None,
    }
}

pub(super) fn is_text(schema: &Node<'_>) -> bool {
    only_kind(schema) == Some(Kind::Text)
}

pub(super) fn is_number(schema: &Node<'_>) -> bool {
    matches!(only_kind(schema), Some(Kind::Integer | Kind::Number))
}

pub(super) fn is_boolean(schema: &Node<'_>) -> bool {
    only_kind(schema) == Some(Kind::Boolean)
}

/// Whether a value names something: a text or a number.
pub(super) fn is_scalar(schema: &Node<'_>) -> bool {
    let names = [Kind::Text, Kind::Integer, Kind::Number];
    json_kinds(schema).is_some_and(|it| !it.is_empty() && it.iter().all(|it| names.contains(it)))
}
