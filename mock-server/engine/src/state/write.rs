//! Writing a state: as a data file that says a little more.

use serde_json::{Value, json};
use twinspec_blueprint::{Action, Blueprint, Fill, Origin, Resource};

use crate::Map;
use crate::state::issued::{self, ISSUED};
use crate::state::{EXACT, State, read};
use crate::store::{Entity, Saved, Scope};
use crate::verbs::key_in;

impl State {
    /// Writes it in the form of a data file: what restores it exactly stands beside.
    pub(crate) fn to_json(&self, blueprint: &Blueprint) -> Value {
        let mut file = Map::new();
        let mut exact = Map::new();
        let tables = blueprint.resources.iter().zip(&self.tables).enumerate();
        for (position, (resource, saved)) in tables {
            let is_told = tells_created(blueprint, position);
            if !saved.entities.is_empty() {
                let entities = saved.entities.iter().map(|it| entity(resource, it, is_told));
                file.insert(resource.plural.to_string(), entities.collect());
            }
            exact.insert(resource.plural.to_string(), bookkeeping(resource, saved, is_told));
        }
        exact.retain(|_, it| it.as_object().is_some_and(|it| !it.is_empty()));
        let mut exact = json!({ "drawn": self.drawn, "resources": exact });
        if let Some(issued) = &self.issued {
            let issued = issued::write(issued, &mut file);
            if !issued.is_empty() {
                exact[ISSUED] = issued.into();
            }
        }
        file.insert(EXACT.to_owned(), exact);
        Value::Object(file)
    }
}

fn bookkeeping(resource: &Resource, saved: &Saved, tells_created: bool) -> Value {
    let mut exact = Map::new();
    if saved.made > 0 {
        exact.insert("made".to_owned(), saved.made.into());
    }
    if saved.drawn.random > 0 {
        exact.insert("drawn".to_owned(), saved.drawn.random.into());
    }
    if let Some(next) = saved.drawn.next {
        exact.insert("next".to_owned(), next.into());
    }
    // What somebody made is simply not there any more.
    if resource.origin == Origin::Given && !saved.gone.is_empty() {
        let gone = saved.gone.iter().map(|(id, scope)| json!({ "id": id, "scope": list(scope) }));
        exact.insert("gone".to_owned(), gone.collect());
    }
    if !saved.deleted.is_empty() {
        let deleted = saved.deleted.iter().map(|it| {
            json!({ "until": it.until, "entity": entity(resource, &it.entity, tells_created) })
        });
        exact.insert("deleted".to_owned(), deleted.collect());
    }
    Value::Object(exact)
}

/// Whether some answer says when an entity was made that has no stamp of it.
fn tells_created(blueprint: &Blueprint, position: usize) -> bool {
    fn tells(fill: &Fill) -> bool {
        match fill {
            Fill::CursorStamp => true,
            Fill::Object(slots) => slots.iter().any(|it| tells(&it.fill)),
            _ => false,
        }
    }
    blueprint.operations.iter().any(|operation| {
        let is_about = matches!(&operation.action,
            Action::On { resource, .. } if *resource == position);
        is_about && operation.answers.iter().any(|it| tells(&it.body))
    })
}

fn entity(resource: &Resource, entity: &Entity, tells_created: bool) -> Value {
    let properties = entity.to_properties();
    let mut shown = properties.clone();
    for (above, id) in resource.scope.iter().zip(&entity.scope) {
        if !above.is_shown && !id.is_empty() && !shown.contains_key(above.property.as_ref()) {
            shown.insert(above.property.to_string(), Value::from(&**id));
        }
    }
    let mut exact = Map::new();
    if key_in(resource, &properties).as_deref() != Some(&*entity.id) {
        exact.insert("id".to_owned(), Value::from(&*entity.id));
    }
    let mut read = shown.clone();
    if read::scope_in(resource, &mut read) != entity.scope || read != properties {
        shown = properties;
        exact.insert("scope".to_owned(), list(&entity.scope));
    }
    if tells_created && read::created_in(resource, &shown) != Some(entity.created) {
        exact.insert("created".to_owned(), entity.created.into());
    }
    if !exact.is_empty() {
        shown.insert(EXACT.to_owned(), Value::Object(exact));
    }
    Value::Object(shown)
}

fn list(scope: &Scope) -> Value {
    scope.iter().map(|it| Value::from(&**it)).collect()
}
