//! How a list is chosen, ordered and cut: parameters known by their usual names.

use twinspec_blueprint::{Filter, Limit, Listing, Order, Place, Start};

use crate::document::Node;
use crate::lower::blueprint::owned;
use crate::lower::blueprint::resource::Found;
use crate::lower::frame::{Operation, Parameter};
use crate::lower::types::kind;

const QUERY: [&str; 5] = ["query", "q", "search", "searchTerm", "term"];
const LIMIT: [&str; 7] =
    ["limit", "pageSize", "page_size", "per_page", "perPage", "pageLimit", "size"];
const OFFSET: [&str; 2] = ["skip", "offset"];
const PAGE: [&str; 3] = ["page", "pageNumber", "page_number"];
const AFTER: [&str; 6] =
    ["startAfterId", "starting_after", "startingAfter", "after", "cursor", "startAfter"];

/// How many entities a page holds when the document does not say.
const PAGE_SIZE: usize = 20;

pub(super) fn infer(operation: &Operation<'_>, found: &Found<'_>) -> Listing {
    let query = |names: &[&str]| {
        let mut parameters = operation.parameters.iter().filter(|it| it.place == Place::Query);
        // What is called like a property picks by it: a `size` may be that of a shirt.
        parameters.find(|it| {
            let name = it.name.as_str();
            names.contains(&name) && !found.properties.contains_key(name)
        })
    };
    Listing {
        filters: filters(operation, found).into(),
        query: query(&QUERY).map(|it| owned(&it.name)),
        order: order(operation.hint.order),
        limit: query(&LIMIT)
            .map(|it| Limit { parameter: owned(&it.name), default: default_size(it) }),
        start: match (query(&OFFSET), query(&PAGE), query(&AFTER)) {
            (Some(it), _, _) => Start::Offset { parameter: owned(&it.name) },
            (_, Some(it), _) => Start::Page { parameter: owned(&it.name) },
            (_, _, Some(_)) => after(operation),
            _ => Start::Beginning,
        },
    }
}

fn filters(operation: &Operation<'_>, found: &Found<'_>) -> Vec<Filter> {
    let inferred = operation
        .parameters
        .iter()
        .filter(|it| matches!(it.place, Place::Path | Place::Query))
        .filter(|it| found.properties.contains_key(it.name.as_str()))
        // The owner's id picks by itself: the list is one below the owner.
        .filter(|it| found.parent.is_none_or(|(_, parameter)| parameter != it.name))
        .map(|it| Filter { parameter: owned(&it.name), property: owned(&it.name) });
    let hinted = operation.hint.filter.iter().map(|(parameter, property)| Filter {
        parameter: owned(parameter),
        property: owned(property),
    });
    let mut filters: Vec<Filter> = hinted.chain(inferred).collect();
    let all = filters.clone();
    // What the document says goes before what was guessed of the same parameter.
    let mut index = 0;
    filters.retain(|it| {
        index += 1;
        !all[..index - 1].iter().any(|earlier| earlier.parameter == it.parameter)
    });
    filters
}

fn order(hint: Option<&str>) -> Order {
    match hint.map(|it| it.strip_prefix('-').ok_or(it)) {
        None => Order::Created,
        Some(Ok(property)) => Order::Descending(owned(property)),
        Some(Err(property)) => Order::Ascending(owned(property)),
    }
}

/// The id comes from the parameter that is text, its creation time from one that is a number.
fn after(operation: &Operation<'_>) -> Start {
    let cursors = || operation.parameters.iter().filter(|it| AFTER.contains(&it.name.as_str()));
    let is_number = |it: &&Parameter<'_>| {
        let schema = it.schema.resolve().ok();
        matches!(schema.as_ref().and_then(kind), Some("integer" | "number"))
    };
    let stamp = cursors().find(is_number).map(|it| owned(&it.name));
    match cursors().find(|it| !is_number(it)) {
        Some(id) => Start::After { id: owned(&id.name), stamp },
        None => Start::Beginning,
    }
}

/// A default may be written as text: some APIs take every query parameter so.
fn default_size(parameter: &Parameter<'_>) -> usize {
    let default = parameter.schema.resolve().ok().and_then(|it| it.get("default"));
    let number = |it: Node<'_>| match it.value().as_u64() {
        Some(number) => usize::try_from(number).ok(),
        None => it.text()?.parse().ok(),
    };
    default.and_then(number).unwrap_or(PAGE_SIZE)
}
