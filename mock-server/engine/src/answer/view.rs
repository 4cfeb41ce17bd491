//! Views: how an entity is shown.

use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::{Make, Resource, View};

use crate::Map;
use crate::answer::key;
use crate::answer::render::{Maker, write_json};
use crate::behaviour::{Behaviour, OperationId};
use crate::store::Entity;

type Show = Arc<dyn Fn(&mut Map) + Send + Sync>;

/// The views of all resources, while they are collected.
///
/// Operations that show an entity alike share a view, and with it the JSON that entities keep.
pub(crate) struct Views<'a> {
    resources: &'a [Resource],
    behaviour: &'a Behaviour,
    numbered: Vec<NumberedView>,
    /// How many views each resource has.
    counts: Vec<usize>,
}

/// A view with its place among those of its resource.
pub(crate) struct NumberedView {
    resource: usize,
    /// Which of an entity's kept texts is this view's.
    position: usize,
    view: View,
    keys: Vec<Vec<u8>>,
    /// The properties that an open view leaves out, because the resource knows them.
    known: Vec<String>,
    shows: Vec<Show>,
}

impl<'a> Views<'a> {
    pub(crate) fn new(resources: &'a [Resource], behaviour: &'a Behaviour) -> Self {
        let counts = vec![0; resources.len()];
        Self { resources, behaviour, numbered: Vec::new(), counts }
    }

    /// Returns the number of a view.
    pub(super) fn number(&mut self, view: &View, resource: usize, operation: usize) -> usize {
        let hooks = self.behaviour.views.iter().filter(|(it, _)| *it == OperationId(operation));
        let shows: Vec<Show> = hooks.map(|(_, show)| Arc::clone(show)).collect();
        let alike = self.numbered.iter().position(|it| {
            it.resource == resource
                && it.shows.len() == shows.len()
                && it.shows.iter().zip(&shows).all(|(left, right)| Arc::ptr_eq(left, right))
                && it.view == *view
        });
        if let Some(number) = alike {
            return number;
        }
        let described = &self.resources[resource];
        self.numbered.push(NumberedView {
            resource,
            position: self.counts[resource],
            keys: view.properties.iter().map(|it| key(&it.name)).collect(),
            known: described.properties.iter().map(ToString::to_string).collect(),
            shows,
            view: view.clone(),
        });
        self.counts[resource] += 1;
        self.numbered.len() - 1
    }

    pub(crate) fn finish(self) -> (Vec<NumberedView>, Vec<usize>) {
        (self.numbered, self.counts)
    }
}

impl NumberedView {
    /// Writes an entity; what was written before is copied.
    pub(super) fn write(&self, entity: &Entity, maker: &dyn Maker, output: &mut Vec<u8>) {
        if let Some(kept) = entity.kept(self.position) {
            output.extend_from_slice(kept);
            return;
        }
        let start = output.len();
        if self.render(&entity.properties, maker, output) {
            entity.keep(self.position, &output[start..]);
        }
    }

    /// Writes the properties; returns whether the same entity always looks like this.
    fn render(&self, properties: &Map, maker: &dyn Maker, output: &mut Vec<u8>) -> bool {
        let mut steady = true;
        let shown;
        let properties = if self.shows.is_empty() {
            properties
        } else {
            let mut changed = properties.clone();
            self.shows.iter().for_each(|show| show(&mut changed));
            shown = changed;
            &shown
        };

        output.push(b'{');
        let start = output.len();
        for (property, key) in self.view.properties.iter().zip(&self.keys) {
            let value = properties.get(property.name.as_ref());
            let value = value.filter(|value| property.nullable || !value.is_null());
            if value.is_none() && property.unset.is_none() {
                continue;
            }
            separate(output, start);
            output.extend_from_slice(key);
            match (value, &property.unset) {
                (Some(value), _) => write_json(value, output),
                (None, Some(make)) => {
                    steady &= !matches!(make, Make::Uuid | Make::Now);
                    maker.make(make, output);
                }
                (None, None) => write_json(&Value::Null, output),
            }
        }
        if self.view.open {
            let unnamed = |name: &&String| {
                !self.known.contains(name)
                    && !self.view.properties.iter().any(|it| it.name == **name)
            };
            for (name, value) in properties.iter().filter(|(name, _)| unnamed(name)) {
                separate(output, start);
                output.extend_from_slice(&key(name));
                write_json(value, output);
            }
        }
        output.push(b'}');
        steady
    }
}

impl std::fmt::Debug for NumberedView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NumberedView").field("view", &self.view).finish_non_exhaustive()
    }
}

/// Puts a comma before every property but the first.
pub(super) fn separate(output: &mut Vec<u8>, start: usize) {
    if output.len() > start {
        output.push(b',');
    }
}
