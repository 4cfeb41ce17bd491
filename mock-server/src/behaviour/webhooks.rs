//! What an event tells beyond the properties of the entity that it is about.

use twinspec_mock::{Emission, Map, Value};

use crate::behaviour::{contact, names, set};
use crate::generated::Resource;
use crate::generated::contact::{DATE_ADDED, NAME};

/// The member that tells an app whether an event is meant for it: the vendor's SDK ignores others.
const APP_ID: &str = "appId";

/// When an event happened.
const TIMESTAMP: &str = "timestamp";

/// Completes the payload of an event.
pub(super) fn complete(emission: &Emission<'_>, payload: &mut Map) -> bool {
    if emission.resource == Resource::Contact.into() {
        contact::as_created(payload);
        let name = names::full_name(payload);
        set(payload, NAME, name);
    } else if emission.before.is_none() {
        // Of tasks the service keeps no such time, but it tells of it when one is created.
        let now = payload.get(TIMESTAMP).cloned().unwrap_or_default();
        payload.insert(DATE_ADDED.to_owned(), now);
    }
    // Of a client id, only what stands before the first hyphen is the app.
    if let Some(app) = emission.apps.first().and_then(|it| it.split('-').next()) {
        payload.entry(APP_ID).or_insert_with(|| Value::from(app));
    }
    true
}
