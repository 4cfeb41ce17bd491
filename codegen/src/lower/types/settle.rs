//! What is settled when the types of all documents are known: which of them the documents share, what
//! they are called, where they go, and which hold themselves.
//!
//! A type of a shared schema is one and the same in each document, so whatever is settled of it is
//! settled from all of them, and before the types that are a document's own. What it leads to is shared
//! as well: nothing about it depends on a document that merely refers to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{self, Code};
use crate::lower::types::naming::{Names, shared_names};
use crate::lower::types::{Types, cycles, direction};
use crate::model::{Definition, Type};

/// What a document asks for.
pub(in crate::lower) struct Asked<'p, 'd> {
    pub(in crate::lower) types: Types<'p, 'd>,
    /// What is sent, and what is answered.
    pub(in crate::lower) sent: Vec<Type>,
    pub(in crate::lower) answered: Vec<Type>,
}

/// The types of a document.
pub(in crate::lower) struct Settled {
    /// Those that have a name, in the order of their names; shared ones are among them.
    pub(in crate::lower) definitions: Vec<Definition>,
    /// What those are called that were given out before that was known.
    pub(in crate::lower) names: Names,
}

/// Settles the types of documents, each in its place; returns those that they share, too.
pub(in crate::lower) fn settle(documents: &[Asked<'_, '_>]) -> (Vec<Settled>, Vec<Definition>) {
    let mut known: Vec<Vec<Definition>> = documents.iter().map(known).collect();
    let shared = shared(&known, documents);
    unite(&mut known, &shared);
    let of_all = shared_names(documents, &shared);
    let common = common(&known, &of_all, documents);
    let settled = documents.iter().zip(known);
    let settled = settled.map(|(document, own)| of_document(document, own, &common)).collect();
    let mut common: Vec<Definition> = common.into_values().map(|it| named(it, &of_all)).collect();
    common.sort_by(|one, other| one.rust.cmp(&other.rust));
    (settled, common)
}

/// Returns the types of a document, called by their places, with where they go.
fn known(document: &Asked<'_, '_>) -> Vec<Definition> {
    document.types.complete();
    let mut reserved = document.types.reserved.borrow_mut();
    let definitions = reserved.values_mut().filter_map(|it| it.definition.take());
    let mut definitions: Vec<Definition> = definitions.collect();
    direction::mark(&mut definitions, &document.sent, &document.answered);
    definitions
}

/// Finds the types that several documents make of one schema, and that lead to such types only.
fn shared(known: &[Vec<Definition>], documents: &[Asked<'_, '_>]) -> BTreeSet<String> {
    let mut by_place: BTreeMap<&str, Vec<(&Definition, &Asked<'_, '_>)>> = BTreeMap::new();
    for (definitions, document) in known.iter().zip(documents) {
        for it in definitions {
            by_place.entry(&it.rust).or_default().push((it, document));
        }
    }
    let mut shared: BTreeMap<&str, &Definition> = BTreeMap::new();
    for (place, them) in by_place.into_iter().filter(|(_, them)| them.len() > 1) {
        if them.windows(2).all(|it| it[0].0.shape == it[1].0.shape && it[0].0.doc == it[1].0.doc) {
            shared.insert(place, them[0].0);
            continue;
        }
        let mut names: Vec<_> =
            them.iter().map(|(_, it)| it.types.problems.document_name()).collect();
        names.sort_unstable();
        let message = format!("`{}` read different types here", names.join("` and `"));
        for (_, document) in them {
            document.note(diagnostic::NOT_SHARED, place, &message);
        }
    }
    loop {
        let leads_out = |it: &Definition| {
            it.shape.parts().flat_map(Type::names).any(|it| !shared.contains_key(it))
        };
        let lost: Vec<&str> =
            shared.iter().filter(|(_, it)| leads_out(it)).map(|(place, _)| *place).collect();
        if lost.is_empty() {
            return shared.into_keys().map(str::to_owned).collect();
        }
        for it in lost {
            shared.remove(it);
        }
    }
}

/// Lets a shared type go where it goes in any document.
fn unite(documents: &mut [Vec<Definition>], shared: &BTreeSet<String>) {
    let mut ways: BTreeMap<String, (bool, bool)> = BTreeMap::new();
    for it in documents.iter().flatten().filter(|it| shared.contains(&it.rust)) {
        let (sent, answered) = ways.entry(it.rust.clone()).or_default();
        *sent |= it.sent;
        *answered |= it.answered;
    }
    for it in documents.iter_mut().flatten() {
        if let Some(way) = ways.get(&it.rust) {
            (it.sent, it.answered) = *way;
        }
    }
}

/// Returns the shared types by their places, each once and without circles: which of them a document
/// has, and where it comes to them, must not matter.
fn common(
    known: &[Vec<Definition>],
    names: &Names,
    documents: &[Asked<'_, '_>],
) -> BTreeMap<String, Definition> {
    let shared = known.iter().flatten().filter(|it| names.has(&it.rust));
    let by_place = shared.map(|it| {
        let shared = Some(names.of(&it.rust).to_owned());
        (it.rust.clone(), Definition { shared, place: it.rust.clone(), ..it.clone() })
    });
    let by_place: BTreeMap<String, Definition> = by_place.collect();
    let mut common: Vec<Definition> = by_place.into_values().collect();
    common.iter_mut().for_each(direction::settle);
    for cut in cycles::resolve(&mut common) {
        let name = names.of(&cut.ty);
        for it in documents {
            it.note_cut(name, &cut.member, &cut.ty);
        }
    }
    common.into_iter().map(|it| (it.rust.clone(), it)).collect()
}

/// Names the types of a document: its own, and those of all that it has.
fn of_document(
    document: &Asked<'_, '_>,
    known: Vec<Definition>,
    common: &BTreeMap<String, Definition>,
) -> Settled {
    let names = document.types.names();
    let shared = |it: Definition| common.get(&it.rust).cloned().unwrap_or(it);
    let mut definitions: Vec<Definition> =
        known.into_iter().map(|it| named(shared(it), &names)).collect();
    definitions.iter_mut().for_each(direction::settle);
    definitions.sort_by(|one, other| one.rust.cmp(&other.rust));
    for cut in cycles::resolve(&mut definitions) {
        if let Some(place) = names.place(&cut.ty) {
            document.note_cut(&cut.ty, &cut.member, place);
        }
    }
    Settled { definitions, names }
}

/// Gives a type its name, and those that stand in it theirs.
fn named(mut definition: Definition, names: &Names) -> Definition {
    definition.rust = names.of(&definition.rust).to_owned();
    definition.shape.parts_mut().for_each(|it| names.give(it));
    definition
}

impl Asked<'_, '_> {
    fn note_cut(&self, name: &str, member: &str, place: &str) {
        let message = format!("`{name}` requires itself by way of `{member}`");
        self.note(diagnostic::REQUIRED_CYCLE, place, &message);
    }

    /// Notes a problem at the schema of a type.
    fn note(&self, code: Code, place: &str, message: &str) {
        let reserved = self.types.reserved.borrow();
        if let Some(reserved) = reserved.get(place) {
            self.types.problems.note(code, &reserved.schema, message);
        }
    }
}
