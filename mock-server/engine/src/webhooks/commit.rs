//! Commits: what was written, and whether that causes an event.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use twinspec_blueprint::{Blueprint, Emit};

use crate::Map;
use crate::engine::Engine;
use crate::store::Entity;
use crate::verbs::Call;

/// One entity that was made, changed or deleted.
pub(crate) struct Commit {
    pub(super) blueprint: Arc<Blueprint>,
    pub(crate) operation: usize,
    pub(crate) resource: usize,
    /// As it was; `None` if it was made.
    pub(crate) before: Option<Arc<Entity>>,
    /// As it is; `None` if it was deleted.
    pub(crate) after: Option<Arc<Entity>>,
    /// What it belongs to, outermost first.
    pub(crate) owners: Vec<(usize, Arc<Entity>)>,
    /// What is known of the caller.
    pub(crate) claims: Map,
    pub(crate) now: Timestamp,
}

impl Commit {
    /// Makes one of a resource's entity as it was and as it is; `None` if its operation causes no
    /// event.
    pub(crate) fn new(
        engine: &Engine,
        call: &Call<'_>,
        resource: usize,
        owners: &[(usize, Arc<Entity>)],
        (before, after): (Option<Arc<Entity>>, Option<Arc<Entity>>),
    ) -> Option<Self> {
        let mut emits = engine.blueprint.webhooks.emits.iter();
        emits.any(|it| it.operation == call.operation).then(|| Self {
            blueprint: Arc::clone(&engine.blueprint),
            operation: call.operation,
            resource,
            before,
            after,
            owners: owners.to_vec(),
            claims: call.claims.clone(),
            now: call.now,
        })
    }

    /// Whether the change is one that causes an event.
    pub(super) fn causes(&self, engine: &Engine, emit: &Emit) -> bool {
        if emit.operation != self.operation {
            return false;
        }
        let before = |property: &str| value(self.before.as_ref(), property);
        let after = |property: &str| value(self.after.as_ref(), property);
        let is_changed = |property: &str| {
            let (before, after) = (before(property), after(property));
            let is_same =
                || holds_the_same(before, after) && engine.is_set(self.resource, property);
            before != after && !is_same()
        };
        let became = |property: &str, json: &str| {
            let wanted: Value = serde_json::from_str(json).unwrap_or_default();
            let wanted = something(&wanted);
            after(property) == wanted && before(property) != wanted
        };
        (emit.changed.is_empty() || emit.changed.iter().any(|it| is_changed(it)))
            && emit.becomes.iter().all(|(property, json)| became(property, json))
    }

    /// Returns the entity as it is, or as it last was.
    pub(crate) fn entity(&self) -> Option<&Arc<Entity>> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// Whether two lists hold the same items, in whatever order.
fn holds_the_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    let (Some(Value::Array(one)), Some(Value::Array(other))) = (one, other) else { return false };
    one.iter().all(|it| other.contains(it)) && other.iter().all(|it| one.contains(it))
}

fn value<'e>(entity: Option<&'e Arc<Entity>>, property: &str) -> Option<&'e Value> {
    entity?.properties().get(property).and_then(something)
}

/// To whoever asks whether something changed, `null` and a list of nothing are as good as absent.
fn something(value: &Value) -> Option<&Value> {
    let is_nothing = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    (!is_nothing).then_some(value)
}
