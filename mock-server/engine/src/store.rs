//! The store: what the mock remembers.
//!
//! Each resource has a table. An entity is never changed in place: a write puts another one where
//! it was, and with it goes the JSON that was rendered from it. Readers therefore keep what they
//! found after the lock is released.

mod entity;
mod ids;
mod table;

use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::Resource;

pub(crate) use crate::store::entity::Entity;
pub(crate) use crate::store::table::Table;

/// The tables of all resources, at the resources' positions in the blueprint.
#[derive(Debug)]
pub(crate) struct Store {
    tables: Vec<Table>,
    /// For each resource, those that belong to it, with the property that holds the owner's id.
    children: Vec<Vec<(usize, String)>>,
}

impl Store {
    pub(crate) fn new(resources: &[Resource], seed: u64, views: &[usize]) -> Self {
        let mut children = vec![Vec::new(); resources.len()];
        let mut tables = Vec::with_capacity(resources.len());
        for (position, resource) in resources.iter().enumerate() {
            let mut table = Table::new(resource, position, seed, views[position]);
            if let Some(parent) = &resource.parent {
                children[parent.resource].push((position, parent.property.to_string()));
                table.index_by(&parent.property);
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

    /// Removes an entity and, in turn, everything that belongs to it.
    pub(crate) fn remove(&mut self, resource: usize, id: &str) -> Option<Arc<Entity>> {
        let removed = self.tables[resource].remove(id)?;
        let mut owners = vec![(resource, removed.id.clone())];
        while let Some((resource, id)) = owners.pop() {
            for (child, property) in &self.children[resource] {
                let table = &mut self.tables[*child];
                for owned in table.ids_where(property, &id) {
                    table.remove(&owned);
                    owners.push((*child, owned));
                }
            }
        }
        Some(removed)
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
