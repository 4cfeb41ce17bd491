//! Which entities a path names.

use std::sync::Arc;

use http::StatusCode;
use serde_json::Value;
use twinspec_blueprint::{Action, IdShape, Key, Operation, Origin, Resource, Verb};

use crate::Map;
use crate::answer::documents;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::{Entity, Scope, Store, key_of};
use crate::verbs::Call;

/// What a path names.
#[derive(Debug)]
pub(crate) struct Located {
    /// The resource that the operation is about.
    pub(crate) resource: usize,
    /// The entities above it that are known, outermost first.
    pub(crate) owners: Vec<(usize, Arc<Entity>)>,
    /// The ids of what it is below, part by part; `None` where the path does not say.
    pub(crate) scope: Vec<Option<String>>,
    /// The id that the path names; there is none for the only one of its kind.
    pub(crate) id: Option<String>,
    /// The entity of that id; `None` if the verb names none or may make it.
    pub(crate) target: Option<Arc<Entity>>,
}

impl Located {
    /// Returns all entities, outermost first, as behaviour sees them.
    pub(crate) fn named(&self) -> Vec<(usize, Arc<Entity>)> {
        let target = self.target.iter().map(|it| (self.resource, Arc::clone(it)));
        self.owners.iter().cloned().chain(target).collect()
    }

    pub(crate) fn below(&self) -> Vec<Option<&str>> {
        self.scope.iter().map(Option::as_deref).collect()
    }

    /// Returns the scope that a new entity gets; what is not known is empty.
    pub(crate) fn new_scope(&self) -> Scope {
        self.scope.iter().map(|it| it.as_deref().unwrap_or_default().into()).collect()
    }
}

/// Finds the entities that a path names. Each must be there, and below the one before, so that a
/// task is not reachable through the contact of somebody else.
pub(crate) fn locate(engine: &Engine, store: &Store, call: &Call<'_>) -> Result<Located, Refusal> {
    let operation = &engine.blueprint.operations[call.operation];
    let Action::On { resource, scope, verb, .. } = &operation.action else {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "the operation is about no resource"));
    };
    let described = &engine.blueprint.resources[*resource];
    let parameter =
        |it: &Option<twinspec_blueprint::Text>| call.parameters.id(it.as_ref()?).map(str::to_owned);
    let scope: Vec<Option<String>> = scope.iter().map(parameter).collect();
    let owners = owners(engine, store, operation, described, &scope)?;
    let mut located = Located { resource: *resource, owners, scope, id: None, target: None };
    match verb.key() {
        None => return Ok(located),
        Some(Key::Only | Key::Latest) => {}
        Some(Key::Parameter(name)) => {
            located.id = Some(call.parameters.id(name).unwrap_or_default().to_owned());
        }
    }
    let id = located.id.as_deref().unwrap_or_default();
    let table = store.table(*resource);
    let found = if verb.key() == Some(&Key::Latest) {
        table.latest(&located.below()).map(Arc::clone)
    } else {
        let found = table.get(id, &located.below()).map(Arc::clone);
        found.or_else(|| given(engine, store, &located))
    };
    // Where there is one of a thing, taking it away twice is as good as once, unless the document
    // says otherwise.
    let is_idle = located.id.is_none() && matches!(verb, Verb::Delete { .. });
    let may_be_missing = documents(operation, StatusCode::NOT_FOUND);
    if found.is_none() && !verb.creates() && (!is_idle || may_be_missing) {
        return Err(missing(engine, operation, *resource, id));
    }
    located.target = found;
    Ok(located)
}

/// Finds the owners that are known; one that the API makes must be there.
fn owners(
    engine: &Engine,
    store: &Store,
    operation: &Operation,
    described: &Resource,
    scope: &[Option<String>],
) -> Result<Vec<(usize, Arc<Entity>)>, Refusal> {
    let mut owners = Vec::new();
    for (part, (above, id)) in described.scope.iter().zip(scope).enumerate() {
        let (Some(resource), Some(id)) = (above.resource, id) else { continue };
        let around: Vec<Option<&str>> = scope[..part].iter().map(Option::as_deref).collect();
        match store.table(resource).get(id, &around) {
            Some(owner) => owners.push((resource, Arc::clone(owner))),
            None => return Err(missing(engine, operation, resource, id)),
        }
    }
    Ok(owners)
}

/// Whatever is asked for of what nothing makes is there, until it is deleted.
fn given(engine: &Engine, store: &Store, located: &Located) -> Option<Arc<Entity>> {
    let described = &engine.blueprint.resources[located.resource];
    // What belongs to something that is made is not there by itself, unless there is one of it.
    let is_given = described.origin == Origin::Given
        && (located.id.is_none() || described.scope.iter().all(|it| it.resource.is_none()));
    if !is_given {
        return None;
    }
    let id = located.id.as_deref().unwrap_or_default();
    let mut properties = Map::new();
    if located.id.is_some() {
        set_id(described, &mut properties, id_value(described, id));
    }
    store.table(located.resource).given(id, located.new_scope(), &properties)
}

/// Returns an id of a path as it stands in the entity.
pub(crate) fn id_value(resource: &Resource, id: &str) -> Value {
    let number = matches!(resource.id_shape, IdShape::Integer).then(|| id.parse::<i64>().ok());
    number.flatten().map_or_else(|| id.into(), Value::from)
}

/// Returns the id that an entity shows.
pub(crate) fn id_of<'a>(resource: &Resource, entity: &'a Map) -> Option<&'a Value> {
    let (first, rest) = resource.id.split_first()?;
    let value = entity.get(first.as_ref())?;
    rest.iter().try_fold(value, |value, step| value.get(step.as_ref()))
}

/// Writes the id where an entity shows it.
pub(crate) fn set_id(resource: &Resource, entity: &mut Map, id: Value) {
    let Some((last, above)) = resource.id.split_last() else { return };
    let mut at = entity;
    for step in above {
        let below = at.entry(step.as_ref()).or_insert_with(|| Value::Object(Map::new()));
        if !below.is_object() {
            *below = Value::Object(Map::new());
        }
        let Some(below) = below.as_object_mut() else { return };
        at = below;
    }
    at.insert(last.to_string(), id);
}

/// Returns the text that an entity is named by.
pub(crate) fn key_in(resource: &Resource, entity: &Map) -> Option<String> {
    let shown = id_of(resource, entity);
    // Where no answer shows the entity, what it calls its id is anybody's guess.
    let is_described = resource.id.first().is_some_and(|it| resource.properties.contains(it));
    let shown = shown.or_else(|| entity.get("id").filter(|_| !is_described));
    shown.and_then(key_of).filter(|it| !it.is_empty())
}

pub(crate) fn missing(
    engine: &Engine,
    operation: &Operation,
    resource: usize,
    id: &str,
) -> Refusal {
    let resource = &engine.blueprint.resources[resource];
    if let Some(word) = &engine.behaviour.missing {
        return word(resource, id);
    }
    let status = [StatusCode::NOT_FOUND, StatusCode::GONE, StatusCode::BAD_REQUEST]
        .into_iter()
        .find(|status| documents(operation, *status))
        .unwrap_or(StatusCode::NOT_FOUND);
    let message = if id.is_empty() {
        format!("there is no {}", resource.name)
    } else {
        format!("there is no {} with the id `{id}`", resource.name)
    };
    Refusal::new(status, message)
}
