//! Businesses: they have ids of another look, and that is all this API says of them.

use twinspec_mock::{Access, Refusal, StatusCode, Value};

use crate::generated::contact;

/// Refuses an id that cannot be one: businesses have 24 hexadecimal digits.
// fidelity(inferred; the same refusal of the businesses' API): an id that is no business's is a
// 400. Held by `a_business_without_contacts_is_not_an_error`.
pub(super) fn check_id(access: &Access<'_>) -> Result<(), Refusal> {
    // The parameter is called like the property that it picks by.
    let Some(id) = access.path(contact::BUSINESS_ID).and_then(Value::as_str) else { return Ok(()) };
    if id.len() == 24 && id.chars().all(|it| it.is_ascii_hexdigit()) {
        return Ok(());
    }
    let message = format!("BusinessId is not a valid ObjectId: {id}");
    Err(Refusal::new(StatusCode::BAD_REQUEST, message))
}
