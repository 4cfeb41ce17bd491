//! Conforming: keeping as much of a value as its schema lets stand.

use std::cmp::Reverse;

use serde_json::Value;

use crate::Map;
use crate::shape::make::Maker;
use crate::shape::parts::Parts;
use crate::shape::place::Place;

impl<'s> Maker<'_, 's> {
    /// Turns a value into one that satisfies all parts.
    pub(super) fn conform(&self, parts: &Parts<'s>, value: Value, place: &Place<'_, 's>) -> Value {
        let value = self.without_write_only(parts, value);
        if self.fits(parts, &value) {
            return value;
        }
        let place = &place.lean();
        let mended = self.mend(parts, &value, place);
        if self.fits(parts, &mended) {
            return mended;
        }
        let made = self.make(parts, place);
        if self.fits(parts, &made) { made } else { mended }
    }

    /// Returns the first that fits of what the alternatives make of a value, the likely ones first.
    fn mend(&self, parts: &Parts<'s>, value: &Value, place: &Place<'_, 's>) -> Value {
        let Some(mut alternatives) = self.alternatives(parts, place) else {
            return self.mend_members(parts, value.clone(), place);
        };
        alternatives.sort_by_key(|it| Reverse(self.likeness(it, value)));
        let mut first = None;
        for parts in alternatives {
            let mended = self.mend(&parts, value, place);
            if self.fits(&parts, &mended) {
                return mended;
            }
            first.get_or_insert(mended);
            if self.is_exhausted() {
                break;
            }
        }
        first.unwrap_or_default()
    }

    fn mend_members(&self, parts: &Parts<'s>, value: Value, place: &Place<'_, 's>) -> Value {
        match value {
            Value::Object(members) if may_be(parts, "object") => {
                self.mend_object(parts, members, place)
            }
            Value::Array(items) if may_be(parts, "array") => self.mend_array(parts, items, place),
            other if self.fits(parts, &other) => other,
            _ => self.stand_in(parts, place),
        }
    }

    fn mend_object(&self, parts: &Parts<'s>, members: Map, place: &Place<'_, 's>) -> Value {
        let required = self.required(parts, &members);
        let mut kept = Map::new();
        for (name, value) in members {
            let property = self.property_parts(parts, &name);
            let below = place.property(&name, parts);
            let is_required = required.contains(name.as_str());
            if property.impossible || property.is_write_only() {
                continue;
            }
            let value = if self.fits(&property, &value) || is_required || is_container(&value) {
                self.conform(&property, value, &below)
            } else {
                continue;
            };
            if is_required || self.fits(&property, &value) {
                kept.insert(name, value);
            }
        }
        for name in &required {
            if !kept.contains_key(*name) {
                let property = self.property_parts(parts, name);
                let value = self.stand_in(&property, &place.property(name, parts));
                kept.insert((*name).to_owned(), value);
            }
        }
        self.fill_object(parts, place, &mut kept);
        if let Some(most) = parts.at_most("maxProperties") {
            let optional = kept.keys().rev().filter(|it| !required.contains(it.as_str()));
            let excess: Vec<String> =
                optional.take(kept.len().saturating_sub(most)).cloned().collect();
            kept.retain(|name, _| !excess.contains(name));
        }
        kept.into()
    }

    fn mend_array(&self, parts: &Parts<'s>, items: Vec<Value>, place: &Place<'_, 's>) -> Value {
        let mut kept: Vec<Value> = Vec::new();
        for value in items {
            let item = self.item_parts(parts, kept.len(), None);
            if !self.fits(&item, &value) && !is_container(&value) {
                continue;
            }
            let value = self.conform(&item, value, &place.item(kept.len(), parts));
            let is_twice = parts.is_flagged("uniqueItems") && kept.contains(&value);
            if self.fits(&item, &value) && !is_twice {
                kept.push(value);
            }
        }
        if let Some(most) = parts.at_most("maxItems") {
            kept.truncate(most);
        }
        self.fill_array(parts, place, &mut kept);
        kept.into()
    }

    /// Makes what is required and was not given: nothing, where the schema allows to say so.
    fn stand_in(&self, parts: &Parts<'s>, place: &Place<'_, 's>) -> Value {
        let mut defaults = parts.values("default");
        if let Some(default) = defaults.find(|it| self.fits(parts, it)) {
            return default.clone();
        }
        if self.fits(parts, &Value::Null) && parts.values("type").next().is_some() {
            return Value::Null;
        }
        self.make(parts, place)
    }

    /// Puts the known values in the place of those of an example, where they fit.
    pub(super) fn prefer_known(&self, parts: &Parts<'s>, members: &mut Map) {
        if self.known.is_empty() {
            return;
        }
        for (name, value) in members.iter_mut() {
            let property = self.property_parts(parts, name);
            if let Some(known) = self.known(name, &property) {
                *value = known;
            } else if let Value::Object(members) = value {
                self.prefer_known(&property, members);
            }
        }
    }

    /// Counts the properties of a value that an alternative speaks of, first those that fit it.
    fn likeness(&self, parts: &Parts<'s>, value: &Value) -> (usize, usize) {
        let Value::Object(members) = value else { return (0, 0) };
        let known =
            members.iter().filter(|(name, _)| parts.named("properties").any(|(it, _)| it == *name));
        let fitting = known
            .clone()
            .filter(|(name, value)| self.fits(&self.property_parts(parts, name), value));
        (fitting.count(), known.count())
    }

    /// Drops what only callers send.
    pub(super) fn without_write_only(&self, parts: &Parts<'s>, value: Value) -> Value {
        // A property may be shown by the alternative that holds and be hidden by another.
        if !self.checker.write_only || self.fits(parts, &value) {
            return value;
        }
        let parts = &parts.with_all_alternatives(self.checker.definitions);
        match value {
            Value::Object(members) => {
                let shown = members.into_iter().filter_map(|(name, value)| {
                    let property = self.property_parts(parts, &name);
                    let shown = !property.is_write_only();
                    shown.then(|| (name, self.without_write_only(&property, value)))
                });
                Value::Object(shown.collect())
            }
            Value::Array(items) => {
                let items = items.into_iter().enumerate().map(|(position, it)| {
                    self.without_write_only(&self.item_parts(parts, position, None), it)
                });
                items.collect()
            }
            other => other,
        }
    }
}

/// Whether the schemas let a value be of a type.
fn may_be(parts: &Parts<'_>, ty: &str) -> bool {
    parts.values("type").all(|it| match it {
        Value::String(name) => name == ty,
        Value::Array(names) => names.iter().any(|it| it == ty),
        _ => true,
    })
}

fn is_container(value: &Value) -> bool {
    value.is_object() || value.is_array()
}
