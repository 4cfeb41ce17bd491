//! Verbs: what an operation does to the store.

mod list;
mod stamp;
mod write;

use std::sync::Arc;

use http::StatusCode;
use jiff::Timestamp;
use serde_json::Value;
use twinspec_blueprint::{Action, Ancestor, Operation, Verb};

use crate::Map;
use crate::answer::documents;
use crate::behaviour::{Access, OperationId};
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::request::Parameters;
use crate::store::{Entity, Store, key_of};

pub(crate) use crate::verbs::list::Page;
pub(crate) use crate::verbs::stamp::{rfc3339_millis, write as write_stamp};
pub(crate) use crate::verbs::write::{Write, set_stamp, store_entity};

/// A valid request.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) operation: usize,
    /// The path as the caller wrote it.
    pub(crate) path: &'a str,
    pub(crate) parameters: Parameters<'a>,
    pub(crate) body: Option<Value>,
    pub(crate) claims: &'a Map,
    pub(crate) now: Timestamp,
}

/// What came of a request.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// The entity that the operation is about.
    pub(crate) entity: Option<Arc<Entity>>,
    /// What was added to a list that was not there before.
    pub(crate) added: Vec<Value>,
    /// The page of a list.
    pub(crate) page: Option<Page>,
}

/// Carries a request out.
pub(crate) fn perform(engine: &Engine, call: &Call<'_>) -> Result<Outcome, Refusal> {
    let operation = &engine.blueprint.operations[call.operation];
    let Action::On { resource, ancestors, verb, .. } = &operation.action else {
        authorise(engine, call, &[])?;
        return Ok(Outcome::default());
    };
    let resource = *resource;
    match verb {
        Verb::Read { .. } | Verb::List(_) => {
            let store = engine.read_store();
            let entities = resolve(engine, &store, operation, &call.parameters)?;
            authorise(engine, call, &entities)?;
            if let Verb::List(listing) = verb {
                let page = list::page(engine, &store, call, resource, listing, ancestors);
                return Ok(Outcome { page: Some(page), ..Outcome::default() });
            }
            let entity = entities.into_iter().next_back().map(|(_, entity)| entity);
            Ok(Outcome { entity, ..Outcome::default() })
        }
        _ => {
            let mut store = engine.write_store();
            let entities = resolve(engine, &store, operation, &call.parameters)?;
            authorise(engine, call, &entities)?;
            write::perform(engine, &mut store, call, resource, verb, ancestors, &entities)
        }
    }
}

/// Finds the entities that a path names, outermost first; the last is the target if the verb has
/// one. Each must belong to the one before, so that a task is not reachable through the contact
/// of somebody else.
fn resolve(
    engine: &Engine,
    store: &Store,
    operation: &Operation,
    parameters: &Parameters<'_>,
) -> Result<Vec<(usize, Arc<Entity>)>, Refusal> {
    let Action::On { resource, ancestors, verb, .. } = &operation.action else {
        return Ok(Vec::new());
    };
    let above = ancestors.iter().map(|Ancestor { resource, parameter }| (*resource, parameter));
    let named = above.chain(target(verb).map(|parameter| (*resource, parameter)));

    let mut entities: Vec<(usize, Arc<Entity>)> = Vec::new();
    for (resource, parameter) in named {
        let id = parameters.id(parameter).unwrap_or_default();
        let found = store.table(resource).get(id);
        let found = found.filter(|entity| belongs(engine, resource, entity, &entities));
        match found {
            Some(entity) => entities.push((resource, Arc::clone(entity))),
            None => return Err(missing(engine, operation, resource, id)),
        }
    }
    Ok(entities)
}

/// Returns the path parameter that names the entity that a verb is about.
fn target(verb: &Verb) -> Option<&twinspec_blueprint::Text> {
    match verb {
        Verb::Create | Verb::List(_) => None,
        Verb::Read { id }
        | Verb::Replace { id }
        | Verb::Merge { id }
        | Verb::Delete { id }
        | Verb::SetFields { id }
        | Verb::AddTo { id, .. } => Some(id),
    }
}

fn belongs(
    engine: &Engine,
    resource: usize,
    entity: &Entity,
    owners: &[(usize, Arc<Entity>)],
) -> bool {
    let Some(parent) = &engine.blueprint.resources[resource].parent else { return true };
    let owner = owners.iter().rev().find(|(it, _)| *it == parent.resource);
    owner.is_none_or(|(_, owner)| {
        entity.properties.get(parent.property.as_ref()).and_then(key_of).as_deref()
            == Some(&owner.id)
    })
}

fn missing(engine: &Engine, operation: &Operation, resource: usize, id: &str) -> Refusal {
    let resource = &engine.blueprint.resources[resource];
    if let Some(word) = &engine.behaviour.missing {
        return word(resource, id);
    }
    let status = [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST]
        .into_iter()
        .find(|status| documents(operation, *status))
        .unwrap_or(StatusCode::NOT_FOUND);
    Refusal::new(status, format!("there is no {} with the id `{id}`", resource.name))
}

fn authorise(
    engine: &Engine,
    call: &Call<'_>,
    entities: &[(usize, Arc<Entity>)],
) -> Result<(), Refusal> {
    let access = Access {
        operation: OperationId(call.operation),
        claims: call.claims,
        body: call.body.as_ref(),
        parameters: &call.parameters,
        entities,
    };
    engine.behaviour.authorise.iter().try_for_each(|check| check(&access))
}
