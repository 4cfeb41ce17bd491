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
