//! Carrying over: what a mock remembers, when its blueprint becomes another one.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::{Blueprint, Resource};

use crate::data::owners_first;
use crate::live::takeover::Takeover;
use crate::state::State;
use crate::store::{Entity, Saved, Scope, key_of};
use crate::verbs::{id_of, id_value, set_id};

/// Brings a state from one blueprint to another; a resource is the same if it has the same name.
/// `fresh` is what the new blueprint starts with: what resources hold that were not there before.
/// What has no place any more is left out, and noted.
pub(super) fn carry(
    (from, state): (&Blueprint, State),
    (to, fresh): (&Blueprint, State),
    takeover: &mut Takeover,
) -> State {
    let mut old: Vec<Option<Saved>> = state.tables.into_iter().map(Some).collect();
    let mut tables = fresh.tables;
    for (resource, table) in to.resources.iter().zip(&mut tables) {
        let before = from.resources.iter().position(|it| it.name == resource.name);
        let Some((before, saved)) = before.and_then(|it| Some((it, old[it].take()?))) else {
            continue;
        };
        let before = &from.resources[before];
        *table = saved;
        if before.scope.len() == resource.scope.len() {
            adapt(before, resource, table);
        } else {
            takeover.drop(resource, table.entities.len());
            table.entities.clear();
            table.gone.clear();
            table.deleted.clear();
        }
    }
    for (resource, saved) in from.resources.iter().zip(old) {
        takeover.drop(resource, saved.map_or(0, |it| it.entities.len()));
    }
    drop_orphans(to, &mut tables, takeover);
    // Engines share what was given out.
    State { tables, drawn: state.drawn, issued: None }
}

/// Shows ids and owners where the document shows them now.
fn adapt(before: &Resource, resource: &Resource, saved: &mut Saved) {
    let shown = |it: &Resource| -> Vec<_> {
        it.scope.iter().map(|it| (it.property.clone(), it.is_shown)).collect()
    };
    if before.id == resource.id && shown(before) == shown(resource) {
        return;
    }
    let deleted = saved.deleted.iter_mut().map(|it| &mut it.entity);
    for entity in saved.entities.iter_mut().chain(deleted) {
        let mut properties = entity.to_properties();
        if !entity.id.is_empty()
            && id_of(resource, &properties).and_then(key_of).as_deref() != Some(&*entity.id)
        {
            set_id(resource, &mut properties, id_value(resource, &entity.id));
        }
        for (above, id) in resource.scope.iter().zip(&entity.scope) {
            if above.is_shown && !id.is_empty() {
                let property = properties.entry(above.property.to_string());
                property.or_insert_with(|| Value::from(&**id));
            }
        }
        let place = (&*entity.id, entity.scope.clone());
        *entity = Arc::new(Entity::saved(place, entity.created, &properties));
    }
}

/// Leaves out what belongs to something that is not there.
fn drop_orphans(to: &Blueprint, tables: &mut [Saved], takeover: &mut Takeover) {
    let mut there: Vec<HashSet<(Box<str>, Scope)>> = vec![HashSet::new(); tables.len()];
    for position in owners_first(&to.resources) {
        let resource = &to.resources[position];
        let entities = &mut tables[position].entities;
        let count = entities.len();
        entities.retain(|entity| {
            let mut parts = resource.scope.iter().zip(&entity.scope).enumerate();
            parts.all(|(part, (above, id))| {
                let key = || (id.clone(), entity.scope[..part].into());
                above.resource.is_none_or(|it| id.is_empty() || there[it].contains(&key()))
            })
        });
        takeover.drop(resource, count - entities.len());
        there[position] = entities.iter().map(|it| (it.id.clone(), it.scope.clone())).collect();
    }
}
