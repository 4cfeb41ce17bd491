//! Made-up entities, for whoever wants a full server and has no data file.
//!
//! An entity is what its resource's answers show, made of their schemas. Where behaviour has a say
//! in what is stored, nothing but its hooks knows what they need; there only what tells entities
//! apart for people is made up (names, mail, phones, places, titles), and all else is what the
//! server itself gives an entity of which nothing is known.

mod place;
mod value;

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use twinspec_blueprint::{Action, Key, Origin, Resource};

use crate::Map;
use crate::data::owners_first;
use crate::engine::Engine;
use crate::fill::place::{Place, places};
use crate::fill::value::Values;
use crate::store::{Store, key_of};
use crate::verbs::{Write, set_id, set_stamp, store_entity};

/// Its own stream, so that filling does not shift the ids of what is created later.
const STREAM: u64 = u64::MAX;

/// Makes so many entities of each resource, on top of what there is.
///
/// What belongs to something is spread over its owners. `claims` are put into the properties of
/// their names, so that whoever the first token belongs to finds the entities.
pub(crate) fn fill(engine: &Engine, store: &mut Store, count: usize, claims: &Map) {
    if count == 0 {
        return;
    }
    let mut random = ChaCha8Rng::seed_from_u64(engine.seed);
    random.set_stream(STREAM);
    for position in owners_first(&engine.blueprint.resources) {
        let resource = &engine.blueprint.resources[position];
        let is_only = is_only(engine, position);
        if is_only && is_there(resource) {
            continue;
        }
        let places = places(engine, store, position, claims);
        // There is one in each place, whatever is asked for.
        let count = if is_only { places.len() } else { count };
        let mut values = Values::new(engine, store, position);
        let places = places.iter().cycle().take(count);
        for (number, place) in places.enumerate() {
            let mut input = values.make(number, &mut random);
            for (name, claim) in claims {
                if resource.properties.iter().any(|it| it == name) {
                    input.insert(name.clone(), claim.clone());
                }
            }
            put(engine, store, position, place, input, is_only);
        }
    }
}

/// Stores one that was made up, in its place, as the server does with one that is created.
fn put(
    engine: &Engine,
    store: &mut Store,
    position: usize,
    place: &Place,
    mut input: Map,
    is_only: bool,
) {
    let resource = &engine.blueprint.resources[position];
    input.extend(place.shown.clone());
    let mut entity = input.clone();
    let mut key = String::new();
    if !is_only {
        let id = store.table_mut(position).make_id();
        key = key_of(&id).unwrap_or_default();
        set_id(resource, &mut entity, id);
    }
    let now = engine.now();
    set_stamp(resource.created.as_ref(), &mut entity, now);
    set_stamp(resource.updated.as_ref(), &mut entity, now);
    let write = Write {
        operation: None,
        resource: position,
        before: None,
        id: &key,
        scope: place.scope.clone(),
        entity,
        input: &input,
        now,
        claims: &Map::new(),
    };
    // A made-up entity that behaviour refuses (a duplicate by chance) is one less.
    let _ = store_entity(engine, store, write);
}

/// Whether there is one in each place, which no id names.
fn is_only(engine: &Engine, position: usize) -> bool {
    engine.blueprint.operations.iter().any(|it| match &it.action {
        Action::On { resource, verb, .. } => {
            *resource == position && verb.key() == Some(&Key::Only)
        }
        Action::Respond => false,
    })
}

/// Whether what nothing makes is there by itself.
fn is_there(resource: &Resource) -> bool {
    resource.origin == Origin::Given && resource.scope.iter().all(|it| it.resource.is_none())
}
