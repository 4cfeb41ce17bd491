//! Names: the whole, its parts, and their lower-case twins.

use twinspec_mock::{Change, Map, Value};

use crate::behaviour::set;
use crate::generated::contact::{
    FIRST_NAME, FIRST_NAME_LOWER_CASE, FULL_NAME_LOWER_CASE, LAST_NAME, LAST_NAME_LOWER_CASE, NAME,
};

/// Splits `name` into the parts that were not given, and derives the lower-case twins.
// fidelity(documented; official OpenAPI files): names have twins in lower case. Held by
// `create_gives_what_the_server_made`.
pub(super) fn complete(change: &mut Change<'_>) {
    split(change);
    let contact = &mut *change.entity;
    for (name, twin) in [(FIRST_NAME, FIRST_NAME_LOWER_CASE), (LAST_NAME, LAST_NAME_LOWER_CASE)] {
        let lower = text(contact, name).map(str::to_lowercase);
        set(contact, twin, lower);
    }
    let full = full_name(contact).map(|it| it.to_lowercase());
    set(contact, FULL_NAME_LOWER_CASE, full);
}

/// Returns first and last name with a space between them; `None` when there is neither.
pub(super) fn full_name(contact: &Map) -> Option<String> {
    let parts: Vec<&str> =
        [FIRST_NAME, LAST_NAME].into_iter().filter_map(|it| text(contact, it)).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The first word is the first name, the rest the last name; what is given apart wins.
// fidelity(inferred; official OpenAPI files): of a whole name the first word is the first name, all
// else the last name; what is given apart wins. Held by `create_gives_what_the_server_made`.
fn split(change: &mut Change<'_>) {
    let Some(name) = change.entity.shift_remove(NAME) else { return };
    let Some(name) = name.as_str().map(str::trim).filter(|it| !it.is_empty()) else { return };
    let (first, last) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    for (property, part) in [(FIRST_NAME, first), (LAST_NAME, last.trim())] {
        if change.input.get(property).is_none_or(Value::is_null) {
            set(change.entity, property, Some(part.to_owned()));
        }
    }
}

fn text<'c>(contact: &'c Map, property: &str) -> Option<&'c str> {
    contact.get(property).and_then(Value::as_str).filter(|it| !it.is_empty())
}
