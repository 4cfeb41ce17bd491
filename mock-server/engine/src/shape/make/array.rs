//! Making lists.

use serde_json::Value;

use crate::shape::assertion::same;
use crate::shape::make::{ATTEMPTS, Maker};
use crate::shape::parts::Parts;
use crate::shape::place::Place;

/// No list is made longer than this, whatever is asked for.
const LONGEST: usize = 1000;

/// Below this depth lists that may be empty are.
const RICH_DEPTH: usize = 4;

impl<'s> Maker<'_, 's> {
    pub(super) fn make_array(&self, parts: &Parts<'s>, place: &Place<'_, 's>) -> Value {
        let mut items: Vec<Value> = Vec::new();
        self.fill_array(parts, place, &mut items);
        items.into()
    }

    /// Adds what a list lacks.
    pub(in crate::shape) fn fill_array(
        &self,
        parts: &Parts<'s>,
        place: &Place<'_, 's>,
        items: &mut Vec<Value>,
    ) {
        let most = parts.at_most("maxItems").unwrap_or(LONGEST).min(LONGEST);
        let first = parts.values("prefixItems").filter_map(|it| it.as_array().map(Vec::len)).max();
        let usual = if self.is_rich(place) && place.depth < RICH_DEPTH {
            first.unwrap_or(0).max(1)
        } else {
            0
        };
        let least = parts.at_least("minItems");
        let count = least.max(usual).min(most);
        for (contained, times) in contained(parts) {
            let fitting = items.iter().filter(|it| self.checker.fits(contained, it)).count();
            for _ in fitting..times.min(most.saturating_sub(items.len())) {
                let item = self.item_parts(parts, items.len(), Some(contained));
                items.push(self.make_item(&item, parts, place, items));
            }
        }
        while items.len() < count && !self.is_exhausted() {
            let item = self.item_parts(parts, items.len(), None);
            let is_needed = items.len() < least;
            if !is_needed
                && (item.impossible || place.repeats(&item) || parts.shares_part_with(&item))
            {
                break;
            }
            let make = || self.make_item(&item, parts, place, items);
            let value = if is_needed { make() } else { self.cheaply(make) };
            if !is_needed && !self.fits(&item, &value) {
                break;
            }
            items.push(value);
        }
    }

    fn make_item(
        &self,
        item: &Parts<'s>,
        parts: &Parts<'s>,
        place: &Place<'_, 's>,
        others: &[Value],
    ) -> Value {
        let value = self.make(item, &place.item(others.len(), parts));
        let is_new = |value: &Value| !others.iter().any(|it| same(it, value));
        if !parts.is_flagged("uniqueItems") || is_new(&value) {
            return value;
        }
        // Another place draws other values, but an example is the same everywhere; then any of the
        // listed values that is left will do.
        let listed = item.listed("enum").filter(|it| is_new(it) && self.fits(item, it));
        if let Some(listed) = listed.into_iter().next() {
            return listed.clone();
        }
        let drawn = (1..=ATTEMPTS).map(|attempt| {
            let position = others.len() + usize::try_from(attempt).unwrap_or(0) * LONGEST;
            self.make_drawn(item, &place.item(position, parts))
        });
        drawn.into_iter().find(|it| is_new(it) && self.fits(item, it)).unwrap_or(value)
    }

    /// Returns what an item at a position must satisfy.
    pub(in crate::shape) fn item_parts(
        &self,
        parts: &Parts<'s>,
        position: usize,
        contained: Option<&'s Value>,
    ) -> Parts<'s> {
        let schemas = parts.flat().iter().filter_map(|part| {
            let first = part.get("prefixItems").and_then(Value::as_array);
            first.and_then(|it| it.get(position)).or_else(|| part.get("items"))
        });
        Parts::of(schemas.chain(contained), self.checker.definitions)
    }
}

/// Returns what a list must contain, and how often.
fn contained<'s>(parts: &Parts<'s>) -> Vec<(&'s Value, usize)> {
    let mut contained = Vec::new();
    for part in parts.flat() {
        if let Some(schema) = part.get("contains") {
            let times = part.get("minContains").and_then(Value::as_u64).unwrap_or(1);
            contained.push((schema, usize::try_from(times).unwrap_or(LONGEST)));
        }
    }
    contained
}
