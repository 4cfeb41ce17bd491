//! Places: what made-up entities may be below.

use serde_json::Value;
use twinspec_blueprint::{Action, Resource};

use crate::Map;
use crate::engine::Engine;
use crate::store::{Scope, Store, key_of};
use crate::verbs::id_of;

/// What an entity may be below, and the properties that show it.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) scope: Scope,
    pub(super) shown: Map,
}

/// Lists the places of a resource: one for each owner. An owner that nothing makes may be called
/// anything; it is called as the path's parameter describes it, or as a claim says.
pub(super) fn places(engine: &Engine, store: &Store, position: usize, claims: &Map) -> Vec<Place> {
    let resource = &engine.blueprint.resources[position];
    let owned = resource.scope.iter().rposition(|it| it.resource.is_some());
    let mut places = match owned {
        Some(part) => below(engine, store, resource, part),
        None => vec![Place::default()],
    };
    for part in owned.map_or(0, |it| it + 1)..resource.scope.len() {
        let above = &resource.scope[part];
        let called = claims.get(above.property.as_ref()).cloned();
        let called = called.or_else(|| described(engine, position, part)).unwrap_or_default();
        let id = key_of(&called).unwrap_or_default();
        for place in &mut places {
            place.scope = place.scope.iter().cloned().chain([id.clone().into()]).collect();
            if above.is_shown && !called.is_null() {
                place.shown.insert(above.property.to_string(), called.clone());
            }
        }
    }
    places
}

/// Lists the places below the entities that own a resource at this part of its scope.
fn below(engine: &Engine, store: &Store, resource: &Resource, part: usize) -> Vec<Place> {
    let above = &resource.scope[part];
    let Some(owner) = above.resource else { return Vec::new() };
    let described = &engine.blueprint.resources[owner];
    let owners = store.table(owner).iter().filter(|it| it.scope.len() == part);
    let places = owners.map(|it| {
        let scope: Scope = it.scope.iter().cloned().chain([it.id.clone()]).collect();
        let mut shown = Map::new();
        for (above, id) in resource.scope.iter().zip(&scope[..part]).filter(|it| it.0.is_shown) {
            shown.insert(above.property.to_string(), Value::from(&**id));
        }
        if above.is_shown {
            let id = id_of(described, &it.to_properties()).cloned();
            let id = id.unwrap_or_else(|| Value::from(&*it.id));
            shown.insert(above.property.to_string(), id);
        }
        Place { scope, shown }
    });
    places.collect()
}

/// Makes a value of the path parameter that gives a part of a resource's scope.
fn described(engine: &Engine, position: usize, part: usize) -> Option<Value> {
    let made = engine.blueprint.operations.iter().find_map(|operation| {
        let Action::On { resource, scope, .. } = &operation.action else { return None };
        let name = scope.get(part).filter(|_| *resource == position)?.as_ref()?;
        let parameter = operation.parameters.iter().find(|it| it.name == *name)?;
        Some(engine.sample(&parameter.schema))
    });
    made.filter(|it| key_of(it).is_some_and(|it| !it.is_empty()))
}
