//! Where in an answer or a body the entity stands.
//!
//! Nothing in a document says so. What tells is the schema of the entity where it is known from
//! another operation, the name of the property (the resource's own, or one of those that envelopes
//! use everywhere), and whether the thing has an id.

use indexmap::IndexMap;

use crate::document::Node;
use crate::lower::blueprint::id;
use crate::lower::blueprint::members::{Members, Reader};
use crate::lower::blueprint::words::{is_beside, is_envelope, plain, same, singular};

/// How many envelopes an entity may be in.
const DEPTH: usize = 3;

/// What is less sure than this is taken for nothing.
const ENOUGH: i32 = 8;

/// What an answer shows of a resource.
#[derive(Clone, Debug)]
pub(super) struct Shown<'d> {
    /// The way to it through the envelopes; empty when there is none.
    pub(super) path: Vec<&'d str>,
    /// The schema of one entity, with references followed.
    pub(super) schema: Node<'d>,
    /// Whether it shows one entity or many.
    pub(super) many: bool,
    /// Whether they are members of an object, each under its id.
    pub(super) keyed: bool,
}

/// What is looked for.
#[derive(Default)]
pub(super) struct Sought<'s, 'd> {
    /// The last word of the collection's path.
    pub(super) name: &'s str,
    /// The parameter that names an item.
    pub(super) parameter: Option<&'s str>,
    /// The schema of the entity, where it is known.
    pub(super) entity: Option<&'s Node<'d>>,
    /// The properties that are known of it.
    pub(super) properties: Option<&'s IndexMap<&'d str, Vec<Node<'d>>>>,
    /// The property of the envelope, where the document names it.
    pub(super) envelope: Option<&'s str>,
    /// Whether many are expected, where the operation leaves no doubt.
    pub(super) many: Option<bool>,
}

/// Finds the entity in an answer or a body.
pub(super) fn find<'d>(
    schema: &Node<'d>,
    sought: &Sought<'_, 'd>,
    reader: &Reader<'_, 'd>,
) -> Option<Shown<'d>> {
    let mut best: Option<(i32, Shown<'d>)> = None;
    scan(schema, &mut Vec::new(), &Around { sought, reader, lone: false }, &mut best);
    best.filter(|(score, _)| *score >= ENOUGH).map(|(_, shown)| shown)
}

/// What is known on the way into a schema.
struct Around<'a, 's, 'p, 'd> {
    sought: &'a Sought<'s, 'd>,
    reader: &'a Reader<'p, 'd>,
    /// Whether it is the only list of things in what is around it.
    lone: bool,
}

fn scan<'d>(
    schema: &Node<'d>,
    path: &mut Vec<&'d str>,
    around: &Around<'_, '_, '_, 'd>,
    best: &mut Option<(i32, Shown<'d>)>,
) {
    let Around { sought, reader, .. } = *around;
    let Some(schema) = Reader::resolve(schema) else { return };
    let mut offer = |score: i32, schema: Node<'d>, many: bool, keyed: bool| {
        if best.as_ref().is_none_or(|(it, _)| *it < score) {
            *best = Some((score, Shown { path: path.clone(), schema, many, keyed }));
        }
    };
    if let Some(item) = Reader::items(&schema).and_then(|it| Reader::resolve(&it)) {
        if let Some(members) = reader.members(&item) {
            offer(score(&item, &members, path, around, true), item, true, false);
        } else if says_nothing(&item) && path.last().is_some_and(|it| is_envelope(it)) {
            // Things of which the document says nothing, where things usually are.
            offer(ENOUGH, item, true, false);
        }
        return;
    }
    let Some(members) = reader.members(&schema) else {
        let each = schema.get("additionalProperties").and_then(|it| Reader::resolve(&it));
        // Some APIs show things under their ids: `{"admin": {…}}`.
        if let Some(each) = each.filter(|it| path.is_empty() && reader.members(it).is_some()) {
            offer(ENOUGH, each, true, true);
        }
        return;
    };
    offer(score(&schema, &members, path, around, false), schema.clone(), false, false);
    let is_it = sought.entity.is_some_and(|it| it.pointer() == schema.pointer());
    if path.len() >= DEPTH || is_it {
        return;
    }
    // In an answer without an id of its own, the only list or the only object is what it is about.
    let is_list = |it: &Node<'d>| Reader::items(it).is_some_and(|it| reader.members(&it).is_some());
    let is_object = |it: &Node<'d>| Reader::items(it).is_none() && reader.members(it).is_some();
    let is_bare = path.is_empty() && !has_id(&members, around);
    let only = |test: &dyn Fn(&Node<'d>) -> bool| {
        let mut found = members.properties.iter().filter(|(name, it)| !is_beside(name) && test(it));
        let first = found.next().map(|(name, _)| *name);
        first.filter(|_| is_bare && found.next().is_none())
    };
    let is_known = |it: &Node<'d>| {
        let known = sought.entity.map(Node::pointer);
        known.is_some() && Reader::resolve(it).is_some_and(|it| Some(it.pointer()) == known)
    };
    let (only_list, only_object) = (only(&is_list), only(&is_object));
    for (name, member) in &members.properties {
        let lone = only_list == Some(*name) || only_object == Some(*name);
        // What an entity refers to is no envelope around it.
        let leads_on = is_envelope(name)
            || is_name_of(name, sought)
            || sought.envelope == Some(*name)
            || path.is_empty() && is_known(member)
            || lone
            || path.is_empty() && is_list(member)
            || path.last().is_some_and(|it| is_envelope(it));
        if leads_on {
            path.push(name);
            scan(member, path, &Around { sought, reader, lone }, best);
            path.pop();
        }
    }
}

/// Whether a schema says no more than the kind of value, or not even that.
pub(super) fn says_nothing(schema: &Node<'_>) -> bool {
    const DESCRIBES: [&str; 4] = ["type", "title", "description", "nullable"];
    Reader::resolve(schema).is_some_and(|it| it.members().all(|(key, _)| DESCRIBES.contains(&key)))
}

/// Says how much a schema looks like the entity.
fn score<'d>(
    schema: &Node<'d>,
    members: &Members<'d>,
    path: &[&str],
    around: &Around<'_, '_, '_, 'd>,
    many: bool,
) -> i32 {
    let sought = around.sought;
    if let Some(envelope) = sought.envelope {
        let is_there = path.last().is_some_and(|it| *it == envelope);
        return if is_there { 100 } else { 0 };
    }
    let mut score = 0;
    if sought.entity.is_some_and(|it| it.pointer() == schema.pointer()) {
        score += 60;
    } else if let Some(known) = sought.properties.filter(|it| !it.is_empty()) {
        let shared = members.properties.keys().filter(|it| known.contains_key(**it)).count();
        let all = members.properties.len().min(known.len());
        score += i32::try_from(30 * shared / all.max(1)).unwrap_or_default();
        // One or two names in common say little, and none says that it is something else.
        score -= match shared {
            0 if sought.many != Some(true) => 20,
            0 => 10,
            1 if all > 2 => 10,
            _ => 0,
        };
    }
    score += match path.last() {
        None => 4,
        Some(name) if is_name_of(name, sought) => 16,
        Some(name) if is_envelope(name) => 12,
        Some(_) if around.lone => 6,
        Some(_) => -8,
    };
    if has_id(members, around) {
        score += 8;
    } else if path.is_empty() && score < 25 {
        // A whole answer that has no id and little in common with the entity tells of something
        // that happened.
        score -= 8;
    }
    match sought.many {
        Some(expected) if expected == many => score += 6,
        Some(true) => score -= 12,
        // Some APIs show one thing as a list of one.
        Some(false) => score -= 4,
        None => {}
    }
    let steps = i32::try_from(path.len()).unwrap_or(i32::MAX);
    score - 2 * steps
}

fn has_id<'d>(members: &Members<'d>, around: &Around<'_, '_, '_, 'd>) -> bool {
    let Around { sought, reader, .. } = *around;
    !id::path(members, sought.parameter, sought.name, reader).is_empty()
}

/// Whether a property is called like the resource, in singular or plural.
fn is_name_of(property: &str, sought: &Sought<'_, '_>) -> bool {
    let name = sought.name;
    same(property, name)
        || plain(&singular(property)) == plain(&singular(name)) && !plain(name).is_empty()
}
