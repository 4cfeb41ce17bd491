//! Custom fields: written as `{id, field_value}`, `fieldValue` since v3, and shown as `{id, value}`.

use serde_json::json;
use twinspec_mock::{Change, Value};

use crate::generated::contact::CUSTOM_FIELDS;

/// The members of a field, as callers write it and as it is shown.
const ID: &str = "id";
const WRITTEN: [&str; 2] = ["fieldValue", "field_value"];
const SHOWN: &str = "value";

/// Turns what was written into what is shown; fields that an update leaves out stay as they are.
// fidelity(documented; official OpenAPI files): fields go in as `field_value` and come out as
// `value`. Held by `custom_fields_go_in_as_field_value_and_come_out_as_value`.
// fidelity(chosen; not known): fields that an update does not name stay. Held by
// `custom_fields_go_in_as_field_value_and_come_out_as_value`.
pub(super) fn complete(change: &mut Change<'_>) {
    if change.input.get(CUSTOM_FIELDS).is_none() {
        return;
    }
    let written = change.entity.get(CUSTOM_FIELDS).and_then(Value::as_array);
    let written: Vec<Value> = written.into_iter().flatten().filter_map(shown).collect();
    let before = change.before.and_then(|it| it.get(CUSTOM_FIELDS)?.as_array());
    let mut fields: Vec<Value> = before.cloned().unwrap_or_default();
    for field in written {
        match fields.iter_mut().find(|it| it[ID] == field[ID]) {
            Some(earlier) => *earlier = field,
            None => fields.push(field),
        }
    }
    change.entity.insert(CUSTOM_FIELDS.to_owned(), fields.into());
}

/// A field without a value says nothing and is dropped.
fn shown(field: &Value) -> Option<Value> {
    let mut names = WRITTEN.iter().chain([&SHOWN]);
    let value = names.find_map(|it| field.get(it))?;
    Some(json!({ID: field[ID], SHOWN: value}))
}
