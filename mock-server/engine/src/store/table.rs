//! The entities of one resource.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::Resource;

use crate::Map;
use crate::store::entity::Entity;
use crate::store::ids::IdSource;
use crate::store::{key_of, matches};

/// The entities of one resource, by id and in the order of creation.
#[derive(Debug)]
pub(crate) struct Table {
    by_id: HashMap<String, Arc<Entity>>,
    in_order: BTreeMap<u64, Arc<Entity>>,
    indexes: Vec<Index>,
    next_sequence: u64,
    ids: IdSource,
    views: usize,
}

/// Which entities have a property with a value.
#[derive(Debug)]
struct Index {
    property: String,
    sequences: HashMap<String, BTreeSet<u64>>,
}

impl Table {
    pub(crate) fn new(resource: &Resource, position: usize, seed: u64, views: usize) -> Self {
        Self {
            by_id: HashMap::new(),
            in_order: BTreeMap::new(),
            indexes: Vec::new(),
            next_sequence: 0,
            // Stream 0 is for what answers make up.
            ids: IdSource::new(&resource.id_shape, seed, position as u64 + 1),
            views,
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Arc<Entity>> {
        self.by_id.get(id)
    }

    pub(crate) fn make_id(&mut self) -> Value {
        let Self { ids, by_id, .. } = self;
        ids.make(|id| by_id.contains_key(id))
    }

    /// Stores an entity in the place of the one that has its id, or as the newest.
    pub(crate) fn put(&mut self, id: String, created: i64, properties: Map) -> Arc<Entity> {
        let before = self.remove(&id);
        let sequence = before.map_or(self.next_sequence, |it| it.sequence);
        self.next_sequence = self.next_sequence.max(sequence + 1);

        let entity = Arc::new(Entity::new(id, sequence, created, properties, self.views));
        for index in &mut self.indexes {
            index.add(&entity);
        }
        self.in_order.insert(sequence, Arc::clone(&entity));
        self.by_id.insert(entity.id.clone(), Arc::clone(&entity));
        entity
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Arc<Entity>> {
        let entity = self.by_id.remove(id)?;
        self.in_order.remove(&entity.sequence);
        for index in &mut self.indexes {
            index.remove(&entity);
        }
        Some(entity)
    }

    /// Returns all entities in the order of creation.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Entity>> {
        self.in_order.values()
    }

    /// Returns the entities whose property has this value, in the order of creation.
    pub(crate) fn iter_where<'a, 'store: 'a>(
        &'store self,
        property: &'a str,
        key: &'a str,
    ) -> Box<dyn Iterator<Item = &'store Arc<Entity>> + 'a> {
        match self.indexes.iter().find(|it| it.property == property) {
            Some(index) => Box::new(
                index.sequences.get(key).into_iter().flatten().map(|it| &self.in_order[it]),
            ),
            None => Box::new(self.iter().filter(move |entity| {
                entity.properties.get(property).is_some_and(|value| matches(value, key))
            })),
        }
    }

    pub(crate) fn ids_where(&self, property: &str, key: &str) -> Vec<String> {
        self.iter_where(property, key).map(|entity| entity.id.clone()).collect()
    }

    /// Makes look-ups by this property independent of the number of entities.
    pub(crate) fn index_by(&mut self, property: &str) {
        if self.indexes.iter().any(|it| it.property == property) {
            return;
        }
        let mut index = Index { property: property.to_owned(), sequences: HashMap::new() };
        for entity in self.in_order.values() {
            index.add(entity);
        }
        self.indexes.push(index);
    }
}

impl Index {
    fn add(&mut self, entity: &Entity) {
        for key in self.keys(entity) {
            self.sequences.entry(key).or_default().insert(entity.sequence);
        }
    }

    fn remove(&mut self, entity: &Entity) {
        for key in self.keys(entity) {
            if let Some(sequences) = self.sequences.get_mut(&key) {
                sequences.remove(&entity.sequence);
                if sequences.is_empty() {
                    self.sequences.remove(&key);
                }
            }
        }
    }

    fn keys(&self, entity: &Entity) -> Vec<String> {
        match entity.properties.get(&self.property) {
            Some(Value::Array(items)) => items.iter().filter_map(key_of).collect(),
            Some(value) => key_of(value).into_iter().collect(),
            None => Vec::new(),
        }
    }
}
