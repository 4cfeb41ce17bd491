//! The verbs that change one entity.
//!
//! A write makes the entity as it will be, asks behaviour, and stores it last of all: what is
//! refused on the way leaves no trace.

mod change;

use std::cell::RefCell;
use std::sync::Arc;

use http::StatusCode;
use jiff::Timestamp;
use serde_json::Value;
use twinspec_blueprint::{Key, Resource, Stamp, Text, Verb};

use crate::Map;
use crate::answer::documents;
use crate::behaviour::{Change, OperationId, ResourceId};
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::{Entity, Scope, Store, key_of};
use crate::verbs::locate::{id_of, id_value, key_in, set_id};
use crate::verbs::{Call, stamp};
use crate::webhooks::Commit;

pub(super) use crate::verbs::write::change::is_json_patch;

/// An entity on its way into the store.
pub(crate) struct Write<'a> {
    pub(crate) operation: Option<OperationId>,
    pub(crate) resource: usize,
    pub(crate) before: Option<&'a Entity>,
    pub(crate) id: &'a str,
    pub(crate) scope: Scope,
    /// The entity as it will be.
    pub(crate) entity: Map,
    pub(crate) input: &'a Map,
    pub(crate) now: Timestamp,
    pub(crate) claims: &'a Map,
}

/// What one write is about.
pub(super) struct Target {
    pub(super) resource: usize,
    /// The entity as it is; `None` if it is to be made.
    pub(super) before: Option<Arc<Entity>>,
    /// The id that the path gives.
    pub(super) id: Option<String>,
    pub(super) scope: Scope,
    pub(super) owners: Vec<(usize, Arc<Entity>)>,
}

/// What came of one write.
pub(super) struct Written {
    pub(super) entity: Arc<Entity>,
    pub(super) added: Vec<Value>,
}

pub(super) fn perform(
    engine: &Engine,
    store: &mut Store,
    call: &Call<'_>,
    (verb, parts): (&Verb, &[Text]),
    target: &Target,
    body: &Value,
) -> Result<Written, Refusal> {
    let nothing = Map::new();
    let input = body.as_object().unwrap_or(&nothing);
    let described = &engine.blueprint.resources[target.resource];
    let Some(before) = &target.before else {
        let (id, scope, entity) = created(engine, store, call, (verb, target), input)?;
        let write = Write {
            operation: Some(OperationId(call.operation)),
            resource: target.resource,
            before: None,
            id: &id,
            scope,
            entity,
            input,
            now: call.now,
            claims: call.claims,
        };
        let entity = store_entity(engine, store, write)?;
        told(engine, call, target, None, &entity);
        return Ok(Written { entity, added: Vec::new() });
    };

    let whole = before.is_given.then(|| engine.given_entity(target.resource, before));
    let known = whole.as_ref().unwrap_or_else(|| before.properties());
    let mut entity = change::apply((verb, parts), described, known, body, call)?;
    keep(described, known, &mut entity);
    set_stamp(described.updated.as_ref(), &mut entity, call.now);
    let write = Write {
        operation: Some(OperationId(call.operation)),
        resource: target.resource,
        before: Some(before),
        id: &before.id,
        scope: before.scope.clone(),
        entity,
        input,
        now: call.now,
        claims: call.claims,
    };
    let entity = store_entity(engine, store, write)?;
    told(engine, call, target, Some((before, known)), &entity);
    let added = match verb {
        Verb::AddTo { property, .. } => {
            difference(entity.properties().get(property.as_ref()), known.get(property.as_ref()))
        }
        _ => Vec::new(),
    };
    Ok(Written { entity, added })
}

/// Lets subscribers know of a write, with all that was known of the entity before it.
fn told(
    engine: &Engine,
    call: &Call<'_>,
    target: &Target,
    before: Option<(&Arc<Entity>, &Map)>,
    after: &Arc<Entity>,
) {
    engine.webhooks.commit(|| {
        // What nobody made holds no more than its id.
        let before = before.map(|(entity, known)| {
            let whole = || Entity::saved((&entity.id, entity.scope.clone()), 0, known);
            if entity.is_given { Arc::new(whole()) } else { Arc::clone(entity) }
        });
        let change = (before, Some(Arc::clone(after)));
        Commit::new(engine, call, target.resource, &target.owners, change)
    });
}

/// Asks behaviour about an entity and stores it.
pub(crate) fn store_entity(
    engine: &Engine,
    store: &mut Store,
    mut write: Write<'_>,
) -> Result<Arc<Entity>, Refusal> {
    let described = &engine.blueprint.resources[write.resource];
    let id_value = id_of(described, &write.entity).cloned();
    complete(engine, store, &mut write)?;
    let mut entity = write.entity;
    // The tables know the entity by this id, whatever behaviour made of the property.
    if let Some(id) = id_value {
        set_id(described, &mut entity, id);
    }
    let created = stamp::created_of(described.created.as_ref(), &entity)
        .or(write.before.map(|it| it.created))
        .unwrap_or_else(|| write.now.as_millisecond());
    Ok(store.table_mut(write.resource).put(write.id, write.scope, created, entity))
}

/// Lets behaviour complete or refuse an entity.
pub(crate) fn complete(
    engine: &Engine,
    store: &mut Store,
    write: &mut Write<'_>,
) -> Result<(), Refusal> {
    let hooks = &engine.behaviour.before_write;
    let mut hooks = hooks.iter().filter(|(it, _)| *it == ResourceId(write.resource));
    hooks.try_for_each(|(_, complete)| {
        complete(&mut Change {
            operation: write.operation,
            before: write.before.map(Entity::properties),
            entity: &mut write.entity,
            input: write.input,
            now: write.now,
            claims: write.claims,
            resource: write.resource,
            id: write.id,
            store: RefCell::new(store),
        })
    })
}

/// Makes a new entity of a body, and says what it is called and what it is below.
fn created(
    engine: &Engine,
    store: &mut Store,
    call: &Call<'_>,
    (verb, target): (&Verb, &Target),
    input: &Map,
) -> Result<(String, Scope, Map), Refusal> {
    let described = &engine.blueprint.resources[target.resource];
    // Room for all that will be added to it, and the id first.
    let mut entity = Map::with_capacity(input.len().max(described.properties.len()));
    if let Some(first) = described.id.first().filter(|_| described.id.len() == 1) {
        let chosen = input.get(first.as_ref()).cloned().unwrap_or_default();
        entity.insert(first.to_string(), chosen);
    }
    entity.extend(input.iter().map(|(name, value)| (name.clone(), value.clone())));
    let scope = scope_of(engine, target, &mut entity);
    set_stamp(described.created.as_ref(), &mut entity, call.now);
    set_stamp(described.updated.as_ref(), &mut entity, call.now);

    let below: Vec<Option<&str>> = scope.iter().map(|it| Some(&**it)).collect();
    let table = store.table_mut(target.resource);
    // A path that names an id, or a document that lets callers choose it, means it.
    let id = match (&target.id, key_in(described, input)) {
        (Some(id), _) => {
            set_id(described, &mut entity, id_value(described, id));
            id.clone()
        }
        (None, Some(chosen)) if table.get(&chosen, &below).is_some() => {
            return Err(taken(engine, call, described, &chosen));
        }
        (None, Some(chosen)) => chosen,
        (None, None) => {
            let id = table.make_id();
            let key = key_of(&id).unwrap_or_default();
            set_id(described, &mut entity, id);
            key
        }
    };
    // What there is one of is found without an id, whichever it shows.
    let id = if verb.key() == Some(&Key::Only) { String::new() } else { id };
    Ok((id, scope, entity))
}

/// Returns what a new entity is below, and shows it where the document does.
fn scope_of(engine: &Engine, target: &Target, entity: &mut Map) -> Scope {
    let described = &engine.blueprint.resources[target.resource];
    let mut scope = target.scope.clone();
    for (part, above) in described.scope.iter().enumerate() {
        let property = above.property.as_ref();
        if scope[part].is_empty() {
            // The path does not say; the body may.
            if let Some(named) = entity.get(property).and_then(key_of) {
                scope[part] = named.into();
            }
            continue;
        }
        if !above.is_shown {
            continue;
        }
        let owner = target.owners.iter().find(|(it, _)| Some(*it) == above.resource);
        let shown = owner.and_then(|(it, owner)| {
            id_of(&engine.blueprint.resources[*it], owner.properties()).cloned()
        });
        let shown = shown.unwrap_or_else(|| Value::from(&*scope[part]));
        entity.insert(property.to_owned(), shown);
    }
    scope
}

fn taken(engine: &Engine, call: &Call<'_>, resource: &Resource, id: &str) -> Refusal {
    let operation = &engine.blueprint.operations[call.operation];
    let status = [StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST]
        .into_iter()
        .find(|status| documents(operation, *status))
        .unwrap_or(StatusCode::CONFLICT);
    Refusal::new(status, format!("there is already a {} with the id `{id}`", resource.name))
}

/// Keeps what no caller may change.
fn keep(resource: &Resource, before: &Map, entity: &mut Map) {
    if let Some(id) = id_of(resource, before) {
        set_id(resource, entity, id.clone());
    }
    let created = resource.created.as_ref().map(|it| &it.property);
    let owners = resource.scope.iter().filter(|it| it.is_shown).map(|it| &it.property);
    for property in created.into_iter().chain(owners) {
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
