//! What a table holds, apart from how it finds it.

use std::sync::Arc;

use crate::store::deleted::Deleted;
use crate::store::entity::{Entity, Scope};
use crate::store::ids::Drawn;
use crate::store::table::Table;

/// All that it takes to make a table what it was. Its entities are shared with the table, so that
/// it costs next to nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Saved {
    /// In the order of creation.
    pub(crate) entities: Vec<Arc<Entity>>,
    /// How many were ever stored.
    pub(crate) made: u64,
    pub(crate) drawn: Drawn,
    /// Ids and scopes of what was deleted, in their order.
    pub(crate) gone: Vec<(Box<str>, Scope)>,
    /// What may come back, in the order in which it was deleted.
    pub(crate) deleted: Vec<Deleted>,
}

impl Table {
    pub(crate) fn save(&self) -> Saved {
        let mut gone: Vec<(Box<str>, Scope)> = self.gone.iter().cloned().collect();
        gone.sort_unstable();
        Saved {
            entities: self.iter().map(Arc::clone).collect(),
            made: self.next_sequence,
            drawn: self.ids.drawn(),
            gone,
            deleted: self.deleted.iter().cloned().collect(),
        }
    }

    /// Fills an empty table.
    pub(crate) fn restore(&mut self, saved: &Saved) {
        for entity in &saved.entities {
            let scope = entity.scope.clone();
            self.put(&entity.id, scope, entity.created, entity.to_properties());
        }
        self.next_sequence = self.next_sequence.max(saved.made);
        self.ids.go_on(saved.drawn);
        self.gone = saved.gone.iter().cloned().collect();
        self.deleted = saved.deleted.iter().cloned().collect();
    }
}
