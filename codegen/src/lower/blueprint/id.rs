//! Ids: which property holds one, and what it looks like.

use heck::ToSnakeCase;
use twinspec_blueprint::IdShape;

use crate::document::Node;
use crate::lower::blueprint::members::{Members, Reader, is_number, is_scalar};
use crate::lower::blueprint::text;
use crate::lower::blueprint::words::{plain, same, singular};

/// What ids are called where nothing else is said.
const NAMES: [&str; 7] = ["id", "_id", "uuid", "uid", "guid", "gid", "sid"];

/// How many characters a UUID has.
const UUID_LENGTH: u64 = 36;

/// What people call things by.
const HANDLES: [&str; 9] =
    ["name", "slug", "key", "code", "username", "login", "number", "handle", "reference"];

/// Returns the property that holds an entity's id.
///
/// A parameter that is called like a property names it, unless there is an id beside it and the
/// parameter says only which thing it is (`{customer}`).
pub(super) fn property<'d>(
    members: &Members<'d>,
    parameter: Option<&str>,
    collection: &str,
) -> Option<&'d str> {
    let find = |wanted: &dyn Fn(&str) -> bool| {
        let mut found = members.properties.iter();
        // To look at a name costs nothing, to look into a schema it does.
        found.find(|(name, it)| wanted(name) && is_scalar(it)).map(|(name, _)| *name)
    };
    let usual = || NAMES.iter().find_map(|known| find(&|it| it.eq_ignore_ascii_case(known)));
    let own = || {
        let singular = plain(&singular(collection));
        let endings = ["id", "uuid", "key", "number", "code", "name"];
        let mut names = endings.iter().map(|it| format!("{singular}{it}"));
        let own = names.find_map(|wanted| find(&|it| plain(it) == wanted));
        let ending = format!("{singular}id");
        own.or_else(|| find(&|it| plain(it).ends_with(&ending)).filter(|_| !singular.is_empty()))
    };
    let Some(parameter) = parameter else { return usual().or_else(own) };
    let last_word = parameter.to_snake_case().rsplit('_').next().unwrap_or_default().to_owned();
    let is_handle = NAMES.contains(&last_word.as_str()) || HANDLES.contains(&last_word.as_str());
    let exact = find(&|it| same(it, parameter));
    exact
        .filter(|_| is_handle)
        .or_else(|| find(&|it| same(it, &last_word)).filter(|_| is_handle))
        .or_else(usual)
        .or(exact)
        .or_else(own)
        .or_else(|| find(&|it| same(it, &last_word)))
        .or_else(|| {
            let ending = plain(parameter);
            find(&|it| plain(it).ends_with(&ending) || ending.ends_with(&plain(it)) && it.len() > 2)
        })
        .or_else(|| HANDLES.iter().find_map(|known| find(&|it| it.eq_ignore_ascii_case(known))))
        // What is called an id and comes first is nobody else's.
        .or_else(|| {
            let first = members.properties.keys().next().copied();
            first.filter(|first| plain(first).ends_with("id") && find(&|it| it == *first).is_some())
        })
        // `{reserved_ipv6}` names what is called `ip`.
        .or_else(|| find(&|it| it.len() > 1 && plain(parameter).contains(&plain(it))))
}

/// Returns the way to the id: usually one property, in some APIs one of an object of its own.
pub(super) fn path<'d>(
    members: &Members<'d>,
    parameter: Option<&str>,
    collection: &str,
    reader: &Reader<'_, 'd>,
) -> Vec<&'d str> {
    if let Some(property) = property(members, parameter, collection) {
        return vec![property];
    }
    let Some(parameter) = parameter else { return Vec::new() };
    inside(members, reader, "metadata", &|it| same(it, parameter)).unwrap_or_default()
}

/// Returns the way to the id of an entity that has none of its own: what wraps one other thing goes
/// by the id of that.
pub(super) fn wrapped<'d>(members: &Members<'d>, reader: &Reader<'_, 'd>) -> Vec<&'d str> {
    let names = members.properties.keys();
    let is_id = |it: &str| it.eq_ignore_ascii_case("id");
    let mut found = names.filter_map(|it| inside(members, reader, it, &is_id));
    match (found.next(), found.next()) {
        (Some(path), None) => path,
        _ => Vec::new(),
    }
}

/// Returns the way to a scalar of an object among the members.
fn inside<'d>(
    members: &Members<'d>,
    reader: &Reader<'_, 'd>,
    name: &str,
    wanted: &dyn Fn(&str) -> bool,
) -> Option<Vec<&'d str>> {
    let (name, object) = members.properties.get_key_value(name)?;
    let inner = reader.members(object)?;
    let found = inner.properties.iter().find(|(it, value)| wanted(it) && is_scalar(value));
    found.map(|(it, _)| vec![*name, *it])
}

/// An id looks like the document's examples, or as its type says.
pub(super) fn shape<'d>(
    property: Option<&Node<'d>>,
    parameter: Option<&Node<'d>>,
    examples: &[&str],
    reader: &Reader<'_, 'd>,
) -> IdShape {
    let resolved = property.or(parameter).and_then(|it| it.resolve().ok());
    if let Some(schema) = &resolved {
        if is_number(schema) {
            return IdShape::Integer;
        }
        let length = |key: &str| schema.get(key).and_then(|it| it.value().as_u64());
        let fits = length("maxLength").is_none_or(|it| it >= UUID_LENGTH)
            && length("minLength").is_none_or(|it| it <= UUID_LENGTH);
        if !fits || ["pattern", "enum", "const"].iter().any(|it| schema.get(it).is_some()) {
            return IdShape::Schema(text(&reader.definitions.convert(schema)));
        }
        match schema.get("format").and_then(Node::text) {
            None | Some("uuid") => {}
            Some(_) => return IdShape::Schema(text(&reader.definitions.convert(schema))),
        }
    }
    let own = |it: &Node<'d>| it.get("example").and_then(Node::text);
    let example = resolved.as_ref().and_then(own).or(examples.first().copied());
    example.map_or(IdShape::Uuid, of_example)
}

fn of_example(example: &str) -> IdShape {
    let (prefix, rest) = match example.split_once('_') {
        Some((prefix, rest)) => (format!("{prefix}_"), rest),
        None => (String::new(), example),
    };
    let all = |test: fn(&char) -> bool| rest.len() >= 4 && rest.chars().all(|it| test(&it));
    let alphabet = if all(char::is_ascii_digit) {
        "0123456789"
    } else if all(|it| matches!(it, '0'..='9' | 'a'..='f')) {
        "0123456789abcdef"
    } else if rest.len() >= 8 && all(char::is_ascii_alphanumeric) {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    } else {
        return IdShape::Uuid;
    };
    IdShape::Random { prefix: prefix.into(), alphabet: alphabet.into(), length: rest.len() }
}
