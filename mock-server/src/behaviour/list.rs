//! How a contact looks in a list: names in lower case, their true spelling beside them.

use twinspec_mock::{Map, Value};

use crate::behaviour::names;
use crate::generated::contact::{
    ATTRIBUTION_SOURCE, ATTRIBUTIONS, CONTACT_NAME, EMAIL, FIRST_NAME, FIRST_NAME_RAW,
    LAST_ATTRIBUTION_SOURCE, LAST_NAME, LAST_NAME_RAW,
};

/// Shows a contact as lists do.
// fidelity(observed; recorded answers): names are in lower case, their spelling is beside them.
// Held by `list_gives_the_newest_first_and_null_for_unset`.
// fidelity(observed; an older version): without a name a contact is called by its e-mail address.
// Held by `lists_call_contacts_and_their_touches_otherwise`.
// fidelity(documented; official OpenAPI files): the first touch and the last are in `attributions`. Held
// by `lists_call_contacts_and_their_touches_otherwise`.
pub(super) fn as_listed(contact: &mut Map) {
    let name = names::full_name(contact).map(|it| Value::from(it.to_lowercase()));
    let name = name.or_else(|| contact.get(EMAIL).cloned()).unwrap_or_default();
    contact.insert(CONTACT_NAME.to_owned(), name);
    for (property, raw) in [(FIRST_NAME, FIRST_NAME_RAW), (LAST_NAME, LAST_NAME_RAW)] {
        let Some(Value::String(written)) = contact.get(property).cloned() else { continue };
        contact.insert(property.to_owned(), written.to_lowercase().into());
        contact.insert(raw.to_owned(), written.into());
    }
    let touches = [ATTRIBUTION_SOURCE, LAST_ATTRIBUTION_SOURCE];
    let touches: Vec<Value> = touches.iter().filter_map(|it| contact.get(*it).cloned()).collect();
    if !touches.is_empty() {
        contact.insert(ATTRIBUTIONS.to_owned(), touches.into());
    }
}
