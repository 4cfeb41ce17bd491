//! Values: what a made-up entity says of itself.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rand::Rng as _;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use twinspec_blueprint::{Action, Resource, Verb};

use crate::Map;
use crate::answer::NumberedView;
use crate::behaviour::ResourceId;
use crate::engine::Engine;
use crate::shape::names::{self, Person};
use crate::store::Store;
use crate::violation::RequestPart;

/// Properties that two entities rarely share, besides those by which callers find one.
const HANDLES: [&str; 5] = ["email", "handle", "login", "slug", "username"];

/// Makes the values of one resource's entities.
pub(super) struct Values<'a> {
    engine: &'a Engine,
    position: usize,
    resource: &'a Resource,
    /// How the entities are shown: by a read, by a list. Empty if behaviour decides.
    views: Vec<&'a NumberedView>,
    /// The values of properties that must differ.
    taken: BTreeMap<String, HashSet<String>>,
}

impl<'a> Values<'a> {
    pub(super) fn new(engine: &'a Engine, store: &Store, position: usize) -> Self {
        let resource = &engine.blueprint.resources[position];
        let hooks = &engine.behaviour.before_write;
        let is_decided = hooks.iter().any(|(it, _)| *it == ResourceId(position));
        let reads = |verb: &Verb| matches!(verb, Verb::Read { .. });
        let lists = |verb: &Verb| matches!(verb, Verb::List(_));
        let views = [engine.view(position, reads), engine.view(position, lists)];
        let views = views.into_iter().flatten().filter(|_| !is_decided).collect();
        let mut taken = BTreeMap::new();
        for handle in handles(engine, position) {
            let values = store.table(position).iter().filter_map(|it| {
                it.to_properties().get(&handle).and_then(Value::as_str).map(str::to_owned)
            });
            let values = values.collect();
            taken.insert(handle, values);
        }
        Self { engine, position, resource, views, taken }
    }

    /// Makes what the entity of this number says.
    pub(super) fn make(&mut self, number: usize, random: &mut ChaCha8Rng) -> Map {
        if self.views.is_empty() {
            return self.names(number, random);
        }
        let mut made = Map::new();
        let seed = random.next_u64();
        for view in &self.views {
            let Value::Object(shown) = view.sample(&made, seed) else { continue };
            for (name, value) in shown {
                made.entry(name).or_insert(value);
            }
        }
        for (handle, taken) in &mut self.taken {
            let Some(text) = made.get(handle).and_then(Value::as_str).map(str::to_owned) else {
                continue;
            };
            if taken.contains(&text) {
                let other = distinct(&text, number);
                let before = made.insert(handle.clone(), other.clone().into());
                let whole = Value::Object(made.clone());
                if self.views.iter().all(|it| it.is_valid(&whole)) {
                    taken.insert(other);
                } else {
                    made.insert(handle.clone(), before.unwrap_or_default());
                }
            } else {
                taken.insert(text);
            }
        }
        made
    }

    fn names(&self, number: usize, random: &mut ChaCha8Rng) -> Map {
        let mut input = Map::new();
        let person = Person::new(random);
        for property in self.resource.properties.iter() {
            if let Some(text) = names::text(property, &person, number, random) {
                input.insert(property.to_string(), text.into());
            }
        }
        self.drop_invalid(&mut input);
        input
    }

    /// A name may promise more than the schema keeps: what does not satisfy it goes.
    fn drop_invalid(&self, input: &mut Map) {
        let mut whole = input.clone();
        if let Some(id) = self.resource.id.first() {
            whole.insert(id.to_string(), Value::Null);
        }
        let schema = &self.engine.entity_schemas[self.position];
        let violations = schema.violations(RequestPart::Body, "", &Value::Object(whole));
        let wrong: BTreeSet<&str> = violations
            .iter()
            .filter_map(|it| it.pointer.trim_start_matches('/').split('/').next())
            .collect();
        input.retain(|name, _| !wrong.contains(name.as_str()));
    }
}

/// Returns the properties of a resource that two entities must not share.
fn handles(engine: &Engine, position: usize) -> BTreeSet<String> {
    let properties = engine.blueprint.resources[position].properties.iter();
    let known = properties.filter(|it| HANDLES.contains(&it.as_ref())).map(ToString::to_string);
    let keys = engine.blueprint.operations.iter().filter_map(|it| match &it.action {
        Action::On { resource, verb: Verb::Upsert { keys }, .. } if *resource == position => {
            Some(keys.iter().map(ToString::to_string))
        }
        _ => None,
    });
    known.chain(keys.flatten()).collect()
}

/// Makes a text that no other entity has, and that is the same kind of thing.
fn distinct(text: &str, number: usize) -> String {
    match text.split_once('@') {
        Some((name, host)) => format!("{name}.{number}@{host}"),
        None => format!("{text}-{number}"),
    }
}
