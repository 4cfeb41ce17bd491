//! Which values of an answer or a body may be what an entity is called.

use serde_json::Value;

use crate::encode::plain;
use crate::walk::observe::{Sent, objects};

/// In so many ways a name may tell that it is an identifier's, the surest first.
const RANKS: usize = 8;

/// What may be the identifier for a parameter of this name, the likeliest first.
pub(crate) fn identifiers(answer: &Value, name: &str, sent: &Sent) -> Vec<String> {
    ranked(answer, name, sent, RANKS)
}

/// Whether an answer leaves a doubt that this is the identifier: it calls it the id of something
/// else, or hardly like the parameter.
pub(crate) fn is_doubtful(answer: &Value, name: &str, sent: &Sent, id: &str) -> bool {
    let has = |count: usize| ranked(answer, name, sent, count).iter().any(|it| it == id);
    has(RANKS) && !has(RANKS - 2)
}

/// What may be the identifier in a body: what it calls the id of something else is none.
pub(crate) fn own_identifiers(sent: &Sent, name: &str) -> Vec<String> {
    ranked(&own(&sent.body, name), name, sent, RANKS - 1)
}

fn ranked(answer: &Value, name: &str, sent: &Sent, count: usize) -> Vec<String> {
    if let Value::String(_) | Value::Number(_) = answer {
        return Some(plain(answer)).filter(|it| !it.is_empty()).into_iter().collect();
    }
    let mut objects: Vec<(usize, &Value)> =
        objects(answer).into_iter().map(|it| (sent.likeness(it), it)).collect();
    objects.sort_by_key(|(common, _)| std::cmp::Reverse(*common));
    let wanted = squeezed(name);
    let is_known = |it: &str| ["id", "uuid", "uid", "guid", "gid"].contains(&it);
    let is_named =
        |it: &str| ["key", "name", "slug", "code", "number", "identifier", "urn"].contains(&it);
    let ranks: [&dyn Fn(&str) -> bool; RANKS] = [
        &|it| it == wanted,
        // `{taxonomy_key}` is the `key` of one, also where it has an `id`.
        &|it| is_named(it) && wanted.ends_with(it),
        &|it| is_known(it),
        &|it| it.ends_with("id") && wanted.starts_with(it.trim_end_matches("id")),
        &|it| wanted.ends_with(it) || it.ends_with(&wanted),
        &is_named,
        &|it| it.ends_with("id"),
        // `{reserved_ipv6}` is what is called `ip`.
        &|it| it.len() > 1 && wanted.contains(it),
    ];
    let mut found = Vec::new();
    for rank in ranks.into_iter().take(count) {
        for (_, object) in &objects {
            for (key, value) in object.as_object().into_iter().flatten() {
                let (key, value) = only(squeezed(key), value);
                let is_scalar = value.is_string() || value.is_number();
                let text = plain(value);
                if is_scalar && rank(&key) && !text.is_empty() && !found.contains(&text) {
                    found.push(text);
                }
            }
        }
    }
    found
}

/// What a list of one says: `run_ids` that are one are a `run_id`.
fn only(key: String, value: &Value) -> (String, &Value) {
    match (value.as_array().map(Vec::as_slice), key.strip_suffix('s')) {
        (Some([one]), Some(singular)) => (singular.to_owned(), one),
        _ => (key, value),
    }
}

/// What a body says of itself: without what is called the id of something else.
fn own(body: &Value, name: &str) -> Value {
    let is_foreign = |key: &str| {
        let key = squeezed(key);
        let ids = ["id", "ids", "guid", "uuid", "urn"];
        ids.iter().any(|it| key.len() > it.len() && key.ends_with(it)) && key != squeezed(name)
    };
    match body {
        Value::Object(members) => {
            let own = members.iter().filter(|(key, _)| !is_foreign(key));
            Value::Object(own.map(|(key, it)| (key.clone(), own_of(it, name))).collect())
        }
        other => own_of(other, name),
    }
}

fn own_of(value: &Value, name: &str) -> Value {
    match value {
        Value::Object(_) => own(value, name),
        Value::Array(items) => items.iter().map(|it| own_of(it, name)).collect(),
        other => other.clone(),
    }
}

pub(crate) fn squeezed(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}
