//! What the server makes of a contact that somebody writes.

use serde_json::json;
use twinspec_mock::{Change, Map, Refusal, Value};

use crate::behaviour::location::{CLIENT_ID, USER_ID};
use crate::behaviour::{channels, custom_fields, dates, names, phones, set};
use crate::generated::contact::{
    BIRTH_DAY, BIRTH_MONTH, COUNTRY, CREATED_BY, DATE_OF_BIRTH, EMAIL, EMAIL_LOWER_CASE,
    LAST_SESSION_ACTIVITY_AT, LAST_UPDATED_BY, TAGS,
};

/// Completes a contact before it is stored.
// fidelity(observed; recorded answers): the country is that of the location, here `US`. Held by
// `create_gives_what_the_server_made`.
// fidelity(documented; official OpenAPI files): the e-mail address has a twin in lower case. Held
// by `create_gives_what_the_server_made`.
pub(super) fn complete(change: &mut Change<'_>) -> Result<(), Refusal> {
    names::complete(change);
    let email = change.entity.get(EMAIL).and_then(Value::as_str).map(str::to_lowercase);
    set(change.entity, EMAIL_LOWER_CASE, email);
    phones::complete(change)?;
    change.entity.entry(COUNTRY).or_insert_with(|| json!("US"));
    lower_tags(change.entity);
    custom_fields::complete(change);
    channels::complete(change.entity);
    date_of_birth(change.entity)?;
    audit(change);
    Ok(())
}

/// Shows a contact as the answer to its creation does, and events: the day of birth is a point in
/// time.
// fidelity(documented; official OpenAPI files): the answer to a creation shows the date of birth
// with a time. Held by `create_gives_what_the_server_made`.
pub(super) fn as_created(contact: &mut Map) {
    if let Some(Value::String(date)) = contact.get_mut(DATE_OF_BIRTH) {
        date.push_str("T00:00:00.000Z");
    }
}

/// Tags are lower case, trimmed and unique, in the order in which they came.
// fidelity(observed; recorded answers): tags are in lower case, trimmed and unique. Held by
// `create_gives_what_the_server_made`, `add_tags_is_a_union_in_lower_case`.
fn lower_tags(contact: &mut Map) {
    let Some(Value::Array(tags)) = contact.get_mut(TAGS) else { return };
    let mut unique: Vec<Value> = Vec::with_capacity(tags.len());
    for tag in tags.iter().filter_map(Value::as_str) {
        let tag = Value::from(tag.trim().to_lowercase());
        if !unique.contains(&tag) {
            unique.push(tag);
        }
    }
    *tags = unique;
}

// fidelity(documented; official OpenAPI files): a date of birth is written year first or month
// first, with `/`, `-`, `.` or `_`; month and day are told apart. Held by
// `create_gives_what_the_server_made`, `a_day_is_written_in_several_ways`.
fn date_of_birth(contact: &mut Map) -> Result<(), Refusal> {
    let Some(Value::String(written)) = contact.get(DATE_OF_BIRTH) else {
        contact.shift_remove(BIRTH_MONTH);
        contact.shift_remove(BIRTH_DAY);
        return Ok(());
    };
    let date = dates::day(written, DATE_OF_BIRTH)?;
    contact.insert(BIRTH_MONTH.to_owned(), date.month().into());
    contact.insert(BIRTH_DAY.to_owned(), date.day().into());
    contact.insert(DATE_OF_BIRTH.to_owned(), date.to_string().into());
    Ok(())
}

/// Notes who wrote; what a data file brings is left as it is.
// fidelity(observed; recorded answers): who made and who changed a contact last is noted. Held by
// `create_gives_what_the_server_made`, `update_changes_only_what_it_names`.
// fidelity(inferred; name of the property): `sourceId` is the app that the token was given to; of a token
// of no app, its user. Held by `who_wrote_a_contact_is_the_app_of_the_token_else_its_user`.
fn audit(change: &mut Change<'_>) {
    let now = Value::from(dates::stamp(change.now));
    let added = change.entity.get(crate::generated::contact::DATE_ADDED).cloned();
    if change.before.is_none() {
        change.entity.entry(LAST_SESSION_ACTIVITY_AT).or_insert_with(|| added.unwrap_or_default());
    }
    if change.operation.is_none() {
        return;
    }
    let mut stamp = json!({ "source": "INTEGRATION", "channel": "OAUTH" });
    if let Some(writer) = [CLIENT_ID, USER_ID].iter().find_map(|it| change.claims.get(*it)) {
        stamp["sourceId"] = writer.clone();
    }
    stamp["timestamp"] = now;
    if change.before.is_none() {
        change.entity.insert(CREATED_BY.to_owned(), stamp.clone());
    }
    change.entity.insert(LAST_UPDATED_BY.to_owned(), stamp);
}
