//! Places: a file, and a JSON pointer (RFC 6901) into it.
//!
//! A place holds on to the place before it, so that going one step further copies nothing.

use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

/// The way to a value: from the root of a file, one step after another.
///
/// It is written as a URI fragment, `#/paths/~1contacts~1/get`, whatever file it leads into.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Pointer(Rc<Step>);

/// The last differs most, so it is compared first.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Step {
    depth: usize,
    /// The name of a member or the index of an item; at the root the name of the file.
    name: Box<str>,
    before: Option<Pointer>,
}

impl Pointer {
    /// Returns the place of a whole file; the document that was given has no name.
    pub(super) fn file(name: &str) -> Self {
        Self(Rc::new(Step { depth: 0, name: name.into(), before: None }))
    }

    /// Returns the pointer to a member of what this one points to.
    pub(super) fn join(&self, segment: &str) -> Self {
        let depth = self.0.depth + 1;
        Self(Rc::new(Step { depth, name: segment.into(), before: Some(self.clone()) }))
    }

    /// Returns the name of the file: where it is, seen from the document's folder.
    ///
    /// It is empty for the document itself.
    pub(super) fn file_name(&self) -> &str {
        let mut at = self;
        while let Some(before) = &at.0.before {
            at = before;
        }
        &at.0.name
    }

    /// Returns the names and indices on the way.
    pub(super) fn segments(&self) -> Vec<&str> {
        let mut segments = Vec::with_capacity(self.0.depth);
        let mut at = &self.0;
        while let Some(before) = &at.before {
            segments.push(&*at.name);
            at = &before.0;
        }
        segments.reverse();
        segments
    }

    /// Whether this points to something within what the other points to, or to just that.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        let mut at = self;
        while at.0.depth > other.0.depth {
            let Some(before) = &at.0.before else { break };
            at = before;
        }
        at == other
    }

    /// Returns the name of the member, or the index of the item; `None` for a whole file.
    pub(crate) fn last(&self) -> Option<&str> {
        self.0.before.is_some().then_some(&*self.0.name)
    }

    /// Returns what the place is called in what is around it: the last step, or the file's name.
    pub(crate) fn own_name(&self) -> Option<&str> {
        self.last().or_else(|| stem(self.file_name()))
    }

    /// Returns the name of a component, when this points to one of that kind in the document.
    pub(crate) fn component(&self, kind: &str) -> Option<&str> {
        match self.segments().as_slice() {
            ["components", of, _] if *of == kind && self.file_name().is_empty() => self.last(),
            _ => None,
        }
    }

    /// Returns the name that a schema has by its place: that of a component, or of a file.
    ///
    /// What stands within a schema has none: it is the property, or the items, of something.
    pub(crate) fn name(&self) -> Option<&str> {
        let segments = self.segments();
        match segments.as_slice() {
            _ if self.file_name().is_empty() => self.component("schemas"),
            [] => stem(self.file_name()),
            // A property may be called so too, and then what stands below is a part of it.
            [way @ .., "schemas" | "definitions" | "$defs", name]
                if way.last() != Some(&"properties") =>
            {
                Some(name)
            }
            [.., around, _] if HOLDERS.contains(around) => None,
            [.., last] if PARTS.contains(last) || HOLDERS.contains(last) => None,
            [.., last] => Some(last),
        }
    }

    /// Returns a longer name, for when that of the place is taken: with the file's or the folder's.
    pub(crate) fn long_name(&self) -> Option<String> {
        let (file, name) = (self.file_name(), self.name()?);
        let around = if self.last().is_some() { file } else { file.rsplit_once('/')?.0 };
        Some(format!("{} {name}", stem(around)?))
    }

    /// Returns file and place together, the file seen from the document's folder.
    pub(crate) fn uri(&self) -> String {
        format!("{}{self}", self.file_name())
    }
}

/// The keywords that hold schemas by names or numbers.
pub(crate) const HOLDERS: [&str; 9] = [
    "$defs",
    "allOf",
    "anyOf",
    "definitions",
    "dependentSchemas",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "properties",
];

/// The keywords that hold a schema.
const PARTS: [&str; 11] = [
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "schema",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Returns the last part of a path without its endings: `pet` of `models/pet.schema.json`.
fn stem(path: &str) -> Option<&str> {
    let last = path.rsplit('/').next()?;
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let stem = stem.strip_suffix(".schema").unwrap_or(stem);
    (!stem.is_empty()).then_some(stem)
}

impl Ord for Pointer {
    /// Orders by file, then step by step; what is around something comes before it.
    fn cmp(&self, other: &Self) -> Ordering {
        if Rc::ptr_eq(&self.0, &other.0) {
            return Ordering::Equal;
        }
        let (before, others) = (self.0.before.as_ref(), other.0.before.as_ref());
        match self.0.depth.cmp(&other.0.depth) {
            Ordering::Less => Some(self).cmp(&others).then(Ordering::Less),
            Ordering::Greater => before.cmp(&Some(other)).then(Ordering::Greater),
            Ordering::Equal => before.cmp(&others).then_with(|| self.0.name.cmp(&other.0.name)),
        }
    }
}

impl PartialOrd for Pointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#")?;
        self.segments()
            .iter()
            .try_for_each(|it| write!(out, "/{}", it.replace('~', "~0").replace('/', "~1")))
    }
}
