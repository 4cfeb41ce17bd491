//! What is done to a part of an item: `/contacts/{contactId}/tags`, `/tasks/{taskId}/complete`.

use twinspec_blueprint::{Items, Key, List, Method, Text, Verb};

use crate::document::Node;
use crate::lower::blueprint::action::Scene;
use crate::lower::blueprint::members::{Reader, is_boolean, is_scalar};
use crate::lower::blueprint::owned;
use crate::lower::blueprint::resource::Found;
use crate::lower::blueprint::route::Segment;
use crate::lower::blueprint::words::{plain, same, singular};
use crate::lower::frame::Operation;

/// Properties that say how far a thing has come.
const STATES: [&str; 4] = ["status", "state", "phase", "lifecyclestate"];

pub(super) fn infer<'d>(
    operation: &Operation<'d>,
    rest: &[Segment<'d>],
    key: &Key,
    found: &Found<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> (Verb, String) {
    let key = key.clone();
    let Some(Segment::Literal(name)) = rest.first() else { return act(key) };
    let property = found.properties.keys().copied().find(|it| same(it, name));
    let list = property.filter(|it| is_list_of_scalars(found, it));
    match (list, rest) {
        (Some(property), [_]) => {
            if let Some(verb) = of_list(operation, property, &key, scene) {
                return (verb, format!("`{property}` is a list in the entity"));
            }
        }
        (Some(property), [_, Segment::Parameter(item)]) => {
            let items = Items::Parameter(owned(item));
            let property_text = owned(property);
            let verb = match operation.method {
                Method::Put | Method::Post => {
                    Some(Verb::AddTo { key: key.clone(), property: property_text, items })
                }
                Method::Delete => {
                    Some(Verb::RemoveFrom { key: key.clone(), property: property_text, items })
                }
                _ => None,
            };
            if let Some(verb) = verb {
                return (verb, format!("`{item}` is an item of `{property}`"));
            }
        }
        _ => {}
    }
    if rest.len() == 1 && matches!(operation.method, Method::Post | Method::Put | Method::Patch) {
        if takes_properties(operation, found, scene) {
            let reason = format!("`{name}` takes properties of the entity");
            return (Verb::SetFields { key, values: Vec::new().into() }, reason);
        }
        if let Some(values) = meant(name, found) {
            let set: Vec<&str> = values.iter().map(|(it, _)| it.as_ref()).collect();
            let reason = format!("`{name}` sets `{}`", set.join("`, `"));
            return (Verb::SetFields { key, values: values.into() }, reason);
        }
    }
    act(key)
}

/// Finds the objects of an entity that have members which a body has no word for.
pub(super) fn of_objects<'d>(
    body: &Node<'d>,
    found: &Found<'d>,
    reader: &Reader<'_, 'd>,
) -> List<Text> {
    let Some(entity) = found.entity.as_ref().and_then(|it| reader.members(it)) else {
        return List::default();
    };
    let taken = reader.members(body).unwrap_or_default();
    let is_part = |(name, taken): &(&&'d str, &Node<'d>)| {
        let known = entity.properties.get(**name).and_then(|it| reader.members(it));
        let (Some(known), Some(taken)) = (known, reader.members(taken)) else { return false };
        known.properties.keys().any(|it| !taken.properties.contains_key(it))
    };
    taken.properties.iter().filter(is_part).map(|(name, _)| owned(name)).collect()
}

fn act(key: Key) -> (Verb, String) {
    (Verb::Act { key }, "the path is below an item, which must be there".to_owned())
}

fn is_list_of_scalars(found: &Found<'_>, property: &str) -> bool {
    let Some(schema) = found.properties.get(property).and_then(|it| it.first()) else {
        return false;
    };
    Reader::items(schema).is_some_and(|it| is_scalar(&it))
}

/// `POST …/tags` with `{tags: […]}` adds to the list, `DELETE` takes out, `PUT` sets it.
fn of_list<'d>(
    operation: &Operation<'d>,
    property: &str,
    key: &Key,
    scene: &Scene<'_, '_, 'd>,
) -> Option<Verb> {
    let schema = operation.body.as_ref()?.entity_schema()?;
    let items = if Reader::items(schema).is_some() {
        Items::Body
    } else {
        let members = scene.reader.members(schema)?;
        let mut names = members.properties.keys();
        let fits =
            |it: &&&str| plain(it) == plain(property) || plain(it) == plain(&singular(property));
        Items::Property(owned(names.find(fits)?))
    };
    let (key, text) = (key.clone(), owned(property));
    match operation.method {
        Method::Post => Some(Verb::AddTo { key, property: text, items }),
        Method::Delete => Some(Verb::RemoveFrom { key, property: text, items }),
        _ => None,
    }
}

/// Whether all that a body has are properties of the entity.
fn takes_properties<'d>(
    operation: &Operation<'d>,
    found: &Found<'d>,
    scene: &Scene<'_, '_, 'd>,
) -> bool {
    let schema = operation.body.as_ref().and_then(|it| it.entity_schema());
    let members = schema.and_then(|it| scene.reader.members(it));
    let is_known = |it: &&str| found.properties.contains_key(*it);
    members.is_some_and(|it| it.properties.keys().all(is_known))
}

/// Returns what a word in a path sets: `archive` sets `archived`, or a status of that name.
fn meant(word: &str, found: &Found<'_>) -> Option<Vec<(Text, Text)>> {
    let (word, truth) = match plain(word) {
        it if it.starts_with("un") || it.starts_with("de") || it.starts_with("dis") => {
            let bare = ["unde", "un", "de", "dis"].iter().find_map(|start| it.strip_prefix(start));
            let known = bare.is_some_and(|it| participle_of(it, found).is_some());
            if known { (bare.unwrap_or_default().to_owned(), false) } else { (it, true) }
        }
        it => (it, true),
    };
    if let Some(flag) = participle_of(&word, found) {
        return Some(vec![(owned(flag), truth.to_string().into())]);
    }
    if !truth {
        return None;
    }
    let status = found
        .properties
        .iter()
        .find(|(name, schemas)| STATES.contains(&plain(name).as_str()) && !schemas.is_empty());
    let (name, schemas) = status?;
    let values = schemas.iter().filter_map(|it| it.resolve().ok()?.get("enum"));
    let values: Vec<Node<'_>> = values.flat_map(|it| it.items().collect::<Vec<_>>()).collect();
    let reached = values.iter().filter_map(|it| it.value().as_str());
    let reached = reached.into_iter().find(|it| participles(&word).contains(&plain(it)))?;
    Some(vec![(owned(name), serde_json::Value::from(reached).to_string().into())])
}

/// Finds the flag that a word sets: `archived` or `isArchived` for `archive`.
fn participle_of<'d>(word: &str, found: &Found<'d>) -> Option<&'d str> {
    let names = participles(word);
    let is_flag = |(name, schemas): &(&&str, &Vec<Node<'d>>)| {
        let name = plain(name);
        let bare = name.strip_prefix("is").unwrap_or(&name);
        names.iter().any(|it| it == bare) && schemas.first().is_some_and(is_boolean)
    };
    found.properties.iter().find(is_flag).map(|(name, _)| *name)
}

/// Returns the forms in which the outcome of a verb is written.
fn participles(word: &str) -> Vec<String> {
    let stem = word.strip_suffix('e').unwrap_or(word);
    let doubled = word.chars().last().map(|it| format!("{word}{it}ed")).unwrap_or_default();
    let mut forms = vec![word.to_owned(), format!("{stem}ed"), format!("{word}d"), doubled];
    let others: &[&str] = match word {
        "activate" | "enable" | "resume" | "unpause" => &["active", "enabled", "running"],
        "deactivate" | "disable" => &["inactive", "disabled"],
        "start" | "run" => &["started", "running", "active"],
        "stop" => &["stopped", "inactive"],
        "send" => &["sent"],
        "pay" => &["paid"],
        "freeze" => &["frozen"],
        "finish" | "complete" | "close" => &["done", "complete"],
        _ => &[],
    };
    forms.extend(others.iter().map(|it| (*it).to_owned()));
    forms
}
