//! Reading a state: all of it, or everything that is wrong with it.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::Resource;

use crate::Map;
use crate::data::unknown_key;
use crate::engine::Engine;
use crate::error::Problem;
use crate::state::issued::{self, ISSUED};
use crate::state::{EXACT, State};
use crate::store::{Deleted, Drawn, Entity, Saved, Scope, key_of};
use crate::verbs::{created_of, key_in};

/// Whether a text that was read is a state, and not a data file.
pub(crate) fn is_exact(json: &Value) -> bool {
    json.get(EXACT).is_some()
}

impl State {
    /// Reads what [`to_json`](State::to_json) wrote.
    pub(crate) fn from_json(engine: &Engine, json: &Value) -> Result<Self, Vec<Problem>> {
        let resources = &engine.blueprint.resources;
        let mut reader = Reader { now: engine.now().as_millisecond(), problems: Vec::new() };
        let file = reader.object("the state", json);
        let unknown = file.keys().filter(|it| *it != EXACT);
        let unknown: Vec<_> = unknown.filter_map(|it| unknown_key(resources, it)).collect();
        reader.problems.extend(unknown.into_iter().map(Problem::new));
        let exact = reader.object(EXACT, file.get(EXACT).unwrap_or(&Value::Null));
        reader.members(EXACT, &exact, &["drawn", "resources", ISSUED]);
        let drawn = reader.number(EXACT, &exact, "drawn").unwrap_or_default();
        let books = exact.get("resources").cloned().unwrap_or_else(|| Map::new().into());
        let books = reader.object(&format!("{EXACT}.resources"), &books);
        for name in books.keys().filter(|name| resources.iter().all(|it| it.plural != **name)) {
            reader.problem(&format!("{EXACT}.resources"), &format!("there is no `{name}`"));
        }
        let tables = resources.iter().map(|resource| {
            let plural = resource.plural.as_ref();
            let mut saved = reader.bookkeeping(resource, books.get(plural));
            saved.entities = reader.entities(resource, file.get(plural));
            saved
        });
        let tables = tables.collect();
        let issued = issued::read(&mut reader, engine, (&file, &exact));
        if reader.problems.is_empty() {
            Ok(Self { tables, drawn, issued })
        } else {
            Err(reader.problems)
        }
    }
}

pub(super) struct Reader {
    now: i64,
    problems: Vec<Problem>,
}

impl Reader {
    pub(super) fn problem(&mut self, place: &str, message: &str) {
        self.problems.push(Problem::new(format!("{place}: {message}")));
    }

    pub(super) fn object(&mut self, place: &str, value: &Value) -> Map {
        if !value.is_object() {
            self.problem(place, "must be an object");
        }
        value.as_object().cloned().unwrap_or_default()
    }

    pub(super) fn list<'v>(&mut self, place: &str, value: Option<&'v Value>) -> &'v [Value] {
        let Some(value) = value else { return &[] };
        let items = value.as_array();
        if items.is_none() {
            self.problem(place, "must be a list");
        }
        items.map_or(&[], Vec::as_slice)
    }

    pub(super) fn number(&mut self, place: &str, object: &Map, name: &str) -> Option<u64> {
        let value = object.get(name)?;
        if value.as_u64().is_none() {
            self.problem(&format!("{place}.{name}"), "must be a number from 0");
        }
        value.as_u64()
    }

    pub(super) fn members(&mut self, place: &str, object: &Map, known: &[&str]) {
        for name in object.keys().filter(|it| !known.contains(&it.as_str())) {
            self.problem(place, &format!("has no `{name}`, use `{}`", known.join("`, `")));
        }
    }

    fn bookkeeping(&mut self, resource: &Resource, books: Option<&Value>) -> Saved {
        let Some(books) = books else { return Saved::default() };
        let place = format!("{EXACT}.resources.{}", resource.plural);
        let books = self.object(&place, books);
        self.members(&place, &books, &["made", "drawn", "next", "gone", "deleted"]);
        let place_of_gone = format!("{place}.gone");
        let gone = self.list(&place_of_gone, books.get("gone")).iter().filter_map(|it| {
            let it = self.object(&place_of_gone, it);
            let id = it.get("id").and_then(Value::as_str);
            let scope = self.scope(&place_of_gone, resource, it.get("scope"));
            if id.is_none() {
                self.problem(&place_of_gone, "each needs its `id`");
            }
            Some((id?.into(), scope?))
        });
        let gone = gone.collect();
        let deleted = self.deleted(&format!("{place}.deleted"), resource, books.get("deleted"));
        Saved {
            entities: Vec::new(),
            made: self.number(&place, &books, "made").unwrap_or_default(),
            drawn: Drawn {
                random: self.number(&place, &books, "drawn").unwrap_or_default(),
                next: self.number(&place, &books, "next"),
            },
            gone,
            deleted,
        }
    }

    fn deleted(&mut self, place: &str, resource: &Resource, list: Option<&Value>) -> Vec<Deleted> {
        let deleted = self.list(place, list).iter().filter_map(|it| {
            let it = self.object(place, it);
            let until = it.get("until").and_then(Value::as_i64);
            if until.is_none() {
                self.problem(&format!("{place}.until"), "must be a whole number");
            }
            let entity = it.get("entity").unwrap_or(&Value::Null);
            let entity = self.entity(&format!("{place}.entity"), resource, entity);
            Some(Deleted { entity: Arc::new(entity?), until: until? })
        });
        deleted.collect()
    }

    fn scope(&mut self, place: &str, resource: &Resource, value: Option<&Value>) -> Option<Scope> {
        let parts = value.and_then(Value::as_array);
        let parts = parts.filter(|it| it.len() == resource.scope.len());
        let parts = parts.and_then(|it| it.iter().map(|it| it.as_str().map(Into::into)).collect());
        if parts.is_none() {
            let count = resource.scope.len();
            self.problem(&format!("{place}.scope"), &format!("must be a list of {count} texts"));
        }
        parts
    }

    fn entities(&mut self, resource: &Resource, value: Option<&Value>) -> Vec<Arc<Entity>> {
        let mut seen = HashSet::new();
        let mut entities = Vec::new();
        for (number, item) in self.list(&resource.plural, value).iter().enumerate() {
            let place = format!("{}[{number}]", resource.plural);
            let Some(entity) = self.entity(&place, resource, item) else { continue };
            if seen.insert((entity.id.clone(), entity.scope.clone())) {
                entities.push(Arc::new(entity));
            } else {
                let message = format!("the id `{}` is taken, give each its own", entity.id);
                self.problem(&place, &message);
            }
        }
        entities
    }

    fn entity(&mut self, place: &str, resource: &Resource, item: &Value) -> Option<Entity> {
        let mut properties = self.object(place, item);
        let exact = properties.shift_remove(EXACT).unwrap_or_else(|| Map::new().into());
        let place_of_exact = format!("{place}.{EXACT}");
        let exact = self.object(&place_of_exact, &exact);
        self.members(&place_of_exact, &exact, &["id", "scope", "created"]);

        let id = match exact.get("id") {
            Some(id) => id.as_str().map(str::to_owned),
            None => key_in(resource, &properties),
        };
        let scope = match exact.get("scope") {
            scope @ Some(_) => self.scope(&place_of_exact, resource, scope),
            None => Some(scope_in(resource, &mut properties)),
        };
        let created = match exact.get("created") {
            Some(created) => created.as_i64(),
            None => Some(created_in(resource, &properties).unwrap_or(self.now)),
        };
        if created.is_none() {
            self.problem(&format!("{place_of_exact}.created"), "must be a whole number");
        }
        if id.is_none() {
            let property = resource.id.join(".");
            self.problem(place, &format!("a {} needs an id in `{property}`", resource.name));
        }
        Some(Entity::saved((&id?, scope?), created?, &properties))
    }
}

/// Returns what an entity is below by its own properties, and takes away what it does not show.
pub(super) fn scope_in(resource: &Resource, properties: &mut Map) -> Scope {
    let parts = resource.scope.iter().map(|above| {
        let named = properties.get(above.property.as_ref()).and_then(key_of).unwrap_or_default();
        if !above.is_shown {
            properties.shift_remove(above.property.as_ref());
        }
        named.into_boxed_str()
    });
    parts.collect()
}

/// Returns when an entity was created by its own stamp.
pub(super) fn created_in(resource: &Resource, properties: &Map) -> Option<i64> {
    created_of(resource.created.as_ref(), properties)
}
