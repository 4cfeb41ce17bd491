//! How a list is chosen, ordered and cut: parameters known by their usual names.

use twinspec_blueprint::{Compare, Filter, Limit, Listing, Order, Place, Sort, Start};

use crate::document::Node;
use crate::lower::blueprint::action::scope_of;
use crate::lower::blueprint::members::is_number;
use crate::lower::blueprint::owned;
use crate::lower::blueprint::resource::Found;
use crate::lower::blueprint::route::Route;
use crate::lower::blueprint::words::{plain, same};
use crate::lower::frame::{Operation, Parameter};

const QUERY: [&str; 7] = ["query", "q", "search", "searchterm", "term", "searchtext", "keyword"];
const LIMIT: [&str; 13] = [
    "limit",
    "pagesize",
    "perpage",
    "pagelimit",
    "size",
    "maxresults",
    "count",
    "first",
    "top",
    "take",
    "pagenumberofitems",
    "maxitems",
    "itemsperpage",
];
const OFFSET: [&str; 4] = ["skip", "offset", "startindex", "from"];
const PAGE: [&str; 4] = ["page", "pagenumber", "pageindex", "currentpage"];
const AFTER: [&str; 11] = [
    "startafterid",
    "startingafter",
    "after",
    "cursor",
    "startafter",
    "pagetoken",
    "nexttoken",
    "marker",
    "continue",
    "aftercursor",
    "continuationtoken",
];
const SORT: [&str; 6] = ["sort", "sortby", "orderby", "ordering", "sortfield", "sortcolumn"];
const DIRECTION: [&str; 6] =
    ["order", "sortorder", "sortdirection", "direction", "dir", "orderdirection"];

/// What the endings of parameters compare by.
const ENDINGS: [(&str, Compare); 8] = [
    ("_after", Compare::More),
    ("_since", Compare::AtLeast),
    ("_before", Compare::Less),
    ("_until", Compare::AtMost),
    ("_gte", Compare::AtLeast),
    ("_lte", Compare::AtMost),
    ("_gt", Compare::More),
    ("_lt", Compare::Less),
];

/// How many entities a page holds when the document does not say.
const PAGE_SIZE: usize = 20;

pub(super) fn infer(operation: &Operation<'_>, found: &Found<'_>) -> Listing {
    let query = |names: &'static [&'static str]| called(operation, found, names).next();
    let parameter = |it: &Parameter<'_>| owned(&it.name);
    Listing {
        filters: filters(operation, found).into(),
        query: query(&QUERY).map(parameter),
        search: false,
        order: order(operation.hint.order),
        sort: query(&SORT).map(|it| Sort {
            parameter: owned(&it.name),
            direction: query(&DIRECTION).map(parameter),
        }),
        limit: query(&LIMIT)
            .filter(|it| is_number_or_text(it))
            .map(|it| Limit { parameter: owned(&it.name), default: default_size(it) }),
        starts: [
            query(&OFFSET).map(|it| Start::Offset { parameter: owned(&it.name) }),
            query(&PAGE)
                .map(|it| Start::Page { parameter: owned(&it.name), first: first_page(it) }),
            after(operation, found),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

/// Returns the query parameters that have one of these names.
fn called<'o, 'd>(
    operation: &'o Operation<'d>,
    found: &'o Found<'d>,
    names: &'static [&'static str],
) -> impl Iterator<Item = &'o Parameter<'d>> {
    let parameters = operation.parameters.iter().filter(|it| it.place == Place::Query);
    // What is called like a property picks by it: a `size` may be that of a shirt.
    parameters.filter(|it| {
        let name = bare(&it.name);
        names.contains(&name.as_str()) && !found.properties.contains_key(it.name.as_str())
    })
}

/// Returns the name of a parameter without what stands around it in some APIs: `page[size]`.
fn bare(name: &str) -> String {
    plain(name)
}

fn filters(operation: &Operation<'_>, found: &Found<'_>) -> Vec<Filter> {
    // The owner's id picks by itself, whatever a path calls it: the list is one below the owner.
    let scope = scope_of(found, &Route::parse(&operation.path));
    let is_owner = |it: &Parameter<'_>| {
        it.place == Place::Path && scope.iter().flatten().any(|name| *name == it.name)
    };
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|it| matches!(it.place, Place::Path | Place::Query));
    let parameters = parameters.filter(|it| !is_owner(it));
    let inferred = parameters.filter_map(|it| {
        let (property, compare) = compared(&it.name, found)?;
        Some(Filter { parameter: owned(&it.name), property: owned(property), compare })
    });
    let hinted = operation.hint.filter.iter().map(|(parameter, property)| Filter {
        parameter: owned(parameter),
        property: owned(property),
        compare: Compare::Equal,
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

/// Returns the property that a parameter is compared with: `status`, `filter[status]`,
/// `created_after`, `min_price`, `price[gte]`.
fn compared<'d>(name: &str, found: &Found<'d>) -> Option<(&'d str, Compare)> {
    let property =
        |name: &str| found.properties.keys().copied().find(|it| same(it, name) && !name.is_empty());
    if let Some(exact) = property(name) {
        return Some((exact, Compare::Equal));
    }
    if let Some((base, inner)) = name.strip_suffix(']').and_then(|it| it.split_once('[')) {
        let compare = match inner {
            "gte" => Compare::AtLeast,
            "lte" => Compare::AtMost,
            "gt" => Compare::More,
            "lt" => Compare::Less,
            _ if same(base, "filter") => return Some((property(inner)?, Compare::Equal)),
            _ => return None,
        };
        return Some((property(base)?, compare));
    }
    let name = name.to_ascii_lowercase();
    let with = |base: &str| property(base).or_else(|| property(&format!("{base}_at")));
    let by_ending = ENDINGS
        .iter()
        .find_map(|(ending, compare)| Some((with(name.strip_suffix(ending)?)?, *compare)));
    let starts = [("min_", Compare::AtLeast), ("max_", Compare::AtMost)];
    let by_start = || {
        starts
            .iter()
            .find_map(|(start, compare)| Some((property(name.strip_prefix(start)?)?, *compare)))
    };
    by_ending.or_else(by_start)
}

fn order(hint: Option<&str>) -> Order {
    match hint.map(|it| it.strip_prefix('-').ok_or(it)) {
        None => Order::Created,
        Some(Ok(property)) => Order::Descending(owned(property)),
        Some(Err(property)) => Order::Ascending(owned(property)),
    }
}

/// Pages are counted from 1, unless the document lets them begin with 0.
fn first_page(parameter: &Parameter<'_>) -> usize {
    let schema = parameter.schema.resolve().ok();
    let number = |key: &str| schema.as_ref()?.get(key)?.value().as_i64();
    usize::from(!(number("default") == Some(0) || number("minimum") == Some(0)))
}

/// The id comes from the parameter that is text, its creation time from one that is a number.
fn after(operation: &Operation<'_>, found: &Found<'_>) -> Option<Start> {
    // What is `after` a day picks by it.
    let cursors = || called(operation, found, &AFTER).filter(|it| !is_time(it));
    let stamp = cursors().find(|it| is_number(&it.schema)).map(|it| owned(&it.name));
    let id = cursors().find(|it| !is_number(&it.schema))?;
    Some(Start::After { id: owned(&id.name), stamp })
}

fn is_time(parameter: &Parameter<'_>) -> bool {
    let schema = parameter.schema.resolve().ok();
    let format = schema.and_then(|it| it.get("format")).and_then(Node::text);
    matches!(format, Some("date" | "date-time"))
}

fn is_number_or_text(parameter: &Parameter<'_>) -> bool {
    crate::lower::blueprint::members::is_scalar(&parameter.schema)
}

/// A default may be written as text: some APIs take every query parameter so.
fn default_size(parameter: &Parameter<'_>) -> usize {
    let default = parameter.schema.resolve().ok().and_then(|it| it.get("default"));
    let number = |it: Node<'_>| match it.value().as_u64() {
        Some(number) => usize::try_from(number).ok(),
        None => it.text()?.parse().ok(),
    };
    default.and_then(number).filter(|it| *it > 0).unwrap_or(PAGE_SIZE)
}
