//! A token belongs to one location and reaches into no other.

use twinspec_mock::{Access, Refusal, StatusCode, Value};

use crate::generated::contact;

/// The claim of a token that says which location it belongs to; it is called like the property.
pub const LOCATION_ID: &str = contact::LOCATION_ID;

/// Refuses a call that names another location, or something in one.
pub(super) fn confine(access: &Access<'_>) -> Result<(), Refusal> {
    // A token of which no location is known is not confined: `--no-auth`, `--token` alone.
    let Some(own) = access.claims.get(LOCATION_ID) else { return Ok(()) };
    let named = access.query(LOCATION_ID).into_iter();
    let written = access.body.and_then(|it| it.get(LOCATION_ID));
    let touched = access.entities().filter_map(|(_, entity)| entity.get(LOCATION_ID));
    let mut locations = named.chain(written).chain(touched);
    if locations.all(|it: &Value| it == own) {
        return Ok(());
    }
    let message = "The token does not have access to this location.";
    Err(Refusal::new(StatusCode::FORBIDDEN, message))
}
