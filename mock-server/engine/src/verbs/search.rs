//! Searches by a request body, in the shapes that APIs use for them.
//!
//! The list is closed. A body may hold, beside each other:
//!
//! - `filters`, `filter`, `where` or `conditions`: a list of `{field, operator, value}` (also
//!   `property`, `name`, `key` or `attribute`; `op` or `comparison`), where the operator is one of
//!   `eq`, `neq`, `contains`, `in`, `gt`, `gte`, `lt` and `lte` or a sign or word for it; or an
//!   object of properties and the values that they must have;
//! - `query`, `q`, `search`, `searchTerm` or `term`: free text;
//! - `limit`, `pageLimit`, `pageSize`, `page_size`, `perPage` or `size`: how many to give;
//! - properties of the resource, with the values that they must have.

use std::cmp::Ordering;

use serde_json::Value;
use twinspec_blueprint::Resource;

use crate::Map;
use crate::store::{Sorted, key_of, matches};

const FILTERS: [&str; 4] = ["filters", "filter", "where", "conditions"];
const FIELD: [&str; 5] = ["field", "property", "name", "key", "attribute"];
const OPERATOR: [&str; 3] = ["operator", "op", "comparison"];
const WORDS: [&str; 5] = ["query", "q", "search", "searchTerm", "term"];
const LIMIT: [&str; 6] = ["limit", "pageLimit", "pageSize", "page_size", "perPage", "size"];

/// What a property must be.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) property: String,
    pub(super) test: Test,
}

/// How a property is tested.
#[derive(Debug)]
pub(super) enum Test {
    /// It is one of these, or a list that holds one.
    OneOf(Vec<String>),
    NoneOf(Vec<String>),
    /// It is a text with this in it, in lower case, or a list that holds it.
    Contains(String),
    /// It compares so with a value of its kind.
    Than(Sorted, &'static [Ordering]),
}

/// What a body asks for.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) conditions: Vec<Condition>,
    pub(super) words: Vec<String>,
}

impl Condition {
    pub(super) fn holds(&self, entity: &Map) -> bool {
        let value = entity.get(&self.property);
        match &self.test {
            Test::OneOf(keys) => is_one_of(value, keys),
            Test::NoneOf(keys) => !is_one_of(value, keys),
            Test::Contains(part) => match value {
                Some(Value::String(text)) => text.to_lowercase().contains(part),
                Some(Value::Array(items)) => {
                    items.iter().any(|it| key_of(it).is_some_and(|it| it.to_lowercase() == *part))
                }
                _ => false,
            },
            Test::Than(other, orders) => {
                let value = Sorted::of(value);
                let is_comparable = std::mem::discriminant(&value) == std::mem::discriminant(other);
                is_comparable && orders.contains(&value.cmp(other))
            }
        }
    }

    /// Returns the one value that the property must have, if there is only one.
    pub(super) fn as_single_key(&self) -> Option<&str> {
        match &self.test {
            Test::OneOf(keys) => match keys.as_slice() {
                [key] => Some(key),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Reads what a body asks for; what is not understood asks for nothing.
pub(super) fn read(body: &Value, resource: &Resource) -> Asked {
    let mut asked = Asked::default();
    let Some(body) = body.as_object() else { return asked };
    for (name, value) in body {
        if FILTERS.contains(&name.as_str()) {
            asked.conditions.extend(filters(value, resource));
        } else if WORDS.contains(&name.as_str()) {
            let text = value.as_str().unwrap_or_default();
            asked.words.extend(text.split_whitespace().map(str::to_lowercase));
        } else if !LIMIT.contains(&name.as_str()) {
            asked.conditions.extend(equal(name, value, resource));
        }
    }
    asked
}

/// Returns how many entities a body asks for.
pub(super) fn page_size(body: &Value) -> Option<usize> {
    LIMIT.iter().find_map(|it| count(body.get(it)?))
}

/// Reads a count that is a number, or a text that is one.
pub(super) fn count(value: &Value) -> Option<usize> {
    match value {
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

fn filters(value: &Value, resource: &Resource) -> Vec<Condition> {
    match value {
        Value::Array(filters) => filters.iter().filter_map(|it| filter(it, resource)).collect(),
        Value::Object(properties) => {
            properties.iter().filter_map(|(name, it)| equal(name, it, resource)).collect()
        }
        _ => Vec::new(),
    }
}

fn filter(filter: &Value, resource: &Resource) -> Option<Condition> {
    let text = |names: &[&str]| names.iter().find_map(|it| filter.get(it)?.as_str());
    let property = known(text(&FIELD)?, resource)?;
    let value = filter.get("value").or_else(|| filter.get("values"))?;
    let keys = || match value {
        Value::Array(values) => values.iter().filter_map(key_of).collect(),
        value => key_of(value).into_iter().collect::<Vec<_>>(),
    };
    let than = |orders: &'static [Ordering]| Test::Than(Sorted::of(Some(value)), orders);
    let operator = text(&OPERATOR).unwrap_or("eq").to_ascii_lowercase().replace(['_', ' '], "");
    let wanted = match operator.as_str() {
        "eq" | "=" | "==" | "is" | "equals" | "in" | "isanyof" => Test::OneOf(keys()),
        "neq" | "ne" | "!=" | "<>" | "isnot" | "notequals" | "nin" | "notin" => {
            Test::NoneOf(keys())
        }
        "contains" | "like" | "ilike" => Test::Contains(key_of(value)?.to_lowercase()),
        "gt" | ">" | "greaterthan" | "after" => than(&[Ordering::Greater]),
        "lt" | "<" | "lessthan" | "before" => than(&[Ordering::Less]),
        "gte" | ">=" => than(&[Ordering::Greater, Ordering::Equal]),
        "lte" | "<=" => than(&[Ordering::Less, Ordering::Equal]),
        _ => return None,
    };
    Some(Condition { property, test: wanted })
}

/// A property of the resource with the value that it must have.
fn equal(name: &str, value: &Value, resource: &Resource) -> Option<Condition> {
    let property = known(name, resource)?;
    let keys: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(key_of).collect(),
        value => key_of(value).into_iter().collect(),
    };
    (!keys.is_empty()).then_some(Condition { property, test: Test::OneOf(keys) })
}

fn known(name: &str, resource: &Resource) -> Option<String> {
    resource.properties.iter().find(|it| *it == name).map(ToString::to_string)
}

/// Whether one of these keys is the value, or in it.
fn is_one_of(value: Option<&Value>, keys: &[String]) -> bool {
    value.is_some_and(|value| keys.iter().any(|key| matches(value, key)))
}
