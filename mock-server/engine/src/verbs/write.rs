//! The verbs that change something.
//!
//! A write makes the entity as it will be, asks behaviour, and stores it last of all: what is
//! refused on the way leaves no trace.

use std::cell::RefCell;
use std::sync::Arc;

use http::StatusCode;
use jiff::Timestamp;
use serde_json::Value;
use twinspec_blueprint::{Ancestor, Resource, Stamp, Verb};

use crate::Map;
use crate::answer::documents;
use crate::behaviour::{Change, OperationId, ResourceId};
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::{Entity, Store, key_of};
use crate::verbs::{Call, Outcome, stamp};

/// An entity on its way into the store.
pub(crate) struct Write<'a> {
    pub(crate) operation: Option<OperationId>,
    pub(crate) resource: usize,
    pub(crate) before: Option<&'a Entity>,
    /// The entity as it will be, with its id.
    pub(crate) entity: Map,
    pub(crate) input: &'a Map,
    pub(crate) now: Timestamp,
    pub(crate) claims: &'a Map,
}

pub(crate) fn perform(
    engine: &Engine,
    store: &mut Store,
    call: &Call<'_>,
    resource: usize,
    verb: &Verb,
    ancestors: &[Ancestor],
    entities: &[(usize, Arc<Entity>)],
) -> Result<Outcome, Refusal> {
    let nothing = Map::new();
    let input = call.body.as_ref().and_then(Value::as_object).unwrap_or(&nothing);
    let described = &engine.blueprint.resources[resource];
    let write = |before, entity| Write {
        operation: Some(OperationId(call.operation)),
        resource,
        before,
        entity,
        input,
        now: call.now,
        claims: call.claims,
    };

    if matches!(verb, Verb::Create) {
        let entity = created(engine, store, call, resource, input, ancestors, entities)?;
        let entity = store_entity(engine, store, write(None, entity))?;
        return Ok(Outcome { entity: Some(entity), ..Outcome::default() });
    }

    let Some((_, before)) = entities.last() else { return Ok(Outcome::default()) };
    let mut entity = match verb {
        Verb::Replace { .. } => replaced(described, &before.properties, input),
        Verb::Merge { .. } | Verb::SetFields { .. } => merged(&before.properties, input),
        Verb::AddTo { property, .. } => extended(&before.properties, property, input),
        Verb::Delete { .. } => {
            let entity = store.remove(resource, &before.id);
            return Ok(Outcome { entity, ..Outcome::default() });
        }
        Verb::Create | Verb::Read { .. } | Verb::List(_) => return Ok(Outcome::default()),
    };
    keep(described, &before.properties, &mut entity);
    set_stamp(described.updated.as_ref(), &mut entity, call.now);
    let entity = store_entity(engine, store, write(Some(before), entity))?;
    let added = match verb {
        Verb::AddTo { property, .. } => difference(
            entity.properties.get(property.as_ref()),
            before.properties.get(property.as_ref()),
        ),
        _ => Vec::new(),
    };
    Ok(Outcome { entity: Some(entity), added, ..Outcome::default() })
}

/// Asks behaviour about an entity and stores it.
pub(crate) fn store_entity(
    engine: &Engine,
    store: &mut Store,
    write: Write<'_>,
) -> Result<Arc<Entity>, Refusal> {
    let described = &engine.blueprint.resources[write.resource];
    let mut entity = write.entity;
    let id_value = entity.get(described.id.as_ref()).cloned().unwrap_or_default();
    let id = key_of(&id_value).unwrap_or_default();

    let hooks = &engine.behaviour.before_write;
    for (_, complete) in hooks.iter().filter(|(it, _)| *it == ResourceId(write.resource)) {
        complete(&mut Change {
            operation: write.operation,
            before: write.before.map(|it| &it.properties),
            entity: &mut entity,
            input: write.input,
            now: write.now,
            claims: write.claims,
            resource: write.resource,
            id: &id,
            store: RefCell::new(store),
        })?;
    }
    // The tables know the entity by this id, whatever behaviour made of the property.
    entity.insert(described.id.to_string(), id_value);
    let created = described
        .created
        .as_ref()
        .and_then(|it| stamp::millis(entity.get(it.property.as_ref())?, it.format))
        .or(write.before.map(|it| it.created))
        .unwrap_or_else(|| write.now.as_millisecond());
    Ok(store.table_mut(write.resource).put(id, created, entity))
}

/// Makes a new entity of a body.
fn created(
    engine: &Engine,
    store: &mut Store,
    call: &Call<'_>,
    resource: usize,
    input: &Map,
    ancestors: &[Ancestor],
    entities: &[(usize, Arc<Entity>)],
) -> Result<Map, Refusal> {
    let described = &engine.blueprint.resources[resource];
    // Room for what the server and its behaviour add, so that nothing moves while it grows.
    let mut entity = Map::with_capacity(input.len() + 24);
    entity.insert(described.id.to_string(), Value::Null);
    for (name, value) in input {
        entity.insert(name.clone(), value.clone());
    }
    if let Some(parent) = &described.parent
        && ancestors.iter().any(|it| it.resource == parent.resource)
        && let Some((_, owner)) = entities.iter().rev().find(|(it, _)| *it == parent.resource)
    {
        let id = &engine.blueprint.resources[parent.resource].id;
        let id = owner.properties.get(id.as_ref()).cloned().unwrap_or_default();
        entity.insert(parent.property.to_string(), id);
    }
    set_stamp(described.created.as_ref(), &mut entity, call.now);
    set_stamp(described.updated.as_ref(), &mut entity, call.now);

    // A document that lets callers choose the id means it; most do not declare the property.
    let table = store.table_mut(resource);
    match input.get(described.id.as_ref()).and_then(key_of) {
        Some(chosen) if table.get(&chosen).is_some() => {
            return Err(taken(engine, call, described, &chosen));
        }
        Some(_) => {}
        None => {
            entity.insert(described.id.to_string(), table.make_id());
        }
    }
    Ok(entity)
}

fn taken(engine: &Engine, call: &Call<'_>, resource: &Resource, id: &str) -> Refusal {
    let operation = &engine.blueprint.operations[call.operation];
    let status = [StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST]
        .into_iter()
        .find(|status| documents(operation, *status))
        .unwrap_or(StatusCode::CONFLICT);
    Refusal::new(status, format!("there is already a {} with the id `{id}`", resource.name))
}

/// Puts the body in the place of an entity; what only the server sets stays.
fn replaced(resource: &Resource, before: &Map, input: &Map) -> Map {
    let mut entity = Map::new();
    let parent = resource.parent.as_ref().map(|it| &it.property);
    let created = resource.created.as_ref().map(|it| &it.property);
    for property in [Some(&resource.id), parent, created].into_iter().flatten() {
        if let Some(value) = before.get(property.as_ref()) {
            entity.insert(property.to_string(), value.clone());
        }
    }
    for (name, value) in input {
        entity.insert(name.clone(), value.clone());
    }
    entity
}

fn merged(before: &Map, input: &Map) -> Map {
    let mut entity = before.clone();
    for (name, value) in input {
        if value.is_null() {
            entity.shift_remove(name);
        } else {
            entity.insert(name.clone(), value.clone());
        }
    }
    entity
}

fn extended(before: &Map, property: &str, input: &Map) -> Map {
    let mut entity = before.clone();
    let mut list = before.get(property).and_then(Value::as_array).cloned().unwrap_or_default();
    for item in input.get(property).and_then(Value::as_array).into_iter().flatten() {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
    entity.insert(property.to_owned(), list.into());
    entity
}

/// Keeps what no caller may change.
fn keep(resource: &Resource, before: &Map, entity: &mut Map) {
    let created = resource.created.as_ref().map(|it| &it.property);
    for property in [Some(&resource.id), created].into_iter().flatten() {
        if let Some(value) = before.get(property.as_ref()) {
            entity.insert(property.to_string(), value.clone());
        }
    }
}

pub(crate) fn set_stamp(stamp: Option<&Stamp>, entity: &mut Map, now: Timestamp) {
    if let Some(Stamp { property, format }) = stamp {
        entity.insert(property.to_string(), stamp::write(now, *format));
    }
}

/// Returns the members of a list that were not there before.
fn difference(after: Option<&Value>, before: Option<&Value>) -> Vec<Value> {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let before = list(before);
    list(after).into_iter().filter(|item| !before.contains(item)).collect()
}
