//! Events: the payload that tells of a change.
//!
//! A payload shows the entity by the names of its properties, at the top or in the member that holds
//! most of them, and beside it what every event has: its name, its time, the id of the delivery, and
//! what the entity belongs to.

use jiff::Timestamp;
use serde_json::Value;
use twinspec_blueprint::{Action, Operation, Verb};

use crate::Map;
use crate::behaviour::{Emission, OperationId, ResourceId};
use crate::engine::Engine;
use crate::outline::{Outline, Types};
use crate::random::hashed;
use crate::store::Entity;
use crate::verbs::rfc3339_millis;
use crate::webhooks::{Commit, Subscriber};

/// How APIs call the name of an event, its time, and what tells deliveries apart.
const NAME: &[&str] = &["type", "event", "eventType", "event_type", "topic"];
const TIME: &[&str] = &[
    "timestamp",
    "sentAt",
    "sent_at",
    "occurredAt",
    "occurred_at",
    "created",
    "createdAt",
    "created_at",
];
const ID: &[&str] =
    &["webhookId", "webhook_id", "deliveryId", "delivery_id", "eventId", "event_id", "id"];

/// How deep in a payload an entity may stand.
const DEPTH: usize = 3;

impl Engine {
    /// Makes the payload of an event for one subscriber, with the id of the delivery; `None` if
    /// behaviour does not want it to be told.
    pub(crate) fn payload(
        &self,
        commit: &Commit,
        event: usize,
        (subscriber, id): (&Subscriber, &str),
    ) -> Option<Value> {
        let name = self.blueprint.webhooks.events[event].name.as_ref();
        let shape = &self.events[event];
        let outline = Outline::new(shape.schema(), &self.definitions);
        let nothing = Map::new();
        let entity = commit.entity().map_or(&nothing, |it| it.properties());
        let (_, path) = place(outline, entity, DEPTH);
        let mut payload = shown(outline, entity, &path);

        show_event(&mut payload, outline, (name, id), commit.now);
        self.show_owners(&mut payload, outline, commit);
        for (name, value) in subscriber.members() {
            if outline.has_property(name) {
                payload.insert(name.clone(), value.clone());
            }
        }
        let apps: Vec<&str> = self.admission.apps.iter().map(|it| it.id.as_str()).collect();
        let emission = Emission {
            event: name,
            operation: OperationId(commit.operation),
            resource: ResourceId(commit.resource),
            before: commit.before.as_ref().map(|it| it.properties()),
            after: commit.after.as_ref().map(|it| it.properties()),
            claims: &commit.claims,
            apps: &apps,
        };
        let hooks = &self.behaviour.emissions;
        let is_told = hooks.iter().all(|complete| complete(&emission, &mut payload));
        let payload = in_order(outline, payload).into();
        is_told.then(|| shape.conform(payload, hashed(self.seed, id)))
    }

    /// Whether a list of a resource's entities is a set, so that the order of its items means
    /// nothing: its schema says so, or some operation adds to it what it does not hold yet.
    pub(crate) fn is_set(&self, resource: usize, property: &str) -> bool {
        let adds = |operation: &Operation| match &operation.action {
            Action::On { resource: changed, verb: Verb::AddTo { property: list, .. }, .. } => {
                *changed == resource && list == property
            }
            _ => false,
        };
        let schema = self.shapes.shape(&self.blueprint.resources[resource].schema);
        let list = Outline::new(schema.schema(), &self.definitions).property(property);
        self.blueprint.operations.iter().any(adds)
            || list.keyword("uniqueItems") == Some(&Value::Bool(true))
    }

    /// Shows the ids of what the entity is below; and of its owners and the caller what an event
    /// must have and nothing else tells.
    fn show_owners(&self, payload: &mut Map, outline: Outline<'_>, commit: &Commit) {
        let own = commit.entity().map(|it| (commit.resource, &**it));
        let owners: Vec<(usize, &Entity)> =
            commit.owners.iter().rev().map(|(it, entity)| (*it, &**entity)).collect();
        for (resource, entity) in own.into_iter().chain(owners.iter().copied()) {
            let scope = &self.blueprint.resources[resource].scope;
            for (above, id) in scope.iter().zip(&entity.scope) {
                let property = above.property.as_ref();
                if outline.has_property(property) && !id.is_empty() {
                    payload.entry(property).or_insert_with(|| Value::from(&**id));
                }
            }
        }
        for (property, _) in outline.properties() {
            if outline.requires(property) && !payload.contains_key(property) {
                let known = owners.iter().find_map(|(_, it)| it.get(property));
                let known = known.or_else(|| commit.claims.get(property).cloned());
                payload.extend(known.map(|it| (property.to_owned(), it)));
            }
        }
    }
}

/// Shows what every event has, where the entity has nothing of that name.
fn show_event(payload: &mut Map, outline: Outline<'_>, (name, id): (&str, &str), now: Timestamp) {
    let names_it = |property: &str| {
        let values = outline.property(property).keyword("enum").and_then(Value::as_array);
        values.is_some_and(|it| it.iter().any(|it| it == name))
    };
    let known = |names: &[&'static str]| -> Vec<&'static str> {
        names.iter().copied().filter(|it| outline.has_property(it)).collect()
    };
    let named = known(NAME);
    let named = named
        .iter()
        .find(|it| names_it(it))
        .or_else(|| named.iter().find(|it| !payload.contains_key(**it)));
    if let Some(property) = named {
        payload.insert((*property).to_owned(), name.into());
    }
    let free =
        |payload: &Map, names| known(names).into_iter().find(|it| !payload.contains_key(*it));
    if let Some(property) = free(payload, TIME) {
        let is_number = outline.property(property).types().wants(Types::NUMBER);
        let text = || rfc3339_millis(now).into();
        let time = if is_number { now.as_second().into() } else { text() };
        payload.insert(property.to_owned(), time);
    }
    if let Some(property) = free(payload, ID) {
        payload.insert(property.to_owned(), id.into());
    }
}

/// Puts what the schema names in its order, and all else behind.
fn in_order(outline: Outline<'_>, mut payload: Map) -> Map {
    let known = outline.properties().into_iter();
    let mut ordered: Map = known.filter_map(|(name, _)| payload.shift_remove_entry(name)).collect();
    ordered.append(&mut payload);
    ordered
}

/// Finds where most of an entity's properties have a place: how many, and the way there.
fn place<'s>(outline: Outline<'s>, entity: &Map, depth: usize) -> (usize, Vec<&'s str>) {
    let known = outline.properties();
    let here = known.iter().filter(|(name, _)| entity.contains_key(*name)).count();
    let mut best = (here, Vec::new());
    if depth == 0 {
        return best;
    }
    for (name, schema) in known {
        let (count, below) = place(schema, entity, depth - 1);
        // What the entity itself has of that name is a part of it.
        if count > best.0 && !entity.contains_key(name) {
            best = (count, [vec![name], below].concat());
        }
    }
    best
}

/// Shows what a schema has of an entity, at the end of a way through its members.
fn shown(outline: Outline<'_>, entity: &Map, path: &[&str]) -> Map {
    if let [first, rest @ ..] = path {
        let below = shown(outline.property(first), entity, rest);
        return Map::from_iter([((*first).to_owned(), below.into())]);
    }
    let says_nothing = outline.properties().is_empty();
    let known = entity.iter().filter(|(name, _)| says_nothing || outline.has_property(name));
    known.map(|(name, value)| (name.clone(), value.clone())).collect()
}
