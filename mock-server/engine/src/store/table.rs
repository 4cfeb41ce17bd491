//! The entities of one resource.

use std::collections::{HashSet, VecDeque};
use std::hash::BuildHasher as _;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};
use serde_json::Value;
use twinspec_blueprint::Order;

use crate::Map;
use crate::store::deleted::Deleted;
use crate::store::entity::{Common, Entity, Scope};
use crate::store::ids::IdSource;
use crate::store::in_order::InOrder;
use crate::store::index::{By, Index, Positions};

/// The entities of one resource, by id and in the order of creation.
#[derive(Debug)]
pub(crate) struct Table {
    by_id: ById,
    in_order: InOrder,
    indexes: Vec<Index>,
    pub(super) next_sequence: u64,
    pub(super) ids: IdSource,
    common: Arc<Common>,
    /// Given entities that were deleted.
    pub(super) gone: HashSet<(Box<str>, Scope)>,
    /// What was deleted and may come back, the oldest first.
    pub(super) deleted: VecDeque<Deleted>,
}

/// Entities by their ids. Each is found by the text that it has itself: a copy as the key would be
/// the largest part of a table. Those of different scopes may have the same id.
#[derive(Debug, Default)]
struct ById {
    entities: HashTable<Arc<Entity>>,
    hasher: DefaultHashBuilder,
}

impl ById {
    fn get<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Arc<Entity>> {
        self.entities.iter_hash(self.hasher.hash_one(id)).filter(move |it| *it.id == *id)
    }

    fn insert(&mut self, entity: Arc<Entity>) {
        let Self { entities, hasher } = self;
        let hash = |it: &Arc<Entity>| hasher.hash_one(&*it.id);
        entities.insert_unique(hash(&entity), entity, hash);
    }

    fn take(&mut self, id: &str, scope: &Scope) -> Option<Arc<Entity>> {
        let hash = self.hasher.hash_one(id);
        let entry = self.entities.find_entry(hash, |it| *it.id == *id && it.scope == *scope);
        Some(entry.ok()?.remove().0)
    }
}

impl Table {
    pub(super) fn new(ids: IdSource, common: Common) -> Self {
        Self {
            by_id: ById::default(),
            in_order: InOrder::default(),
            indexes: Vec::new(),
            next_sequence: 0,
            ids,
            common: Arc::new(common),
            gone: HashSet::new(),
            deleted: VecDeque::new(),
        }
    }

    /// Returns the entity with this id below these ids.
    pub(crate) fn get(&self, id: &str, scope: &[Option<&str>]) -> Option<&Arc<Entity>> {
        // Of several the oldest one, so that nothing depends on how they are kept.
        self.by_id.get(id).filter(|it| it.is_below(scope)).min_by_key(|it| it.sequence)
    }

    /// Returns the entity below these ids that was made last.
    pub(crate) fn latest(&self, scope: &[Option<&str>]) -> Option<&Arc<Entity>> {
        self.in_order.iter().rev().find(|it| it.is_below(scope))
    }

    /// Whether nothing was ever stored or removed.
    pub(crate) fn is_untouched(&self) -> bool {
        self.next_sequence == 0 && self.gone.is_empty()
    }

    /// Makes an id that no entity has.
    pub(crate) fn make_id(&mut self) -> Value {
        let Self { ids, by_id, .. } = self;
        ids.make(|id| by_id.get(id).next().is_some())
    }

    /// Makes an entity that is there because it was asked for, unless it was deleted.
    pub(crate) fn given(&self, id: &str, scope: Scope, properties: &Map) -> Option<Arc<Entity>> {
        let key = (Box::from(id), scope);
        if self.gone.contains(&key) {
            return None;
        }
        Some(Arc::new(Entity::given((id, key.1), (&self.common, properties))))
    }

    /// Stores an entity in the place of the one that has its id and scope, or as the newest. What is
    /// returned has its properties at hand.
    pub(crate) fn put(
        &mut self,
        id: &str,
        scope: Scope,
        created: i64,
        properties: Map,
    ) -> Arc<Entity> {
        let before = self.take(id, &scope);
        let sequence = before.map_or(self.next_sequence, |it| it.sequence);
        self.next_sequence = self.next_sequence.max(sequence + 1);

        let packed = (&self.common, &properties);
        let entity = Entity::new((id, scope), sequence, created, packed);
        let entity = Arc::new(entity);
        for index in &mut self.indexes {
            index.add(&entity, &properties);
        }
        self.in_order.insert(sequence, Arc::clone(&entity));
        self.by_id.insert(Arc::clone(&entity));
        Arc::new(entity.at_hand(properties))
    }

    /// Removes an entity for good.
    pub(crate) fn remove(&mut self, entity: &Entity) {
        let was_there = entity.is_given || self.take(&entity.id, &entity.scope).is_some();
        // What there is one of begins anew.
        if was_there && !entity.id.is_empty() {
            self.gone.insert((entity.id.clone(), entity.scope.clone()));
        }
    }

    fn take(&mut self, id: &str, scope: &Scope) -> Option<Arc<Entity>> {
        let entity = self.by_id.take(id, scope)?;
        self.in_order.remove(entity.sequence);
        if !self.indexes.is_empty() {
            let indexes = &mut self.indexes;
            entity.look(|it| indexes.iter_mut().for_each(|index| index.remove(&entity, it)));
        }
        Some(entity)
    }

    /// Returns all entities in the order of creation.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Entity>> {
        self.in_order.iter()
    }

    /// Returns the entity that was created at this place in the order.
    pub(crate) fn at(&self, sequence: u64) -> Option<&Arc<Entity>> {
        self.in_order.get(sequence)
    }

    pub(crate) fn index(&self, by: &By, order: &Order) -> Option<&Index> {
        self.indexes.iter().find(|it| it.by == *by && same_values(&it.order, order))
    }

    /// Makes look-ups of this kind independent of the number of entities.
    pub(crate) fn index_by(&mut self, by: By, order: Order) {
        if self.index(&by, &order).is_some() {
            return;
        }
        let mut index = Index::new(by, order);
        for entity in self.in_order.iter() {
            entity.look(|properties| index.add(entity, properties));
        }
        self.indexes.push(index);
    }

    /// Returns the entities that an index has under a key, in the order of creation.
    pub(crate) fn iter_where<'a>(
        &'a self,
        by: &By,
        key: &str,
    ) -> Box<dyn Iterator<Item = &'a Arc<Entity>> + 'a> {
        let found = self.index(by, &Order::Created).and_then(|it| it.get(key));
        let found = found.into_iter().flat_map(Positions::iter);
        Box::new(found.filter_map(|it| self.in_order.get(it.sequence)))
    }
}

/// Whether two orders need the same index: one is read from its end.
fn same_values(one: &Order, other: &Order) -> bool {
    fn property(order: &Order) -> Option<&str> {
        match order {
            Order::Created => None,
            Order::Ascending(property) | Order::Descending(property) => Some(property),
        }
    }
    property(one) == property(other)
}
