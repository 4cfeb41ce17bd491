//! How tokens are given out: for a location or an agency, in two spellings.
//!
//! The older callers write `client_id` and read `access_token`; version `v3` writes `clientId` and
//! reads `accessToken`. One official SDK names that version and still speaks the older way, so that
//! it gets both.

use serde_json::json;
use twinspec_mock::{Asked, Issue, Map, OAuth, OAuthError, SignedDuration, StatusCode, Value};

use crate::behaviour::location::{COMPANY_ID, LOCATION_ID, USER_ID, USER_TYPE};

/// The claim of an agency's token that lists the locations that it reaches, all without it.
const APPROVED: &str = "approvedLocations";

/// The scope without which an agency gets no token of a location.
const EXCHANGE: &str = "oauth.write";

const SCOPES: &str = "scopes";

/// Where an agency gets a token of a location, in both spellings.
const LOCATION_TOKEN: [&str; 2] = ["/oauth/locationToken", "/oauth/location-token"];

/// Parameters in the newer spelling, each with the older one.
const PARAMETERS: [(&str, &str); 8] = [
    ("clientId", "client_id"),
    ("clientKey", "client_id"),
    ("clientSecret", "client_secret"),
    ("codeVerifier", "code_verifier"),
    ("grantType", "grant_type"),
    ("redirectUri", "redirect_uri"),
    ("refreshToken", "refresh_token"),
    ("userType", "user_type"),
];

/// Members of an answer in the older spelling, each with the newer one.
const MEMBERS: [(&str, &str); 6] = [
    ("access_token", "accessToken"),
    ("token_type", "tokenType"),
    ("expires_in", "expiresIn"),
    ("refresh_token", "refreshToken"),
    ("authorization_code", "authorizationCode"),
    ("expires_at", "expiresAt"),
];

/// The member that every answer has.
const TRACE_ID: &str = "traceId";

/// Where older apps send people: the document has the newer path.
const CHOOSE_LOCATION: &str = "/oauth/chooselocation";

/// Where an app gets a code again.
const RECONNECT: &str = "/oauth/reconnect";

// fidelity(observed; JavaScript SDK): the consent page is also at its older path. Held by
// `an_app_of_the_older_sdk_finds_the_page_where_it_looks`.
// fidelity(documented; help pages): an app that lost its tokens gets a code by its key. Held by
// `an_app_that_lost_its_tokens_gets_a_code_by_its_key`.
// fidelity(documented; official OpenAPI files): a refresh token works once; that it was used takes
// back nothing else. Held by `a_refresh_token_works_once_and_lasts_a_year`.
pub(super) fn rules() -> OAuth {
    let [old, new] = LOCATION_TOKEN;
    OAuth::new()
        .read(read)
        .issue(issue)
        .show(show)
        .word(word)
        .authorize(CHOOSE_LOCATION)
        .reconnect(RECONNECT, &[LOCATION_ID, COMPANY_ID])
        .exchange(old, for_location)
        .exchange(new, for_location)
        // A refresh token that was used is refused; nothing more is known to happen.
        .forgive_reuse()
        .need_no_redirect_uri()
}

/// Adds the older spelling of what is written in the newer one.
fn read(asked: &mut Asked<'_>) {
    for (new, old) in PARAMETERS {
        if let Some(value) = asked.parameters.get(new).cloned() {
            asked.parameters.entry(old).or_insert(value);
        }
    }
}

fn is_new(asked: &Asked<'_>) -> bool {
    PARAMETERS.iter().any(|(new, _)| asked.get(new).is_some())
}

/// Shows an answer in the spelling of the question, and in both to who says one and does the other.
// fidelity(documented; official OpenAPI files): an answer is in the spelling of the question. Held
// by `tokens_are_asked_for_in_two_spellings`.
// fidelity(inferred; all other answers): answers about tokens have a `traceId`. Held by
// `answers_about_tokens_can_be_traced`.
fn show(asked: &Asked<'_>, answer: &mut Map) {
    answer.insert(TRACE_ID.to_owned(), asked.uuid().into());
    let is_new = is_new(asked);
    if !is_new && asked.header("version") != Some("v3") {
        return;
    }
    for (old, new) in MEMBERS {
        let Some(value) = answer.get(old).cloned() else { continue };
        if is_new {
            answer.shift_remove(old);
        }
        answer.insert(new.to_owned(), value);
    }
}

/// A token lives for a day and its refresh token for a year; both belong to a location or an agency.
// fidelity(documented; help pages): an access token lives for a day, a refresh token for a year.
// Held by `an_access_token_lasts_a_day_and_has_the_scopes_of_its_code`,
// `a_refresh_token_works_once_and_lasts_a_year`.
fn issue(issue: &mut Issue<'_>) -> Result<(), OAuthError> {
    if let Some(asked) = issue.asked.get("user_type")
        && !matches!(asked, "Company" | "Location")
    {
        return Err(OAuthError::Invalid("user_type".to_owned(), "is no type".to_owned()));
    }
    issue.lifetime = SignedDuration::from_secs(86_399);
    issue.refresh_lifetime = Some(SignedDuration::from_hours(365 * 24));
    let is_exchange = LOCATION_TOKEN.contains(&issue.grant_type);
    issue.is_refreshable |= is_exchange && issue.asked.header("version") == Some("v3");

    let has_location = issue.claims.contains_key(LOCATION_ID);
    let kind = if has_location { "Location" } else { "Company" };
    issue.claims.insert(USER_TYPE.to_owned(), kind.into());
    for name in [USER_TYPE, LOCATION_ID, COMPANY_ID, USER_ID, APPROVED] {
        let value = issue.claims.get(name).filter(|_| !is_exchange || name != COMPANY_ID);
        if let Some(value) = value.cloned() {
            issue.answer.insert(name.to_owned(), value);
        }
    }
    Ok(())
}

/// Gives an agency's token for that of one of its locations.
// fidelity(documented; help pages): an agency gets tokens of the locations that it reaches. Held by
// `an_agency_gets_tokens_of_its_locations`.
fn for_location(asked: &Asked<'_>, agency: &Map) -> Result<Map, OAuthError> {
    let is_agency = agency.get(USER_TYPE).is_some_and(|it| it == "Company");
    let scopes = agency.get(SCOPES).and_then(Value::as_array);
    if !is_agency || scopes.is_some_and(|it| !it.contains(&EXCHANGE.into())) {
        let message = "The token is not authorized for this scope.";
        return Err(OAuthError::Other("insufficient_scope".to_owned(), message.to_owned()));
    }
    // The Python SDK writes the names in its own language's way.
    let named = |name: &str, other| asked.get(name).map_or_else(|| asked.need(other), Ok);
    let company = named("company_id", COMPANY_ID)?;
    let location = named("location_id", LOCATION_ID)?;
    if agency.get(COMPANY_ID).is_some_and(|it| it != company) {
        return Err(OAuthError::Invalid(COMPANY_ID.to_owned(), "is another agency's".to_owned()));
    }
    let approved = agency.get(APPROVED).and_then(Value::as_array);
    if approved.is_some_and(|it| !it.contains(&location.into())) {
        let message = "Location is not active";
        return Err(OAuthError::Other("invalid_request".to_owned(), message.to_owned()));
    }
    let mut claims = Map::new();
    claims.insert(LOCATION_ID.to_owned(), location.into());
    claims.insert(COMPANY_ID.to_owned(), company.into());
    if let Some(user) = agency.get(USER_ID) {
        claims.insert(USER_ID.to_owned(), user.clone());
    }
    if let Some(scopes) = scopes {
        let scopes = scopes.iter().filter(|it| **it != EXCHANGE).cloned();
        claims.insert(SCOPES.to_owned(), scopes.collect());
    }
    Ok(claims)
}

/// Words a refusal as the service does: a 400, apart from tokens that are not good enough.
// fidelity(documented; official OpenAPI files): what is wrong is a 400 that names the parameter.
// Held by `what_is_wrong_with_a_wish_for_a_token_is_told`.
fn word(asked: &Asked<'_>, error: &OAuthError) -> (StatusCode, Map) {
    let spelt = |name: &str| {
        let new = PARAMETERS.iter().find(|(_, old)| *old == name && is_new(asked));
        new.map_or(name, |(new, _)| new).to_owned()
    };
    let message = match error {
        OAuthError::Missing(name) => format!("Missing parameter: {}", spelt(name)),
        OAuthError::Invalid(name, _) => format!("Invalid parameter: {}", spelt(name)),
        OAuthError::GrantType(_) => format!("Invalid parameter: {}", spelt("grant_type")),
        OAuthError::Client(_) => "Invalid client: client is invalid".to_owned(),
        OAuthError::Grant(what, _) => format!("Invalid grant: {what} is invalid"),
        OAuthError::Scope(_) => "Invalid scope: Requested scope is invalid".to_owned(),
        OAuthError::Other(code, _) if code == "invalid_token" => {
            "Invalid token: access token is invalid".to_owned()
        }
        other => other.to_string(),
    };
    let (status, name) = match error.code() {
        "invalid_token" | "insufficient_scope" => (StatusCode::UNAUTHORIZED, "Unauthorized"),
        _ => (StatusCode::BAD_REQUEST, "Bad Request"),
    };
    let body = json!({
        "statusCode": status.as_u16(),
        "message": message,
        "error": name,
        TRACE_ID: asked.uuid(),
    });
    (status, body.as_object().cloned().unwrap_or_default())
}
