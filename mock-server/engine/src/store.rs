//! The store: what the mock remembers.
//!
//! Each resource has a table. An entity is never changed in place: a write puts another one where
//! it was, and with it goes the JSON that was rendered from it. Readers therefore keep what they
//! found after the lock is released.

mod deleted;
mod entity;
mod ids;
mod in_order;
mod index;
mod names;
mod saved;
mod table;

use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::{Order, Resource};

use crate::shape::Shapes;
use crate::store::entity::Common;
use crate::store::ids::IdSource;
use crate::store::names::Names;

pub(crate) use crate::store::deleted::Deleted;
pub(crate) use crate::store::entity::{Entity, Scope};
pub(crate) use crate::store::ids::Drawn;
pub(crate) use crate::store::index::{By, Position, Positions, Sorted, position};
pub(crate) use crate::store::saved::Saved;
pub(crate) use crate::store::table::Table;

/// The tables of all resources, at the resources' positions in the blueprint.
#[derive(Debug)]
pub(crate) struct Store {
    tables: Vec<Table>,
    /// For each resource, those that belong to it, with the part of their scope that names it.
    children: Vec<Vec<(usize, usize)>>,
}

impl Store {
    pub(crate) fn new(resources: &[Resource], seed: u64, views: &[usize], shapes: &Shapes) -> Self {
        let mut children = vec![Vec::new(); resources.len()];
        let mut tables = Vec::with_capacity(resources.len());
        for (position, resource) in resources.iter().enumerate() {
            let ids = IdSource::new(resource, position, seed, shapes);
            let mut table =
                Table::new(ids, Common { names: Names::new(resource), views: views[position] });
            for (part, scope) in resource.scope.iter().enumerate() {
                if let Some(owner) = scope.resource {
                    children[owner].push((position, part));
                    table.index_by(By::Scope(part), Order::Created);
                }
            }
            tables.push(table);
        }
        Self { tables, children }
    }

    pub(crate) fn table(&self, resource: usize) -> &Table {
        &self.tables[resource]
    }

    pub(crate) fn table_mut(&mut self, resource: usize) -> &mut Table {
        &mut self.tables[resource]
    }

    /// Finds an entity below these ids whose property has this value.
    pub(crate) fn find(
        &mut self,
        resource: usize,
        property: &str,
        value: &Value,
        scope: &[Option<&str>],
    ) -> Option<Arc<Entity>> {
        let (by, key) = (By::Property(property.to_owned()), key_of(value)?);
        let table = self.table_mut(resource);
        table.index_by(by.clone(), Order::Created);
        table.iter_where(&by, &key).find(|it| it.is_below(scope)).map(Arc::clone)
    }

    /// Removes an entity and, in turn, everything that belongs to it.
    pub(crate) fn remove(&mut self, resource: usize, entity: &Arc<Entity>) {
        let mut doomed = vec![(resource, Arc::clone(entity))];
        while let Some((resource, entity)) = doomed.pop() {
            self.tables[resource].remove(&entity);
            for (child, part) in &self.children[resource] {
                let owned = self.tables[*child].iter_where(&By::Scope(*part), &entity.id);
                // Another owner of the same id may be in another scope.
                let owned = owned.filter(|it| it.scope[..*part] == *entity.scope);
                doomed.extend(owned.map(|it| (*child, Arc::clone(it))));
            }
        }
    }
}

/// Returns the text by which a value is compared in ids, filters and indexes, so that the `7` of a
/// path finds the number 7. Lists, objects and `null` have none.
pub(crate) fn key_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether a value is equal to a text, or is a list with a member that is.
pub(crate) fn matches(value: &Value, key: &str) -> bool {
    match value {
        Value::String(text) => text == key,
        Value::Array(items) => items.iter().any(|it| key_of(it).as_deref() == Some(key)),
        other => key_of(other).as_deref() == Some(key),
    }
}
