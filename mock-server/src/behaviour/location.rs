//! A token belongs to one location and reaches into no other.

use twinspec_mock::{Access, Denial, Map, OperationId, Refusal, StatusCode, Value};

use crate::generated::contact;

/// The claim of a token that says which location it belongs to; it is called like the property.
pub const LOCATION_ID: &str = contact::LOCATION_ID;

/// The claim that says which agency a location belongs to.
pub(super) const COMPANY_ID: &str = "companyId";

/// The claim that tells a token of a location from one of an agency.
pub(super) const USER_TYPE: &str = "userType";

/// The claim that says who consented.
pub(super) const USER_ID: &str = "userId";

/// The claim that the authorization server adds: which app a token was given to.
pub(super) const CLIENT_ID: &str = "clientId";

/// Refuses an agency: contacts belong to locations, and an agency has no scope for them.
// fidelity(observed; recorded answers): an agency's token lacks the scope. Held by
// `every_way_to_be_wrong_has_its_words`.
pub(super) fn refuse_agency(_: OperationId, claims: &Map) -> Result<(), Denial> {
    let is_agency = claims.get(USER_TYPE).is_some_and(|it| it == "Company");
    if is_agency { Err(Denial::Scopes(Vec::new())) } else { Ok(()) }
}

/// Refuses a call that names another location, or something in one.
// fidelity(observed; recorded answers): what is in another location is a 403. Held by
// `a_foreign_location_is_forbidden`, `every_operation_refuses_a_foreign_token`.
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
