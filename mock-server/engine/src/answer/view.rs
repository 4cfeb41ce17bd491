//! Views: how an entity is shown.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use serde_json::Value;
use twinspec_blueprint::{Make, Resource, View};

use crate::Map;
use crate::answer::column::Columns;
use crate::answer::render::{Maker, write_json};
use crate::behaviour::{Behaviour, OperationId};
use crate::shape::{Shape, Shapes};
use crate::store::Entity;

type Show = Arc<dyn Fn(&mut Map) + Send + Sync>;

/// The views of all resources, while they are collected.
///
/// Operations that show an entity alike share a view, and with it the JSON that entities keep.
pub(crate) struct Views<'a> {
    resources: &'a [Resource],
    pub(super) shapes: &'a Shapes,
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
    pub(super) view: View,
    /// The properties that an open view leaves out, because the resource knows them.
    pub(super) known: Vec<String>,
    shows: Vec<Show>,
    /// What the shown entity must satisfy.
    pub(super) shape: Shape,
    /// The same property by property, if it can be said like that.
    pub(super) columns: OnceLock<Option<Columns>>,
}

impl<'a> Views<'a> {
    pub(crate) fn new(
        resources: &'a [Resource],
        shapes: &'a Shapes,
        behaviour: &'a Behaviour,
    ) -> Self {
        let counts = vec![0; resources.len()];
        Self { resources, shapes, behaviour, numbered: Vec::new(), counts }
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
            known: described.properties.iter().map(ToString::to_string).collect(),
            shows,
            shape: self.shapes.shape(&view.schema),
            columns: OnceLock::new(),
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
        let is_steady = self.write_columns(entity, maker, output).unwrap_or_else(|| {
            output.truncate(start);
            let (shown, is_steady) = self.shown(entity, maker);
            write_json(&shown, output);
            is_steady
        });
        if is_steady {
            entity.keep(self.position, &output[start..]);
        }
    }

    /// Returns how an entity is shown, if it always looks like this.
    pub(crate) fn steady(&self, entity: &Entity, maker: &dyn Maker) -> Option<Vec<u8>> {
        let mut output = Vec::new();
        self.write(entity, maker, &mut output);
        entity.kept(self.position).is_some().then_some(output)
    }

    /// Returns an entity as the view shows it, and whether it always looks like this.
    pub(crate) fn shown(&self, entity: &Entity, maker: &dyn Maker) -> (Value, bool) {
        let seed = maker.seed_of(entity);
        if entity.is_given {
            return (self.shape.sample_with(entity.properties(), seed), true);
        }
        let properties = self.changed(entity);
        let (mut picked, is_steady) = self.pick(&properties, maker);
        if let Some(id) = &self.view.id {
            picked.entry(id.as_ref()).or_insert_with(|| Value::from(&*entity.id));
        }
        let picked = Value::Object(picked);
        if self.shape.is_valid(&picked) {
            return (picked, is_steady);
        }
        (self.shape.conform(picked, seed), is_steady)
    }

    /// Returns the properties of an entity as behaviour shows them.
    pub(super) fn changed<'e>(&self, entity: &'e Entity) -> Cow<'e, Map> {
        if self.shows.is_empty() {
            return Cow::Borrowed(entity.properties());
        }
        let mut properties = entity.copy();
        self.shows.iter().for_each(|show| show(&mut properties));
        Cow::Owned(properties)
    }

    /// Makes an entity as the view shows it, of what is known of it.
    pub(crate) fn sample(&self, known: &Map, seed: u64) -> Value {
        self.shape.sample_with(known, seed)
    }

    /// Whether the view may show an entity like this.
    pub(crate) fn is_valid(&self, shown: &Value) -> bool {
        self.shape.is_valid(shown)
    }

    /// Picks the properties of the view; tells whether the same entity always gives the same.
    fn pick(&self, properties: &Map, maker: &dyn Maker) -> (Map, bool) {
        let mut is_steady = true;
        let mut picked = Map::with_capacity(self.view.properties.len());
        for property in self.view.properties.iter() {
            let value = properties.get(property.name.as_ref());
            let value = value.filter(|value| property.nullable || !value.is_null());
            let value = match (value, &property.unset) {
                (Some(value), _) => value.clone(),
                (None, Some(make)) => {
                    is_steady &= !matches!(make, Make::Uuid | Make::Now);
                    maker.make(make)
                }
                (None, None) => continue,
            };
            picked.insert(property.name.to_string(), value);
        }
        if self.view.open {
            let is_named = |name: &String| {
                self.known.contains(name) || self.view.properties.iter().any(|it| it.name == *name)
            };
            let others = properties.iter().filter(|(name, _)| !is_named(name));
            picked.extend(others.map(|(name, value)| (name.clone(), value.clone())));
        }
        (picked, is_steady)
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
