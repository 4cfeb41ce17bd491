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
use crate::store::Store;
use crate::verbs::{Write, set_stamp, store_entity};
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
        let owners: Vec<Value> = resource
            .parent
            .iter()
            .flat_map(|parent| {
                let id = &engine.blueprint.resources[parent.resource].id;
                let entities = store.table(parent.resource).iter();
                entities
                    .filter_map(|it| it.properties.get(id.as_ref()).cloned())
                    .collect::<Vec<_>>()
            })
            .collect();
        if resource.parent.is_some() && owners.is_empty() {
            continue;
        }
        for number in 0..count {
            let mut input = made_up(engine, position, number, &mut random);
            for (name, claim) in claims {
                if resource.properties.iter().any(|it| it == name) {
                    input.insert(name.clone(), claim.clone());
                }
            }
            if let Some(parent) = &resource.parent {
                input.insert(parent.property.to_string(), owners[number % owners.len()].clone());
            }
            let mut entity = input.clone();
            entity.insert(resource.id.to_string(), store.table_mut(position).make_id());
            let now = engine.now();
            set_stamp(resource.created.as_ref(), &mut entity, now);
            set_stamp(resource.updated.as_ref(), &mut entity, now);
            let write = Write {
                operation: None,
                resource: position,
                before: None,
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

fn can_be_created(engine: &Engine, position: usize) -> bool {
    engine.blueprint.operations.iter().any(|it| match &it.action {
        Action::On { resource, verb: Verb::Create, .. } => *resource == position,
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
    whole.insert(resource.id.to_string(), Value::Null);
    let violations =
        engine.entity_schemas[position].violations(RequestPart::Body, "", &Value::Object(whole));
    let wrong: BTreeSet<&str> = violations
        .iter()
        .filter_map(|it| it.pointer.trim_start_matches('/').split('/').next())
        .collect();
    input.retain(|name, _| !wrong.contains(name.as_str()));
}
