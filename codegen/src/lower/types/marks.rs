//! What tells the alternatives of a union apart.
//!
//! A discriminator does if there is one; else a member that has another constant in each, a member
//! that one must have and no other knows, or the kind of JSON value. One alternative may be left
//! without a sign of its own: what is an object and has no other's is its. Where one cannot tell,
//! there are no marks: a guess could be wrong, and nobody would see it.

use std::collections::BTreeMap;

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::types::enums::literal;
use crate::lower::types::merge::{self, Merged};
use crate::lower::types::schema::{self, union_parts};
use crate::lower::types::union::Alternative;
use crate::model::{Kind, Literal, Mark};

/// Finds the marks of each alternative; `None` if not all can be told apart.
pub(super) fn find(
    schema: &Node<'_>,
    alternatives: &[Alternative<'_>],
    problems: &Problems<'_>,
) -> Option<Vec<Vec<Mark>>> {
    let mut marks: Vec<Vec<Mark>> = Vec::new();
    let mut objects = Vec::new();
    for (index, alternative) in alternatives.iter().enumerate() {
        let kinds = alternative.kinds.as_ref()?;
        for kind in kinds.iter().filter(|it| **it != Kind::Object) {
            let rivals = alternatives.iter().enumerate().filter(|(other, it)| {
                *other != index && it.kinds.as_ref().is_none_or(|it| it.contains(kind))
            });
            let mut rivals = rivals.map(|(_, it)| it);
            // Lists of different kinds of items are told apart by reading them.
            let is_told =
                |it: &Alternative<'_>| *kind == Kind::List && items_differ(alternative, it);
            if !rivals.all(is_told) {
                return None;
            }
        }
        marks.push(
            kinds.iter().filter(|it| **it != Kind::Object).map(|it| Mark::Kind(*it)).collect(),
        );
        if kinds.contains(&Kind::Object) {
            objects.push(index);
        }
    }
    let schemas: Vec<&Node<'_>> = objects.iter().map(|it| &alternatives[*it].schema).collect();
    for (index, found) in objects.iter().zip(objects_apart(schema, &schemas, problems)?) {
        marks[*index].extend(found);
    }
    Some(marks)
}

fn items_differ(one: &Alternative<'_>, other: &Alternative<'_>) -> bool {
    let items = |it: &Alternative<'_>| schema::json_kinds(&it.schema.get("items")?);
    match (items(one), items(other)) {
        // An empty list is of both, and then it makes no difference.
        (Some(one), Some(other)) => one.is_disjoint(&other),
        _ => false,
    }
}

fn objects_apart(
    union: &Node<'_>,
    schemas: &[&Node<'_>],
    problems: &Problems<'_>,
) -> Option<Vec<Vec<Mark>>> {
    if schemas.len() <= 1 {
        return Some(schemas.iter().map(|_| vec![Mark::Kind(Kind::Object)]).collect());
    }
    let discriminator = union.get("discriminator").and_then(|it| it.get("propertyName")?.text());
    if let Some(member) = discriminator {
        let tags: Vec<Vec<Literal>> =
            schemas.iter().map(|it| discriminated(union, member, it)).collect();
        // A value with another tag is one that the document does not know yet, and nobody's.
        return is_apart(&tags).then(|| as_marks(member, tags));
    }
    let objects: Option<Vec<Merged<'_>>> =
        schemas.iter().map(|it| merge::gather(it, problems)).collect();
    let objects = objects?;
    by_constant(&objects).or_else(|| by_required_member(&objects))
}

/// Returns the values of a discriminator that stand for a schema: those that the mapping has for
/// it or else its name, and those that its own member allows.
fn discriminated(union: &Node<'_>, member: &str, schema: &Node<'_>) -> Vec<Literal> {
    let mut values: Vec<Literal> =
        mapped(union, schema).into_iter().map(|it| Literal::Text(it.to_owned())).collect();
    let own = constants(schema, member, 4).unwrap_or_default();
    if values.is_empty() && own.is_empty() {
        values.extend(schema.pointer().name().map(|it| Literal::Text(it.to_owned())));
    }
    values.extend(own.into_iter().filter(|it| !values.contains(it)).collect::<Vec<_>>());
    values
}

/// Returns the text that a discriminator has in each alternative of a union, if the document says.
pub(in crate::lower) fn tag<'d>(
    union: &Node<'d>,
    member: &str,
    schema: &Node<'d>,
) -> Option<String> {
    if let Some(value) = mapped(union, schema).first() {
        return Some((*value).to_owned());
    }
    discriminated(union, member, schema).into_iter().find_map(|it| match it {
        Literal::Text(text) => Some(text),
        _ => None,
    })
}

/// Returns the values that the mapping has for a schema.
fn mapped<'d>(union: &Node<'d>, schema: &Node<'_>) -> Vec<&'d str> {
    let mapping = union.get("discriminator").and_then(|it| it.get("mapping"));
    let mapped = mapping.iter().flat_map(|it| it.members().collect::<Vec<_>>());
    mapped.filter(|(_, to)| leads_to(to, schema)).map(|(value, _)| value).collect()
}

/// A mapping leads to a schema by a reference or by the name of a component.
fn leads_to(target: &Node<'_>, schema: &Node<'_>) -> bool {
    let Some(text) = target.clone().text() else { return false };
    schema.pointer().name() == Some(text)
        || target.refer(text).is_some_and(|it| it.pointer() == schema.pointer())
}

/// Returns the values that a member of an object can have, where they are listed.
fn constants(schema: &Node<'_>, member: &str, depth: usize) -> Option<Vec<Literal>> {
    let (Ok(schema), Some(below)) = (schema.resolve(), depth.checked_sub(1)) else { return None };
    if let Some(property) = schema.get("properties").and_then(|it| it.get(member)) {
        return values(&property);
    }
    let parts = union_parts(&schema);
    if !parts.is_empty() {
        let all: Option<Vec<_>> = parts.iter().map(|it| constants(it, member, below)).collect();
        return Some(all?.concat());
    }
    schema.get("allOf")?.items().find_map(|it| constants(&it, member, below))
}

fn values(property: &Node<'_>) -> Option<Vec<Literal>> {
    let mut property = property.resolve().ok()?;
    while let Some(part) = schema::only_part(&property) {
        property = part.resolve().ok()?;
    }
    let values = schema::values(&property);
    let values: Option<Vec<Literal>> = values.into_iter().map(literal).collect();
    values.filter(|it| !it.is_empty() && !it.iter().any(|it| matches!(it, Literal::Number(_))))
}

/// Whether each has a value and none has one of another's.
fn is_apart(tags: &[Vec<Literal>]) -> bool {
    let others = |index: usize| tags.iter().enumerate().filter(move |(it, _)| *it != index);
    tags.iter().enumerate().all(|(index, own)| {
        !own.is_empty() && own.iter().all(|it| !others(index).any(|(_, other)| other.contains(it)))
    })
}

fn as_marks(member: &str, tags: Vec<Vec<Literal>>) -> Vec<Vec<Mark>> {
    let mark = |it: Literal| Mark::Tag(member.to_owned(), it);
    tags.into_iter().map(|it| it.into_iter().map(mark).collect()).collect()
}

fn by_constant(objects: &[Merged<'_>]) -> Option<Vec<Vec<Mark>>> {
    let candidates = objects.iter().flat_map(|it| it.properties.keys().copied());
    for member in candidates {
        let tags: Vec<Option<Vec<Literal>>> =
            objects.iter().map(|it| values(&it.properties.get(member)?.node)).collect();
        let known: Vec<Vec<Literal>> = tags.iter().flatten().cloned().collect();
        let left = tags.len() - known.len();
        // Of what is left over one can only tell if the others never come without their tag.
        let is_always_there = || {
            objects
                .iter()
                .zip(&tags)
                .all(|(it, tag)| tag.is_none() || it.required.contains(&member))
        };
        if is_apart(&known) && (left == 0 || (left == 1 && is_always_there())) {
            let mark = |it: Option<Vec<Literal>>| match it {
                Some(values) => as_marks(member, vec![values]).concat(),
                None => vec![Mark::Kind(Kind::Object)],
            };
            return Some(tags.into_iter().map(mark).collect());
        }
    }
    None
}

fn by_required_member(objects: &[Merged<'_>]) -> Option<Vec<Vec<Mark>>> {
    // Any name may be a member of an object that names none.
    if objects.iter().any(|it| it.properties.is_empty() || it.rest.is_some()) {
        return None;
    }
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for name in objects.iter().flat_map(|it| it.properties.keys()) {
        *known.entry(*name).or_default() += 1;
    }
    let unique = |it: &Merged<'_>| {
        let mut names = it.properties.keys().filter(|name| known[*name] == 1);
        names.find(|name| it.required.contains(*name)).map(|it| Mark::Member((*it).to_owned()))
    };
    let found: Vec<Option<Mark>> = objects.iter().map(unique).collect();
    let left = found.iter().filter(|it| it.is_none()).count();
    let mark = |it: Option<Mark>| vec![it.unwrap_or(Mark::Kind(Kind::Object))];
    (left <= 1).then(|| found.into_iter().map(mark).collect())
}
