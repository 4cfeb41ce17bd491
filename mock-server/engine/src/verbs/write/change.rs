//! What a request makes of an entity that is there.

use http::StatusCode;
use serde_json::Value;
use twinspec_blueprint::{Items, Place, Resource, Text, Verb};

use crate::Map;
use crate::refusal::Refusal;
use crate::verbs::Call;

pub(super) fn apply(
    (verb, parts): (&Verb, &[Text]),
    resource: &Resource,
    before: &Map,
    body: &Value,
    call: &Call<'_>,
) -> Result<Map, Refusal> {
    let nothing = Map::new();
    let input = body.as_object().unwrap_or(&nothing);
    Ok(match verb {
        Verb::Replace { .. } => replaced(resource, before, input),
        Verb::SetFields { values, .. } => {
            let mut entity = merged(before, input);
            for (property, json) in values.iter() {
                let value = serde_json::from_str(json).unwrap_or_default();
                entity.insert(property.to_string(), value);
            }
            entity
        }
        Verb::AddTo { property, items, .. } => {
            let mut list = list_of(before, property);
            for item in given(items, body, call) {
                if !list.contains(&item) {
                    list.push(item);
                }
            }
            with(before, property, list)
        }
        Verb::RemoveFrom { property, items, .. } => {
            let removed = given(items, body, call);
            let mut list = list_of(before, property);
            list.retain(|it| !removed.contains(it));
            with(before, property, list)
        }
        _ if is_json_patch(body) => patched(before, body)?,
        _ if call.is_merge_patch => merge_patched(before, input),
        _ => merged_in_part(before, input, parts),
    })
}

/// Puts the body in the place of an entity; what only the server sets stays.
fn replaced(resource: &Resource, before: &Map, input: &Map) -> Map {
    let mut entity = Map::new();
    let kept = resource.scope.iter().map(|it| &it.property);
    let kept = kept.chain(resource.created.as_ref().map(|it| &it.property));
    for property in resource.id.first().into_iter().chain(kept) {
        if let Some(value) = before.get(property.as_ref()) {
            entity.insert(property.to_string(), value.clone());
        }
    }
    for (name, value) in input {
        entity.insert(name.clone(), value.clone());
    }
    entity
}

/// Changes what the body names; `null` unsets it.
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

/// Changes what the body names, and in the objects that it can name only in part no more than that.
fn merged_in_part(before: &Map, input: &Map, parts: &[Text]) -> Map {
    let mut entity = merged(before, input);
    for name in parts {
        if let (Some(Value::Object(known)), Some(Value::Object(given))) =
            (before.get(name.as_ref()), input.get(name.as_ref()))
        {
            entity.insert(name.to_string(), merged(known, given).into());
        }
    }
    entity
}

/// Applies a JSON Merge Patch (RFC 7396), which goes into objects.
fn merge_patched(before: &Map, input: &Map) -> Map {
    let mut entity = merged(before, input);
    for (name, value) in input {
        if let (Some(Value::Object(known)), Value::Object(given)) = (before.get(name), value) {
            entity.insert(name.clone(), merge_patched(known, given).into());
        }
    }
    entity
}

/// Whether a body is a list of changes and not an entity.
pub(in crate::verbs) fn is_json_patch(body: &Value) -> bool {
    let is_change = |it: &Value| it.get("op").is_some() && it.get("path").is_some();
    body.as_array().is_some_and(|it| it.iter().all(is_change))
}

/// Applies a JSON Patch (RFC 6902).
fn patched(before: &Map, body: &Value) -> Result<Map, Refusal> {
    let refused = |why: String| Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, why);
    let patch: json_patch::Patch = serde_json::from_value(body.clone())
        .map_err(|error| refused(format!("the body is no JSON Patch: {error}")))?;
    let mut entity = Value::Object(before.clone());
    json_patch::patch(&mut entity, &patch)
        .map_err(|error| refused(format!("the patch does not fit the entity: {error}")))?;
    match entity {
        Value::Object(entity) => Ok(entity),
        _ => Err(refused("the patch leaves no object".to_owned())),
    }
}

/// Returns the items that a request gives: a list, or the only one.
fn given(items: &Items, body: &Value, call: &Call<'_>) -> Vec<Value> {
    let value = match items {
        Items::Body => Some(body),
        Items::Property(name) => body.get(name.as_ref()),
        Items::Parameter(name) => call.parameters.get(Place::Path, name),
    };
    match value {
        Some(Value::Array(items)) => items.clone(),
        Some(Value::Null) | None => Vec::new(),
        Some(item) => vec![item.clone()],
    }
}

fn list_of(entity: &Map, property: &str) -> Vec<Value> {
    entity.get(property).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn with(before: &Map, property: &str, list: Vec<Value>) -> Map {
    let mut entity = before.clone();
    entity.insert(property.to_owned(), list.into());
    entity
}
