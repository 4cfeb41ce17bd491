//! Pages: where they start, where they end, and where the next one is.

use std::cmp::Ordering;
use std::sync::Arc;

use serde_json::Value;
use twinspec_blueprint::{Listing, Order, Start};

use crate::engine::Engine;
use crate::store::{Entity, Position, Store, key_of, position};
use crate::verbs::list::{Page, Selection};
use crate::verbs::locate::{Located, id_of};
use crate::verbs::{Call, search};

pub(super) fn cut(
    engine: &Engine,
    store: &Store,
    call: &Call<'_>,
    located: &Located,
    listing: &Listing,
    order: &Order,
    selection: &Selection<'_>,
) -> Page {
    let total = selection.len();
    let limit = limit(call, listing);
    let start = start(store, call, located, listing, (order, limit), selection);
    let (way, start) = (start.way, start.before.min(total));
    let count = limit.map_or(total, |limit| limit.min(total - start));
    let entities: Vec<Arc<Entity>> =
        selection.iter(store, located.resource).skip(start).take(count).collect();
    let end = start + entities.len();
    let first = first_page(&listing.starts);
    let number = first + limit.map_or(0, |limit| start.div_ceil(limit.max(1)));
    // A page of no entities has no next one: a caller would ask for the same page for ever.
    let last = end >= total || entities.is_empty();
    let next_after = entities.last().filter(|_| !last);
    let next_url = next_after.map(|it| url(call, way, Some(it), (end, number + 1)));
    let before = limit.filter(|_| start > 0 && !matches!(way, Some(Start::After { .. })));
    let previous_url = before.map(|limit| {
        let previous = (start.saturating_sub(limit), number.saturating_sub(1));
        url(call, way, None, previous)
    });
    let described = &engine.blueprint.resources[located.resource];
    let cursor_id = next_after.map(|it| {
        id_of(described, it.properties()).cloned().unwrap_or_else(|| Value::from(&*it.id))
    });
    let offset = start;
    let limit = limit.unwrap_or(total);
    let server = call.host.map(|it| format!("http://{it}"));
    Page {
        entities,
        total,
        limit,
        offset,
        number,
        first,
        last,
        server,
        next_url,
        previous_url,
        cursor_id,
    }
}

fn first_page(starts: &[Start]) -> usize {
    let number = |it: &Start| match it {
        Start::Page { first, .. } => Some(*first),
        _ => None,
    };
    starts.iter().find_map(number).unwrap_or(1)
}

/// Returns the size of a page; `None` if the list is not cut.
fn limit(call: &Call<'_>, listing: &Listing) -> Option<usize> {
    let of_body = || search::page_size(call.body.as_ref().filter(|_| listing.search)?);
    let Some(limit) = listing.limit.as_ref() else { return of_body() };
    let asked = number(call, &limit.parameter).or_else(of_body);
    Some(asked.unwrap_or(limit.default))
}

/// Reads a parameter that is a number, or a text that is one.
fn number(call: &Call<'_>, parameter: &str) -> Option<usize> {
    search::count(call.parameters.filter(parameter)?)
}

/// Where a page starts.
struct Started<'l> {
    /// The way in which the caller said so, or would have to.
    way: Option<&'l Start>,
    /// How many entities come before it.
    before: usize,
}

fn start<'l>(
    store: &Store,
    call: &Call<'_>,
    located: &Located,
    listing: &'l Listing,
    (order, limit): (&Order, Option<usize>),
    selection: &Selection<'_>,
) -> Started<'l> {
    let before = |way: &Start| match way {
        Start::Offset { parameter } => number(call, parameter),
        Start::Page { parameter, first } => {
            let before = number(call, parameter)?.saturating_sub(*first);
            Some(before.saturating_mul(limit.unwrap_or(usize::MAX)))
        }
        Start::After { id, stamp } => {
            let id = call.parameters.filter(id).and_then(last_part);
            let stamp = stamp.as_ref().and_then(|it| call.parameters.filter(it)).and_then(integer);
            let anchor = id.as_ref().and_then(|id| anchor(store, located, id));
            match (anchor, id, stamp) {
                (Some(anchor), ..) => Some(after(selection, anchor, order)),
                (None, id, Some(stamp)) => {
                    Some(after_time(store, located, selection, id.as_deref(), stamp, order))
                }
                // The entity is gone and nothing tells where it was. An empty page ends the
                // caller's loop; the first page would start it again.
                (None, Some(_), None) => Some(selection.len()),
                (None, None, None) => None,
            }
        }
    };
    // A caller who says `skip=0` beside a cursor writes defaults out.
    let ways = || listing.starts.iter();
    let given = || ways().filter_map(|it| Some(Started { way: Some(it), before: before(it)? }));
    given()
        .find(|it| it.before > 0)
        .or_else(|| given().next())
        .unwrap_or(Started { way: ways().next(), before: 0 })
}

/// Returns the id in a cursor: of several parts it is the last.
fn last_part(cursor: &Value) -> Option<String> {
    let part = match cursor {
        Value::Array(parts) => parts.last()?,
        whole => whole,
    };
    key_of(part).filter(|it| !it.is_empty())
}

/// Finds the entity that a cursor names, also where somebody wrote all its parts in one text.
fn anchor<'s>(store: &'s Store, located: &Located, cursor: &str) -> Option<&'s Arc<Entity>> {
    let find = |id: &str| store.table(located.resource).get(id, &located.below());
    find(cursor).or_else(|| find(cursor.rsplit_once(',')?.1))
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_i64(),
        _ => None,
    }
}

/// Counts the entities up to and with this one, which need not be among them any more.
fn after(selection: &Selection<'_>, anchor: &Entity, order: &Order) -> usize {
    let anchor = position(order, anchor, anchor.properties());
    let descends = matches!(order, Order::Descending(_));
    let passed = |it: &&Position| if descends { **it >= anchor } else { **it <= anchor };
    selection.positions().take_while(passed).count()
}

/// Counts the entities up to and with those of this time (and this id, if one is given).
fn after_time(
    store: &Store,
    located: &Located,
    selection: &Selection<'_>,
    id: Option<&str>,
    stamp: i64,
    order: &Order,
) -> usize {
    let passed = |entity: &Arc<Entity>| {
        let by_time = entity.created.cmp(&stamp);
        let by_id = id.map_or(Ordering::Equal, |id| (*entity.id).cmp(id));
        let order = match order {
            Order::Descending(_) => by_time.then(by_id).reverse(),
            Order::Created | Order::Ascending(_) => by_time.then(by_id),
        };
        order != Ordering::Greater
    };
    selection.iter(store, located.resource).take_while(passed).count()
}

/// Makes the URL of another page: this request's, with the page moved.
fn url(
    call: &Call<'_>,
    way: Option<&Start>,
    last: Option<&Arc<Entity>>,
    (offset, number): (usize, usize),
) -> String {
    let moved: Vec<(&str, String)> = match (way, last) {
        (Some(Start::Offset { parameter }), _) => vec![(parameter, offset.to_string())],
        (Some(Start::Page { parameter, .. }), _) => vec![(parameter, number.to_string())],
        (Some(Start::After { id, stamp }), Some(last)) => {
            let stamp = stamp.as_ref().map(|it| (it.as_ref(), last.created.to_string()));
            stamp.into_iter().chain([(id.as_ref(), last.id.to_string())]).collect()
        }
        (None | Some(Start::After { .. }), _) => Vec::new(),
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
