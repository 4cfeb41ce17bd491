//! What an event tells beyond the properties of the entity that it is about.

use twinspec_mock::{Emission, Map, Value};

use crate::behaviour::{contact, names, set};
use crate::generated::Resource;
use crate::generated::contact::{DATE_ADDED, NAME};

/// The member that tells an app whether an event is meant for it: the vendor's SDK ignores others.
const APP_ID: &str = "appId";

/// The member that names the version of the app that an event is meant for.
const VERSION_ID: &str = "versionId";

/// When an event happened.
const TIMESTAMP: &str = "timestamp";

/// Completes the payload of an event.
// fidelity(documented; pages of the events, one sample differs): an event is flat, with the entity's
// properties beside its name, its time and its id. Held by `create_contact_tells_of_the_contact`,
// `tasks_tell_of_being_made_done_and_deleted`, `every_event_satisfies_its_schema_and_the_client_reads_it`.
// fidelity(observed; both SDKs): `appId` is what stands before the first hyphen of the client id. Held by
// `create_contact_tells_of_the_contact`.
// fidelity(observed; one report): an event has a `versionId` beside `appId`. Held by
// `create_contact_tells_of_the_contact`.
// fidelity(chosen; not known): the version is called as the app is, unless a subscriber's `members` say
// otherwise. Held by `subscriber_says_which_version_of_the_app_it_is`.
// fidelity(documented; help pages): the raw body is signed with Ed25519, in `X-GHL-Signature`. Held by
// `body_is_signed_byte_for_byte`, `delivery_is_signed_where_the_service_signs`.
// fidelity(documented; help pages): only after a 429 an event is sent again, ten minutes later and at most
// six times. Held by `busy_app_is_asked_again_every_ten_minutes_six_times`, `retries_have_an_end`,
// `other_failures_are_final`.
// fidelity(chosen; not known): one app is told of everything in the order of the writes. Held by
// `events_come_in_the_order_of_the_writes`.
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
        for name in [APP_ID, VERSION_ID] {
            payload.entry(name).or_insert_with(|| Value::from(app));
        }
    }
    true
}
