//! Writes of one entity or of several: each body is taken apart into its entities.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::{Action, Input, Verb};

use crate::Map;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::{Entity, Store};
use crate::verbs::locate::{Located, key_in};
use crate::verbs::write::{self, Target};
use crate::verbs::{Call, Outcome, list};
use crate::webhooks::Commit;

pub(super) fn perform(
    engine: &Engine,
    store: &mut Store,
    call: &Call<'_>,
    located: &Located,
) -> Result<Outcome, Refusal> {
    let operation = &engine.blueprint.operations[call.operation];
    let Action::On { verb, input, .. } = &operation.action else {
        return Ok(Outcome::stateless());
    };
    match verb {
        Verb::Delete { .. } => {
            let Some(entity) = &located.target else { return Ok(Outcome::default()) };
            remove(engine, store, call, located, entity);
            return Ok(Outcome::of(Arc::clone(entity)));
        }
        Verb::Clear(listing) => {
            let entities = list::all(engine, store, call, located, listing);
            for entity in &entities {
                remove(engine, store, call, located, entity);
            }
            return Ok(Outcome { entities, ..Outcome::default() });
        }
        _ => {}
    }
    // A patch that lists changes is no list of entities.
    let bodies = match &call.body {
        Some(body) if matches!(verb, Verb::Merge { .. }) && write::is_json_patch(body) => {
            vec![Cow::Borrowed(body)]
        }
        body => inputs(body.as_ref(), input),
    };
    let mut outcome = Outcome::default();
    for body in bodies {
        let target = target(engine, store, located, verb, &body);
        outcome.created |= target.before.is_none();
        let written = write::perform(engine, store, call, (verb, &input.parts), &target, &body)?;
        outcome.added.extend(written.added);
        outcome.entities.push(written.entity);
    }
    Ok(outcome)
}

/// Removes an entity, of which subscribers are told, and what belongs to it, of which they are not;
/// behaviour may have it kept for a while.
fn remove(
    engine: &Engine,
    store: &mut Store,
    call: &Call<'_>,
    located: &Located,
    entity: &Arc<Entity>,
) {
    store.remove(located.resource, entity);
    if let Some(time) = engine.behaviour.kept_for(located.resource) {
        store.table_mut(located.resource).keep(entity, call.now, time);
    }
    engine.webhooks.commit(|| {
        let change = (Some(Arc::clone(entity)), None);
        Commit::new(engine, call, located.resource, &located.owners, change)
    });
}

/// Takes the entities out of a body; a request without one says nothing of its entity.
fn inputs<'b>(body: Option<&'b Value>, input: &Input) -> Vec<Cow<'b, Value>> {
    let nothing = || vec![Cow::Owned(Value::Object(Map::new()))];
    let Some(body) = body else { return nothing() };
    let mut value = body;
    for step in input.path.iter() {
        match value.get(step.as_ref()) {
            Some(below) => value = below,
            None => return nothing(),
        }
    }
    match value {
        Value::Array(items) if input.many => items.iter().map(Cow::Borrowed).collect(),
        other => vec![Cow::Borrowed(other)],
    }
}

/// Finds the entity that one part of a body is about.
fn target(
    engine: &Engine,
    store: &mut Store,
    located: &Located,
    verb: &Verb,
    input: &Value,
) -> Target {
    let resource = located.resource;
    let described = &engine.blueprint.resources[resource];
    let target = |before| Target {
        resource,
        before,
        id: located.id.clone(),
        scope: located.new_scope(),
        owners: located.owners.clone(),
    };
    let Verb::Upsert { keys } = verb else { return target(located.target.clone()) };
    let nothing = Map::new();
    let input = input.as_object().unwrap_or(&nothing);
    if let Some(id) = key_in(described, input) {
        let found = store.table(resource).get(&id, &located.below()).map(Arc::clone);
        return target(found);
    }
    let key = keys.iter().find(|it| input.get(it.as_ref()).is_some_and(|it| !it.is_null()));
    let found = key.and_then(|key| {
        let value = input.get(key.as_ref())?;
        store.find(resource, key, value, &located.below())
    });
    target(found)
}
