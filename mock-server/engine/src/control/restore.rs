//! `/_twinspec/restore`: brings back what was deleted.

use http::{Response, StatusCode};
use serde_json::Value;

use crate::Map;
use crate::control::{Ask, done, refused};
use crate::engine::Engine;
use crate::service::Body;
use crate::verbs::{Write, complete};

/// Restores an entity, without what belonged to it: `{"resource": "contact", "id": "…"}`.
pub(super) fn restore(ask: &Ask<'_>) -> Response<Body> {
    let wrong = |detail: &str| refused(StatusCode::UNPROCESSABLE_ENTITY, detail, &[]);
    let Ok(asked) = serde_json::from_slice::<Value>(ask.body) else {
        return wrong("expected JSON: `{\"resource\": \"contact\", \"id\": \"…\"}`");
    };
    let text = |name| asked.get(name).and_then(Value::as_str);
    let (Some(name), Some(id)) = (text("resource"), text("id")) else {
        return wrong("expected the texts `resource`, a name in the singular, and `id`");
    };
    let engine = ask.live.engine();
    let Some(resource) = engine.blueprint.resources.iter().position(|it| it.name == name) else {
        let names = engine.blueprint.resources.iter().map(|it| format!("`{}`", it.name));
        let names = names.collect::<Vec<_>>().join(", ");
        return refused(
            StatusCode::NOT_FOUND,
            &format!("no resource is called `{name}`, use {names}"),
            &[],
        );
    };
    if engine.behaviour.kept_for(resource).is_none() {
        let detail = format!("each {name} that is deleted is gone for good");
        return refused(StatusCode::NOT_FOUND, &detail, &[]);
    }
    match bring_back(&engine, resource, id) {
        Ok(()) => done(),
        Err((status, detail)) => refused(status, &detail, &[]),
    }
}

fn bring_back(engine: &Engine, resource: usize, id: &str) -> Result<(), (StatusCode, String)> {
    let now = engine.now();
    let name = &engine.blueprint.resources[resource].name;
    let mut store = engine.write_store();
    let table = store.table_mut(resource);
    let Some(entity) = table.deleted(id, now) else {
        let detail = format!("no {name} of the id `{id}` was deleted lately");
        return Err((StatusCode::NOT_FOUND, detail));
    };
    let below: Vec<Option<&str>> = entity.scope.iter().map(|it| Some(&**it)).collect();
    if table.get(id, &below).is_some() {
        return Err((StatusCode::CONFLICT, format!("there is another {name} of the id `{id}`")));
    }
    let owners = engine.blueprint.resources[resource].scope.iter().enumerate();
    for (part, above) in owners {
        let Some(owner) = above.resource else { continue };
        if store.table(owner).get(&entity.scope[part], &below[..part]).is_none() {
            let detail = format!("what the {name} belonged to is gone");
            return Err((StatusCode::CONFLICT, detail));
        }
    }
    // It comes back as it was; behaviour is only asked whether there is still room for it.
    let as_it_was = entity.to_properties();
    let mut write = Write {
        operation: None,
        resource,
        before: None,
        id,
        scope: entity.scope.clone(),
        entity: as_it_was.clone(),
        input: &as_it_was,
        now,
        claims: &Map::new(),
    };
    let asked = complete(engine, &mut store, &mut write);
    asked.map_err(|refusal| (StatusCode::CONFLICT, refusal.message.joined()))?;
    store.table_mut(resource).put_back(&entity);
    Ok(())
}
