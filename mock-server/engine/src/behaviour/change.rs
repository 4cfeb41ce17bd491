//! What a function before a write gets to see and change.

use std::cell::RefCell;
use std::fmt;

use jiff::Timestamp;
use serde_json::Value;
use twinspec_blueprint::Order;

use crate::Map;
use crate::behaviour::{OperationId, ResourceId};
use crate::store::{By, Store, key_of, matches};

/// An entity that is about to be stored.
pub struct Change<'a> {
    /// The operation that writes; `None` for an entity of a data file.
    pub operation: Option<OperationId>,
    /// The entity as it is stored now; `None` if it is new.
    pub before: Option<&'a Map>,
    /// The entity as it will be stored, with the input merged into it and id and stamps set.
    pub entity: &'a mut Map,
    /// The request's body, or the entity as it stands in a data file.
    pub input: &'a Map,
    /// The time of the write.
    pub now: Timestamp,
    /// What is known of the caller; empty if nothing is.
    pub claims: &'a Map,
    pub(crate) resource: usize,
    pub(crate) id: &'a str,
    pub(crate) store: RefCell<&'a mut Store>,
}

impl Change<'_> {
    /// Finds another entity whose properties have all these values (or are lists that hold them).
    ///
    /// The first property is indexed, so a look-up costs the same however many entities there are.
    #[must_use]
    pub fn find(
        &self,
        resource: impl Into<ResourceId>,
        conditions: &[(&str, &Value)],
    ) -> Option<Map> {
        let ResourceId(resource) = resource.into();
        let (property, value) = conditions.first()?;
        let key = key_of(value)?;

        let mut store = self.store.borrow_mut();
        let table = store.table_mut(resource);
        let by = By::Property((*property).to_owned());
        table.index_by(by.clone(), Order::Created);
        let found = table.iter_where(&by, &key).find(|entity| {
            let itself = resource == self.resource && *entity.id == *self.id;
            !itself && conditions[1..].iter().all(|it| holds(entity.properties(), it))
        });
        found.map(|entity| entity.properties().clone())
    }

    /// Returns an entity by its id.
    #[must_use]
    pub fn get(&self, resource: impl Into<ResourceId>, id: &str) -> Option<Map> {
        let store = self.store.borrow();
        store.table(resource.into().0).get(id, &[]).map(|entity| entity.properties().clone())
    }
}

fn holds(entity: &Map, (property, value): &(&str, &Value)) -> bool {
    match (entity.get(*property), key_of(value)) {
        (Some(stored), Some(key)) => matches(stored, &key),
        (stored, None) => stored == Some(value),
        (None, Some(_)) => false,
    }
}

impl fmt::Debug for Change<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Change")
            .field("operation", &self.operation)
            .field("before", &self.before)
            .field("entity", &self.entity)
            .field("input", &self.input)
            .finish_non_exhaustive()
    }
}
