//! Making objects: what is required, and some of what is not.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Map;
use crate::shape::make::Maker;
use crate::shape::parts::Parts;
use crate::shape::place::Place;

/// How many properties are made at each depth, beside those that are required; below, none.
const OPTIONAL: [usize; 3] = [80, 30, 15];

/// No object gets more properties than this, whatever is asked for.
const LARGEST: usize = 1000;

impl<'s> Maker<'_, 's> {
    pub(super) fn make_object(&self, parts: &Parts<'s>, place: &Place<'_, 's>) -> Value {
        let mut members = Map::new();
        self.fill_object(parts, place, &mut members);
        let mut value = Value::Object(members);
        if self.fits(parts, &value) || place.lean {
            return value;
        }
        // One property that is not required may be what makes it wrong.
        let required = self.required(parts, &Map::new());
        let names: Vec<&String> = value.as_object().into_iter().flat_map(Map::keys).collect();
        let optional: Vec<String> =
            names.into_iter().filter(|it| !required.contains(it.as_str())).cloned().collect();
        for name in optional.iter().take(30) {
            let mut without = value.clone();
            without.as_object_mut().map(|it| it.shift_remove(name));
            if self.fits(parts, &without) {
                return without;
            }
        }
        if let Some(members) = value.as_object_mut() {
            members.retain(|name, _| required.contains(name.as_str()));
        }
        for name in optional.iter().take(30) {
            let property = self.property_parts(parts, name);
            let made = self.make_property(name, &property, parts, place);
            let mut with = value.clone();
            with.as_object_mut().map(|it| it.insert(name.clone(), made));
            if self.fits(parts, &with) {
                return with;
            }
        }
        value
    }

    /// Adds what an object lacks, in the order of the schema.
    pub(in crate::shape) fn fill_object(
        &self,
        parts: &Parts<'s>,
        place: &Place<'_, 's>,
        members: &mut Map,
    ) {
        let mut given = std::mem::take(members);
        let mut parts = parts.clone();
        self.add_dependent(&mut parts, place, &given);
        let parts = &parts;
        let required = self.required(parts, &given);
        let mut left =
            if self.is_rich(place) { OPTIONAL.get(place.depth).copied().unwrap_or(0) } else { 0 };
        let most = parts.at_most("maxProperties").unwrap_or(LARGEST).min(LARGEST);
        let mut spare = most.saturating_sub(required.len().max(given.len()));
        let mut seen = BTreeSet::new();
        for (name, _) in parts.named("properties").filter(|(name, _)| seen.insert(*name)) {
            if let Some(value) = given.shift_remove(name) {
                members.insert(name.clone(), value);
                continue;
            }
            let is_required = required.contains(name.as_str());
            if !is_required && (left == 0 || spare == 0) {
                continue;
            }
            let property = self.property_parts(parts, name);
            let hidden = property.is_write_only();
            if hidden || (!is_required && !is_worth_making(&property, parts, place)) {
                continue;
            }
            let make = || self.make_property(name, &property, parts, place);
            let value = if is_required { make() } else { self.cheaply(make) };
            if !is_required && !self.fits(&property, &value) {
                continue;
            }
            if !is_required {
                (left, spare) = (left - 1, spare - 1);
            }
            members.insert(name.clone(), value);
        }
        members.extend(given);
        for name in required {
            if !members.contains_key(name) {
                let property = self.property_parts(parts, name);
                let value = self.make_property(name, &property, parts, place);
                members.insert(name.to_owned(), value);
            }
        }
        self.add_further(parts, place, members, most, left > 0);
    }

    /// Makes the value of a property: the known one if it fits.
    fn make_property(
        &self,
        name: &str,
        property: &Parts<'s>,
        parts: &Parts<'s>,
        place: &Place<'_, 's>,
    ) -> Value {
        let make = || self.make(property, &place.property(name, parts));
        self.known(name, property).unwrap_or_else(make)
    }

    /// Returns the names that must be there, those that depend on others included.
    pub(in crate::shape) fn required(&self, parts: &Parts<'s>, given: &Map) -> BTreeSet<&'s str> {
        let names = parts.listed("required").filter_map(Value::as_str);
        let mut required: BTreeSet<&str> = names.collect();
        let dependent: Vec<_> = parts.named("dependentRequired").collect();
        loop {
            let before = required.len();
            for (name, names) in &dependent {
                if required.contains(name.as_str()) || given.contains_key(*name) {
                    let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
                    required.extend(names);
                }
            }
            if required.len() == before {
                break;
            }
        }
        if self.checker.write_only {
            required.retain(|it| !self.property_parts(parts, it).is_write_only());
        }
        required
    }

    /// Returns what a property must satisfy.
    pub(in crate::shape) fn property_parts(&self, parts: &Parts<'s>, name: &str) -> Parts<'s> {
        let mut schemas: Vec<&Value> = Vec::new();
        for part in parts.flat() {
            let before = schemas.len();
            schemas.extend(part.get("properties").and_then(|it| it.get(name)));
            let patterns = part.get("patternProperties").and_then(Value::as_object);
            let patterns = patterns.into_iter().flatten();
            let fitting = patterns.filter(|(pattern, _)| self.checker.is_named(name, pattern));
            schemas.extend(fitting.map(|(_, schema)| schema));
            if schemas.len() == before {
                schemas.extend(part.get("additionalProperties"));
            }
        }
        if schemas.is_empty() {
            schemas.extend(parts.values("unevaluatedProperties"));
        }
        Parts::of(schemas, self.checker.definitions)
    }

    /// Adds the schemas that hold because a property is there.
    fn add_dependent(&self, parts: &mut Parts<'s>, place: &Place<'_, 's>, given: &Map) {
        let dependent: Vec<_> = parts.named("dependentSchemas").collect();
        for (name, schema) in dependent {
            let required = self.required(parts, given);
            let is_there = required.contains(name.as_str()) || given.contains_key(name);
            if is_there || self.is_rich(place) {
                parts.add(schema, self.checker.definitions);
            }
        }
    }

    /// Adds properties of no certain name: as many as are asked for, and one to show what they are
    /// like if there would be none.
    fn add_further(
        &self,
        parts: &Parts<'s>,
        place: &Place<'_, 's>,
        members: &mut Map,
        most: usize,
        is_rich: bool,
    ) {
        let least = parts.at_least("minProperties").min(most);
        // What may be there, though its turn did not come.
        for (name, _) in parts.named("properties") {
            if members.len() >= least {
                break;
            }
            let property = self.property_parts(parts, name);
            if !members.contains_key(name) && !property.impossible && !property.is_write_only() {
                let value = self.make_property(name, &property, parts, place);
                if self.fits(&property, &value) {
                    members.insert(name.clone(), value);
                }
            }
        }
        let describes = |it: &&Value| it.as_object().is_some_and(|it| !it.is_empty());
        let mut schemas = parts
            .values("additionalProperties")
            .chain(parts.named("patternProperties").map(|(_, it)| it));
        let shown = usize::from(is_rich && members.is_empty() && schemas.any(|it| describes(&it)));
        let count = least.max(shown.min(most));
        for number in 0..LARGEST {
            if members.len() >= count || self.is_exhausted() {
                break;
            }
            let name = self.further_name(parts, place, number);
            let property = self.property_parts(parts, &name);
            let is_needed = members.len() < least;
            if members.contains_key(&name)
                || (!is_needed && !is_worth_making(&property, parts, place))
            {
                if is_needed {
                    continue;
                }
                break;
            }
            let make = || self.make_property(&name, &property, parts, place);
            let value = if is_needed { make() } else { self.cheaply(make) };
            if is_needed || self.fits(&property, &value) {
                members.insert(name, value);
            }
        }
    }

    /// Makes a name that the schema allows.
    fn further_name(&self, parts: &Parts<'s>, place: &Place<'_, 's>, number: usize) -> String {
        let step = format!("name {number}");
        let place = place.property(&step, parts);
        let schemas: Vec<&Value> = parts.values("propertyNames").collect();
        if !schemas.is_empty() {
            let names = Parts::of(schemas, self.checker.definitions);
            if let Value::String(name) = self.make_drawn(&names, &place) {
                return name;
            }
        }
        let closed = parts.values("additionalProperties").any(|it| it == &Value::Bool(false));
        let pattern = parts.named("patternProperties").map(|(pattern, _)| pattern).next();
        let pattern =
            pattern.filter(|_| closed || parts.values("additionalProperties").next().is_none());
        let named = pattern.and_then(|pattern| {
            let names = (0..8).filter_map(|attempt| {
                crate::shape::pattern::text(pattern, &mut place.random(attempt), 0, attempt)
            });
            names.into_iter().find(|it| self.checker.is_named(it, pattern))
        });
        named.unwrap_or_else(|| {
            if number == 0 { "key".to_owned() } else { format!("key{}", number + 1) }
        })
    }
}

/// Whether a property that is not required is made: it must be possible, and not an endless repetition
/// of what is around it.
fn is_worth_making<'s>(property: &Parts<'s>, parts: &Parts<'s>, place: &Place<'_, 's>) -> bool {
    !property.impossible && !parts.shares_part_with(property) && !place.repeats(property)
}
