//! Made-up entities, for whoever wants a full server and has no data file.
//!
//! Only what tells entities apart for people is made up: names, mail, phones, places, titles. All
//! else is what the server itself gives an entity of which nothing is known, so that an answer is
//! as valid as that to a create. What the API cannot create is not made up: nothing says what the
//! server would put into it.

use std::collections::BTreeSet;

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use twinspec_blueprint::{Action, Resource, Verb};

use crate::Map;
use crate::data::owners_first;
use crate::engine::Engine;
use crate::shape::names::{self, Person};
use crate::store::{Scope, Store, key_of};
use crate::verbs::{Write, id_of, set_id, set_stamp, store_entity};
use crate::violation::RequestPart;

/// Its own stream, so that filling does not shift the ids of what is created later.
const STREAM: u64 = u64::MAX;

/// Makes so many entities of each resource that can be created, on top of what there is.
///
/// What belongs to something is spread over its owners. `claims` are put into the properties of
/// their names, so that whoever the first token belongs to finds the entities.
pub(crate) fn fill(engine: &Engine, store: &mut Store, count: usize, claims: &Map) {
    let mut random = ChaCha8Rng::seed_from_u64(engine.seed);
    random.set_stream(STREAM);
    for position in owners_first(&engine.blueprint.resources) {
        let resource = &engine.blueprint.resources[position];
        if !can_be_created(engine, position) {
            continue;
        }
        let scopes = scopes(engine, store, resource);
        if scopes.is_empty() {
            continue;
        }
        for number in 0..count {
            let mut input = made_up(engine, position, number, &mut random);
            for (name, claim) in claims {
                if resource.properties.iter().any(|it| it == name) {
                    input.insert(name.clone(), claim.clone());
                }
            }
            let (scope, shown) = scopes[number % scopes.len()].clone();
            input.extend(shown);
            let mut entity = input.clone();
            let id = store.table_mut(position).make_id();
            let key = key_of(&id).unwrap_or_default();
            set_id(resource, &mut entity, id);
            let now = engine.now();
            set_stamp(resource.created.as_ref(), &mut entity, now);
            set_stamp(resource.updated.as_ref(), &mut entity, now);
            let write = Write {
                operation: None,
                resource: position,
                before: None,
                id: &key,
                scope,
                entity,
                input: &input,
                now,
                claims: &Map::new(),
            };
            // A made-up entity that behaviour refuses (a duplicate by chance) is one less.
            let _ = store_entity(engine, store, write);
        }
    }
}

/// Lists what the entities of a resource may be below, with the properties that show it.
fn scopes(engine: &Engine, store: &Store, resource: &Resource) -> Vec<(Scope, Map)> {
    let Some(above) = resource.scope.last() else { return vec![(Scope::default(), Map::new())] };
    // Nothing says what an owner is called that no operation makes.
    let Some(owner) = above.resource else { return Vec::new() };
    let described = &engine.blueprint.resources[owner];
    let entities = store.table(owner).iter();
    let scope = entities.map(|it| {
        let scope = it.scope.iter().cloned().chain([it.id.clone()]).collect();
        let id = id_of(described, it.properties()).cloned();
        let shown = above
            .is_shown
            .then(|| (above.property.to_string(), id.unwrap_or_else(|| Value::from(&*it.id))));
        (scope, shown.into_iter().collect())
    });
    scope.collect()
}

fn can_be_created(engine: &Engine, position: usize) -> bool {
    engine.blueprint.operations.iter().any(|it| match &it.action {
        Action::On { resource, verb: Verb::Create | Verb::Upsert { .. }, .. } => {
            *resource == position
        }
        _ => false,
    })
}

fn made_up(engine: &Engine, position: usize, number: usize, random: &mut ChaCha8Rng) -> Map {
    let resource = &engine.blueprint.resources[position];
    let mut input = Map::new();
    let person = Person::new(random);
    for property in resource.properties.iter() {
        if let Some(text) = names::text(property, &person, number, random) {
            input.insert(property.to_string(), text.into());
        }
    }
    drop_invalid(engine, position, resource, &mut input);
    input
}

/// A name may promise more than the schema keeps: what does not satisfy it goes.
fn drop_invalid(engine: &Engine, position: usize, resource: &Resource, input: &mut Map) {
    let mut whole = input.clone();
    if let Some(id) = resource.id.first() {
        whole.insert(id.to_string(), Value::Null);
    }
    let violations =
        engine.entity_schemas[position].violations(RequestPart::Body, "", &Value::Object(whole));
    let wrong: BTreeSet<&str> = violations
        .iter()
        .filter_map(|it| it.pointer.trim_start_matches('/').split('/').next())
        .collect();
    input.retain(|name, _| !wrong.contains(name.as_str()));
}
