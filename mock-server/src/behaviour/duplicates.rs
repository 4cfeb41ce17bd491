//! Two contacts of a location never share an e-mail address or a phone number.

use serde_json::json;
use twinspec_mock::{Change, Refusal, StatusCode, Value};

use crate::behaviour::names;
use crate::generated::Resource;
use crate::generated::contact::{EMAIL, EMAIL_LOWER_CASE, ID, LOCATION_ID, PHONE};

/// The order in which a location looks for duplicates, unless its owner changes it: the property
/// that is compared, and the one that the refusal names.
const ORDER: [(&str, &str); 2] = [(EMAIL_LOWER_CASE, EMAIL), (PHONE, PHONE)];

/// Refuses a contact that the location already has.
// fidelity(observed; recorded answers): a contact that the location already has is a 400 that names
// it, by e-mail address first, then by phone. Held by
// `a_duplicate_names_the_contact_that_is_there`, `phones_are_stored_in_the_international_form`.
// fidelity(observed; thin reports): an update is refused in the same way. Held by
// `an_address_of_another_contact_is_refused_on_update_too`.
// fidelity(inferred; `emailLowerCase`): e-mail addresses are compared without regard to case. Held
// by `a_duplicate_names_the_contact_that_is_there`,
// `an_address_of_another_contact_is_refused_on_update_too`.
pub(super) fn refuse(change: &mut Change<'_>) -> Result<(), Refusal> {
    let Some(location) = change.entity.get(LOCATION_ID) else { return Ok(()) };
    for (compared, named) in ORDER {
        let Some(value) = change.entity.get(compared).filter(|it| it.is_string()) else { continue };
        // What a write leaves as it was is no new conflict.
        if change.before.is_some_and(|it| it.get(compared) == Some(value)) {
            continue;
        }
        let conditions = [(compared, value), (LOCATION_ID, location)];
        if let Some(existing) = change.find(Resource::Contact, &conditions) {
            let mut meta = json!({"contactId": existing[ID], "matchingField": named});
            if let Some(name) = names::full_name(&existing) {
                meta["contactName"] = Value::from(name);
            }
            let message = "This location does not allow duplicated contacts.";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, message).detail("meta", meta));
        }
    }
    Ok(())
}
