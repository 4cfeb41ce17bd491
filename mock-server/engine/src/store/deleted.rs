//! Entities that were deleted and may still come back.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::store::entity::{Entity, Scope};
use crate::store::table::Table;

/// An entity that was deleted.
#[derive(Clone, Debug)]
pub(crate) struct Deleted {
    pub(crate) entity: Arc<Entity>,
    /// Until when it may come back, in milliseconds since 1970.
    pub(crate) until: i64,
}

impl Table {
    /// Keeps an entity that is removed for that long.
    pub(crate) fn keep(&mut self, entity: &Arc<Entity>, now: Timestamp, time: SignedDuration) {
        forget(&mut self.deleted, now);
        let until = now.checked_add(time).unwrap_or(Timestamp::MAX).as_millisecond();
        self.deleted.push_back(Deleted { entity: Arc::clone(entity), until });
    }

    /// Finds the entity of this id that was deleted last, if it may come back.
    pub(crate) fn deleted(&mut self, id: &str, now: Timestamp) -> Option<Arc<Entity>> {
        forget(&mut self.deleted, now);
        let found = self.deleted.iter().rev().find(|it| *it.entity.id == *id)?;
        Some(Arc::clone(&found.entity))
    }

    /// Puts an entity back, as the newest: nobody knows any more what stood beside it.
    pub(crate) fn put_back(&mut self, entity: &Entity) {
        let key: (Box<str>, Scope) = (entity.id.clone(), entity.scope.clone());
        self.deleted.retain(|it| it.entity.id != key.0 || it.entity.scope != key.1);
        self.gone.remove(&key);
        if !entity.is_given {
            self.put(&entity.id, key.1, entity.created, entity.to_properties());
        }
    }
}

/// Forgets what does not come back any more. All are kept for the same time, the first ends first.
fn forget(deleted: &mut VecDeque<Deleted>, now: Timestamp) {
    let now = now.as_millisecond();
    while deleted.front().is_some_and(|it| it.until <= now) {
        deleted.pop_front();
    }
}
