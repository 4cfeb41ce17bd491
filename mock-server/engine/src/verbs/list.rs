//! Lists: chosen, ordered and cut into pages.

use std::cmp::Ordering;
use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::{Ancestor, Listing, Order, Start};

use crate::engine::Engine;
use crate::store::{Entity, Store, key_of, matches};
use crate::verbs::Call;

/// One page of a list.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) entities: Vec<Arc<Entity>>,
    /// How many entities there are on all pages.
    pub(crate) total: usize,
    /// The number of the page, from 1.
    pub(crate) number: usize,
    /// Whether nothing comes after it.
    pub(crate) last: bool,
    /// The URL of the next page, relative to the server; `None` on the last page.
    pub(crate) next_url: Option<String>,
    /// The id of the last entity, as it stands in it; `None` on the last page.
    pub(crate) cursor_id: Option<Value>,
}

pub(crate) fn page(
    engine: &Engine,
    store: &Store,
    call: &Call<'_>,
    resource: usize,
    listing: &Listing,
    ancestors: &[Ancestor],
) -> Page {
    let mut found = select(engine, store, call, resource, listing, ancestors);
    if let Some(words) = words(call, listing) {
        let searched = Searched::of(engine, resource);
        found.retain(|entity| searched.holds_all(entity, &words));
    }
    sort(&mut found, &listing.order);

    let total = found.len();
    let limit = limit(call, listing);
    let start = start(store, call, resource, listing, limit, &found).min(total);
    let end = limit.map_or(total, |limit| start.saturating_add(limit).min(total));
    let entities: Vec<Arc<Entity>> = found[start..end].iter().map(|it| Arc::clone(it)).collect();
    let number = limit.map_or(1, |limit| start.div_ceil(limit.max(1)) + 1);
    // A page of no entities has no next one: a caller would ask for the same page for ever.
    let last = end >= total || start == end;
    let next_after = entities.last().filter(|_| !last);
    let next_url = next_after.map(|it| next_url(call, &listing.start, it, end, number));
    let id = &engine.blueprint.resources[resource].id;
    let cursor_id = next_after.and_then(|it| it.properties.get(id.as_ref()).cloned());
    Page { entities, total, number, last, next_url, cursor_id }
}

/// Finds the entities below the path's own that satisfy the filters, in the order of creation.
fn select<'a>(
    engine: &Engine,
    store: &'a Store,
    call: &Call<'_>,
    resource: usize,
    listing: &Listing,
    ancestors: &[Ancestor],
) -> Vec<&'a Arc<Entity>> {
    let mut conditions: Vec<(&str, Vec<String>)> = Vec::new();
    if let Some(parent) = &engine.blueprint.resources[resource].parent
        && let Some(owner) = ancestors.iter().rev().find(|it| it.resource == parent.resource)
    {
        let id = call.parameters.id(&owner.parameter).unwrap_or_default();
        conditions.push((&parent.property, vec![id.to_owned()]));
    }
    for filter in listing.filters.iter() {
        match call.parameters.filter(&filter.parameter) {
            None => {}
            Some(Value::Array(values)) => {
                conditions.push((&filter.property, values.iter().filter_map(key_of).collect()));
            }
            Some(value) => conditions.push((&filter.property, key_of(value).into_iter().collect())),
        }
    }

    let table = store.table(resource);
    // One condition on one value goes through an index; the others are checked one by one.
    let indexed = conditions.iter().position(|(_, keys)| keys.len() == 1);
    let mut found: Vec<&Arc<Entity>> = match indexed.map(|it| conditions.remove(it)) {
        Some((property, keys)) => table.iter_where(property, &keys[0]).collect(),
        None => table.iter().collect(),
    };
    found.retain(|entity| {
        conditions.iter().all(|(property, keys)| {
            let value = entity.properties.get(*property);
            value.is_some_and(|value| keys.iter().any(|key| matches(value, key)))
        })
    });
    found
}

/// Returns the words of a free-text search in lower case.
fn words(call: &Call<'_>, listing: &Listing) -> Option<Vec<String>> {
    let text = call.parameters.filter(listing.query.as_ref()?)?.as_str()?;
    Some(text.split_whitespace().map(str::to_lowercase).collect())
}

/// The properties that a free-text search looks at.
enum Searched<'a> {
    Only(&'a [String]),
    /// Ids and stamps would be found by accident, so they are left out.
    AllBut(Vec<&'a str>),
}

impl<'a> Searched<'a> {
    fn of(engine: &'a Engine, resource: usize) -> Self {
        let mut confined = engine.behaviour.searched.iter().rev();
        if let Some((_, properties)) = confined.find(|(it, _)| it.0 == resource) {
            return Self::Only(properties);
        }
        let described = &engine.blueprint.resources[resource];
        let stamps = [&described.created, &described.updated].into_iter().flatten();
        let parent = described.parent.as_ref().map(|it| it.property.as_ref());
        let left_out = stamps.map(|it| it.property.as_ref()).chain(parent);
        Self::AllBut(left_out.chain([described.id.as_ref()]).collect())
    }

    fn holds_all(&self, entity: &Entity, words: &[String]) -> bool {
        let texts: Vec<String> = entity
            .properties
            .iter()
            .filter(|(name, _)| match self {
                Self::Only(properties) => properties.contains(name),
                Self::AllBut(left_out) => !left_out.contains(&name.as_str()),
            })
            .filter_map(|(_, value)| value.as_str())
            .map(str::to_lowercase)
            .collect();
        words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
    }
}

fn sort(entities: &mut [&Arc<Entity>], order: &Order) {
    match order {
        Order::Created => {}
        Order::Ascending(property) => entities.sort_by(|a, b| compare(a, b, property)),
        Order::Descending(property) => entities.sort_by(|a, b| compare(b, a, property)),
    }
}

fn compare(left: &Entity, right: &Entity, property: &str) -> Ordering {
    let values = (left.properties.get(property), right.properties.get(property));
    let order = match values {
        (Some(Value::String(left)), Some(Value::String(right))) => left.cmp(right),
        (Some(Value::Number(left)), Some(Value::Number(right))) => {
            let (left, right) = (left.as_f64(), right.as_f64());
            left.partial_cmp(&right).unwrap_or(Ordering::Equal)
        }
        (left, right) => left.map_or(0, rank).cmp(&right.map_or(0, rank)),
    };
    order.then_with(|| left.id.cmp(&right.id))
}

/// Orders values of different kinds; what is not there comes before everything.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(false) => 1,
        Value::Bool(true) => 2,
        Value::Number(_) => 3,
        Value::String(_) => 4,
        Value::Array(_) => 5,
        Value::Object(_) => 6,
    }
}

/// Returns the size of a page; `None` if the list is not cut.
fn limit(call: &Call<'_>, listing: &Listing) -> Option<usize> {
    let limit = listing.limit.as_ref()?;
    Some(number(call, &limit.parameter).unwrap_or(limit.default))
}

/// Reads a parameter that is a number, or a text that is one.
fn number(call: &Call<'_>, parameter: &str) -> Option<usize> {
    match call.parameters.filter(parameter)? {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => {
            number.as_u64().and_then(|it| usize::try_from(it).ok()).or_else(|| whole(number))
        }
        _ => None,
    }
}

/// Reads `20.0`, which JSON Schema takes for an integer.
fn whole(number: &serde_json::Number) -> Option<usize> {
    let text = number.as_f64().filter(|it| *it >= 0.0 && it.fract() == 0.0)?.to_string();
    text.parse().ok()
}

/// Returns how many entities come before the page.
fn start(
    store: &Store,
    call: &Call<'_>,
    resource: usize,
    listing: &Listing,
    limit: Option<usize>,
    sorted: &[&Arc<Entity>],
) -> usize {
    match &listing.start {
        Start::Beginning => 0,
        Start::Offset { parameter } => number(call, parameter).unwrap_or(0),
        Start::Page { parameter } => {
            let before = number(call, parameter).unwrap_or(1).saturating_sub(1);
            before.saturating_mul(limit.unwrap_or(usize::MAX))
        }
        Start::After { id, stamp } => {
            let id = call.parameters.filter(id).and_then(key_of);
            let stamp = stamp.as_ref().and_then(|it| call.parameters.filter(it)).and_then(integer);
            let anchor = id.as_ref().and_then(|id| store.table(resource).get(id));
            match (anchor, id, stamp) {
                (Some(anchor), ..) => after_entity(sorted, anchor, &listing.order),
                (None, id, Some(stamp)) => after_time(sorted, id.as_deref(), stamp, &listing.order),
                // The entity is gone and nothing tells where it was. An empty page ends the
                // caller's loop; the first page would start it again.
                (None, Some(_), None) => sorted.len(),
                (None, None, None) => 0,
            }
        }
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_i64(),
        _ => None,
    }
}

/// Counts the entities up to and with this one, which need not be among them any more.
fn after_entity(sorted: &[&Arc<Entity>], anchor: &Entity, order: &Order) -> usize {
    sorted.partition_point(|entity| {
        let order = match order {
            Order::Created => entity.sequence.cmp(&anchor.sequence),
            Order::Ascending(property) => compare(entity, anchor, property),
            Order::Descending(property) => compare(anchor, entity, property),
        };
        order != Ordering::Greater
    })
}

/// Counts the entities up to and with those of this time (and this id, if one is given).
fn after_time(sorted: &[&Arc<Entity>], id: Option<&str>, stamp: i64, order: &Order) -> usize {
    let passed = |entity: &&&Arc<Entity>| {
        let by_time = entity.created.cmp(&stamp);
        let by_id = id.map_or(Ordering::Equal, |id| entity.id.as_str().cmp(id));
        let order = match order {
            Order::Descending(_) => by_time.then(by_id).reverse(),
            Order::Created | Order::Ascending(_) => by_time.then(by_id),
        };
        order != Ordering::Greater
    };
    sorted.iter().take_while(passed).count()
}

/// Makes the URL of the next page: this request's, with the page moved on.
fn next_url(call: &Call<'_>, start: &Start, last: &Entity, end: usize, number: usize) -> String {
    let moved: Vec<(&str, String)> = match start {
        Start::Beginning => Vec::new(),
        Start::Offset { parameter } => vec![(parameter, end.to_string())],
        Start::Page { parameter } => vec![(parameter, (number + 1).to_string())],
        Start::After { id, stamp } => {
            let stamp = stamp.as_ref().map(|it| (it.as_ref(), last.created.to_string()));
            stamp.into_iter().chain([(id.as_ref(), last.id.clone())]).collect()
        }
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (key, value) in &call.parameters.query {
        if !moved.iter().any(|(it, _)| it == key) {
            query.append_pair(key, value);
        }
    }
    for (key, value) in &moved {
        query.append_pair(key, value);
    }
    format!("{}?{}", call.path, query.finish())
}
