//! Loading: the entities of a data file, checked and stored.

use std::collections::HashMap;

use jiff::Timestamp;
use twinspec_blueprint::{Resource, Stamp};

use crate::Map;
use crate::data::tree::{Kind, Node};
use crate::data::{File, located};
use crate::engine::Engine;
use crate::error::Problem;
use crate::store::{Scope, Store, key_of};
use crate::verbs::{Write, key_in, store_entity, write_stamp};
use crate::violation::RequestPart;

/// Keys of a data file that are no resources.
const OTHER_KEYS: [&str; 3] = ["tokens", "apps", "webhooks"];

impl File {
    /// Makes a store of the file's entities, those that own others first.
    pub(crate) fn load(&self, engine: &Engine, problems: &mut Vec<Problem>) -> Store {
        self.check_keys(&engine.blueprint.resources, problems);
        let mut store = engine.empty_store();
        let now = engine.now();
        for position in owners_first(&engine.blueprint.resources) {
            let resource = &engine.blueprint.resources[position];
            let Some(list) = self.root.get(&resource.plural) else { continue };
            let Kind::List(items) = &list.kind else {
                let message = format!("`{}` must be a list of entities", resource.plural);
                problems.push(self.problem(list, message));
                continue;
            };
            let lines = HashMap::new();
            let mut loader = Loader { file: self, engine, store: &mut store, position, now, lines };
            for item in items {
                if let Err(found) = loader.load(item) {
                    problems.extend(found);
                }
            }
        }
        problems.sort_by_key(|it| it.place.as_ref().map(|it| (it.line, it.column)));
        store
    }

    fn check_keys(&self, resources: &[Resource], problems: &mut Vec<Problem>) {
        let Kind::Object(entries) = &self.root.kind else {
            let message = "a data file must be an object whose keys are resources";
            problems.push(self.problem(&self.root, message));
            return;
        };
        for (key, _) in entries {
            if let Some(message) = unknown_key(resources, &key.name) {
                problems.push(located(&self.name, key.line, key.column, message));
            }
        }
    }
}

/// Says what is wrong with a key of a data file, if it is no resource.
pub(crate) fn unknown_key(resources: &[Resource], key: &str) -> Option<String> {
    let plurals = resources.iter().map(|it| it.plural.as_ref()).chain(OTHER_KEYS);
    let plurals: Vec<&str> = plurals.collect();
    let message =
        || format!("the key `{key}` is no resource, use one of `{}`", plurals.join("`, `"));
    (!plurals.contains(&key)).then(message)
}

/// Loads the entities of one resource.
struct Loader<'a> {
    file: &'a File,
    engine: &'a Engine,
    store: &'a mut Store,
    position: usize,
    now: Timestamp,
    /// The line that each id was first seen in.
    lines: HashMap<String, usize>,
}

impl Loader<'_> {
    fn load(&mut self, item: &Node) -> Result<(), Vec<Problem>> {
        let resource = &self.engine.blueprint.resources[self.position];
        let json = item.to_json();
        let violations =
            self.engine.entity_schemas[self.position].violations(RequestPart::Body, "", &json);
        if !violations.is_empty() {
            let problems = violations.iter().map(|violation| {
                let (line, column) = item.place(&violation.pointer);
                let subject = violation.pointer.trim_start_matches('/').replace('/', ".");
                let message = match (violation.keyword.as_str(), subject.as_str()) {
                    ("additionalProperties", name) => format!(
                        "a {} has no property `{name}`: correct or remove it",
                        resource.name
                    ),
                    (_, "") => format!("a {} {}", resource.name, violation.complaint()),
                    (_, name) => format!("`{name}` {}", violation.complaint()),
                };
                located(&self.file.name, line, column, message)
            });
            return Err(problems.collect());
        }

        let input = json.as_object().cloned().unwrap_or_default();
        let id = self.check_id(item, resource, &input)?;
        let scope = self.scope(item, resource, &input)?;
        let mut entity = input.clone();
        for hidden in resource.scope.iter().filter(|it| !it.is_shown) {
            entity.shift_remove(hidden.property.as_ref());
        }
        for Stamp { property, format } in
            [&resource.created, &resource.updated].into_iter().flatten()
        {
            entity.entry(property.to_string()).or_insert_with(|| write_stamp(self.now, *format));
        }
        let write = Write {
            operation: None,
            resource: self.position,
            before: None,
            id: &id,
            scope,
            entity,
            input: &input,
            now: self.now,
            claims: &Map::new(),
        };
        match store_entity(self.engine, self.store, write) {
            Ok(_) => Ok(()),
            Err(refusal) => {
                let message = format!("refused: {}", refusal.message.joined());
                Err(vec![self.file.problem(item, message)])
            }
        }
    }

    fn check_id(
        &mut self,
        item: &Node,
        resource: &Resource,
        input: &Map,
    ) -> Result<String, Vec<Problem>> {
        let Some(id) = key_in(resource, input) else {
            // What shows no id is told apart by its place in the file.
            if resource.id.is_empty() {
                return Ok(item.line.to_string());
            }
            let property = resource.id.join(".");
            let message =
                format!("a {} needs an id: give it the property `{property}`", resource.name);
            return Err(vec![self.file.problem(item, message)]);
        };
        if let Some(line) = self.lines.get(&id) {
            let message = format!(
                "the id `{id}` is taken by the {} in line {line}: give each its own",
                resource.name
            );
            let (line, column) = item.place(&format!("/{}", resource.id.join("/")));
            return Err(vec![located(&self.file.name, line, column, message)]);
        }
        self.lines.insert(id.clone(), item.line);
        Ok(id)
    }

    /// Returns what an entity is below; its owners must be there.
    fn scope(&self, item: &Node, resource: &Resource, input: &Map) -> Result<Scope, Vec<Problem>> {
        let named = |property: &str| input.get(property).and_then(key_of);
        let mut scope: Vec<Box<str>> = Vec::with_capacity(resource.scope.len());
        scope.extend(
            resource
                .scope
                .iter()
                .map(|it| named(&it.property).unwrap_or_default().into_boxed_str()),
        );
        for (part, above) in resource.scope.iter().enumerate().rev() {
            let Some(position) = above.resource else { continue };
            let owner = &self.engine.blueprint.resources[position];
            let around: Vec<Option<&str>> =
                scope[..part].iter().map(|it| Some(&**it).filter(|it| !it.is_empty())).collect();
            let message = if scope[part].is_empty() {
                format!(
                    "a {} belongs to a {}: name it in `{}`",
                    resource.name, owner.name, above.property
                )
            } else if let Some(owner) = self.store.table(position).get(&scope[part], &around) {
                // What is around the owner is around what it owns.
                let around = owner.scope.clone();
                scope[..part].clone_from_slice(&around);
                continue;
            } else {
                format!(
                    "there is no {} with the id `{}`: add it under `{}`, or name another",
                    owner.name, scope[part], owner.plural
                )
            };
            let (line, column) = item.place(&format!("/{}", above.property));
            return Err(vec![located(&self.file.name, line, column, message)]);
        }
        Ok(scope.into())
    }
}

/// Orders resources so that a parent comes before its children.
pub(crate) fn owners_first(resources: &[Resource]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..resources.len()).collect();
    // Whatever owns something has a shorter path.
    order.sort_by_key(|position| resources[*position].scope.len());
    order
}
