//! What types are called: by the place of their schema, never by who was the first to come there.
//!
//! A component has its own name, what stands in an operation has the operation's, and a part of
//! another schema has that one's and its own words behind. Nothing but the place decides, so that
//! what comes, goes or moves elsewhere in the document renames nothing.
//!
//! Two places may still ask for one name. It goes to a component, whether it is used or not, before
//! it goes to a part of one; among equals the places decide, and not their order in the document.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{HOLDERS, Node, Pointer};
use crate::lower::names;
use crate::lower::types::{Asked, Types, union};
use crate::model::{Definition, Type};

/// A type that is called by its place until all are known.
pub(super) struct Reserved<'d> {
    pub(super) schema: Node<'d>,
    /// The word for this one of several types that one schema makes.
    pub(super) part: &'static str,
    /// None as long as its parts are not known.
    pub(super) definition: Option<Definition>,
}

/// What a place is called, before it is known what else is called so.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower) struct Called {
    pub(in crate::lower) name: String,
    /// For when the name is taken.
    pub(in crate::lower) longer: Option<String>,
}

/// What types are called, by the places that they were called by.
pub(in crate::lower) struct Names(BTreeMap<String, String>);

impl Names {
    /// Gives a type the names of all that is named in it.
    pub(in crate::lower) fn give(&self, ty: &mut Type) {
        ty.each_name(&mut |it| *it = self.of(it).to_owned());
    }

    pub(super) fn of<'n>(&'n self, key: &'n str) -> &'n str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// Whether a type that is called by this place has a name.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Returns the place that a type with this name was called by.
    pub(super) fn place(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(_, it)| *it == name).map(|(key, _)| key.as_str())
    }
}

/// What a place asks for.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Wanted {
    /// How many words it needs behind the name of another place.
    depth: usize,
    /// Of two components that are one name in Rust, the one that is spelled so has it.
    is_spelled: Reverse<bool>,
    place: Pointer,
    called: Called,
}

/// Names the types that documents share, for where these stand.
///
/// What each document calls them is its own matter, as if it were alone.
pub(super) fn shared_names(documents: &[Asked<'_, '_>], shared: &BTreeSet<String>) -> Names {
    let mut all: BTreeMap<String, Wanted> = BTreeMap::new();
    for (wanted, key) in documents.iter().flat_map(|it| it.types.wanted_names()) {
        let Some(key) = key.filter(|it| shared.contains(it)) else { continue };
        // Documents may see one place differently; which comes first must not matter.
        let merged = match all.remove(&key) {
            Some(known) => known.min(wanted),
            None => wanted,
        };
        all.insert(key, merged);
    }
    assign(all.into_iter().map(|(key, wanted)| (wanted, Some(key))).collect())
}

/// Gives each what it asks for, or what is next to it.
fn assign(mut all: Vec<(Wanted, Option<String>)>) -> Names {
    all.sort();
    let mut taken = BTreeMap::new();
    for (Wanted { called: Called { name, longer }, .. }, key) in all {
        let is_taken = |it: &String| taken.contains_key(it) || names::is_in_prelude(it);
        let longer = longer.filter(|it| is_taken(&name) && !is_taken(it));
        let name = longer.unwrap_or_else(|| names::free(name, is_taken));
        taken.insert(name, key);
    }
    Names(taken.into_iter().filter_map(|(name, key)| Some((key?, name))).collect())
}

impl<'d> Types<'_, 'd> {
    /// Names the types of this document.
    pub(super) fn names(&self) -> Names {
        assign(self.wanted_names())
    }

    /// Returns the names that are asked for, and by which types.
    fn wanted_names(&self) -> Vec<(Wanted, Option<String>)> {
        let reserved = self.reserved.borrow();
        let wanted = reserved.iter();
        let wanted = wanted.map(|(key, it)| (self.wanted(&it.schema, it.part), Some(key.clone())));
        let mut all: Vec<(Wanted, Option<String>)> = wanted.collect();
        // A component keeps its name free while nothing leads to it; one that has no type of its own
        // may have left it to its only part.
        let given = all.iter().filter(|(it, _)| it.depth == 0);
        let given: BTreeSet<String> = given.map(|(it, _)| it.called.name.clone()).collect();
        let components = self.components();
        let components = components.iter().map(|it| (self.wanted(it, ""), None));
        all.extend(components.filter(|(it, _)| !given.contains(&it.called.name)));
        all
    }

    fn components(&self) -> Vec<Node<'d>> {
        let components = self.problems.root().get("components");
        let schemas = components.and_then(|it| it.get("schemas"));
        schemas.map(|it| it.members().map(|(_, it)| it).collect()).unwrap_or_default()
    }

    fn wanted(&self, schema: &Node<'d>, part: &str) -> Wanted {
        let way = schema.way();
        let around =
            (0..way.len()).rev().find_map(|it| Some((it, self.called(way[it].pointer())?)));
        let (from, around) = around.unwrap_or_default();
        let mut words = self.words(&way[from..]);
        words.push(part.to_owned());
        words.retain(|it| !it.is_empty());
        let is_in_operation = self.places.contains_key(way[from].pointer());
        let depth = words.len() + usize::from(is_in_operation);
        let words = words.join(" ");
        let name = |it: &str| names::pascal(&format!("{it} {words}"));
        let called =
            Called { name: name(&around.name), longer: around.longer.as_deref().map(name) };
        let place = schema.pointer().clone();
        let is_spelled = Reverse(place.last() == Some(&called.name));
        Wanted { depth, is_spelled, place, called }
    }

    /// Returns what a place is called, if it needs no other place's name for that.
    fn called(&self, place: &Pointer) -> Option<Called> {
        let own = |name: &str| Called { name: name.to_owned(), longer: place.long_name() };
        self.places.get(place).cloned().or_else(|| place.name().map(own))
    }

    /// Returns the words for the way from a schema to another one within it.
    fn words(&self, way: &[Node<'d>]) -> Vec<String> {
        let mut words = Vec::new();
        let mut steps = way.iter();
        let mut schema = steps.next();
        while let (Some(around), Some(step)) = (schema, steps.next()) {
            let keyword = step.pointer().last().unwrap_or_default();
            let below = HOLDERS.contains(&keyword).then(|| steps.next()).flatten();
            let key = below.and_then(|it| it.pointer().last());
            words.push(match (keyword, below) {
                ("allOf", _) => String::new(),
                ("oneOf" | "anyOf", Some(part)) => union::word(around, part, self.problems),
                ("patternProperties" | "additionalProperties", _) => "value".to_owned(),
                ("items", _) => "item".to_owned(),
                _ => key.unwrap_or(keyword).to_owned(),
            });
            schema = below.or(Some(step));
        }
        words
    }
}
