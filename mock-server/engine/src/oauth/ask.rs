//! Asking: what an app sends, and who it says that it is.

use http::Response;
use http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::Map;
use crate::behaviour::{Asked, OAuth};
use crate::credentials::basic;
use crate::engine::json_response;
use crate::oauth::app::{self, App};
use crate::oauth::{JSON, OAuthError};
use crate::request::body::{essence, is_json};
use crate::service::Body;

/// Reads the parameters: a form, as RFC 6749 has it, or JSON, as many servers take it as well.
pub(super) fn read(asked: &mut Asked<'_>, bytes: &[u8]) -> Result<(), OAuthError> {
    let wrong = |why: &str| OAuthError::Invalid("body".to_owned(), why.to_owned());
    let media_type = asked.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let media_type = essence(media_type.unwrap_or_default());
    if is_json(&media_type) {
        let json = serde_json::from_slice(bytes).map_err(|_| wrong("is no JSON"))?;
        let Value::Object(members) = json else { return Err(wrong("must be an object")) };
        asked.parameters = members;
        return Ok(());
    }
    if !matches!(media_type.as_str(), "" | "application/x-www-form-urlencoded") {
        return Err(wrong("must be `application/x-www-form-urlencoded`"));
    }
    asked.parameters = pairs(bytes)?;
    Ok(())
}

/// Reads pairs of names and values, none of which may be there twice.
pub(super) fn pairs(bytes: &[u8]) -> Result<Map, OAuthError> {
    let mut members = Map::new();
    for (name, value) in form_urlencoded::parse(bytes) {
        if members.insert(name.to_string(), value.into_owned().into()).is_some() {
            return Err(OAuthError::Invalid(name.into_owned(), "is there twice".to_owned()));
        }
    }
    Ok(members)
}

/// An app that asks.
pub(super) struct Client<'a> {
    pub(super) id: String,
    /// `None` if nothing is known of it.
    pub(super) app: Option<&'a App>,
}

/// Finds out which app asks: by `Authorization: Basic …`, or in the body.
pub(super) fn client<'a>(apps: &'a [App], asked: &Asked<'_>) -> Result<Client<'a>, OAuthError> {
    let (id, secret) = if is_basic(asked) {
        let wrong = |_| OAuthError::Client("`Authorization` is no `Basic …`".to_owned());
        let (id, secret) = basic(asked.headers).map_err(wrong)?;
        if asked.get("client_secret").is_some() {
            let why = "stands beside `Authorization`, use one of them".to_owned();
            return Err(OAuthError::Invalid("client_secret".to_owned(), why));
        }
        // They are encoded as in a form, so that an id may have a colon.
        let decode = |it: &str| percent_decode_str(it).decode_utf8_lossy().into_owned();
        (decode(&id), Some(decode(&secret)))
    } else {
        (asked.need("client_id")?.to_owned(), asked.get("client_secret").map(str::to_owned))
    };
    let app = app::authenticate(apps, &id, secret.as_deref())?;
    Ok(Client { id, app })
}

/// Refuses, in the words of behaviour or of RFC 6749.
pub(super) fn refuse(rules: &OAuth, asked: &Asked<'_>, error: &OAuthError) -> Response<Body> {
    let (status, body) = match &rules.word {
        Some(word) => word(asked, error),
        None => (error.status(is_basic(asked)), error.to_body()),
    };
    let mut response = json_response(status, JSON, &body.into());
    if status == StatusCode::UNAUTHORIZED {
        let scheme = if is_basic(asked) { "Basic" } else { "Bearer" };
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(scheme));
    }
    response
}

fn is_basic(asked: &Asked<'_>) -> bool {
    let shown = asked.headers.get(AUTHORIZATION).and_then(|it| it.to_str().ok());
    let scheme = shown.and_then(|it| it.split(' ').next());
    scheme.is_some_and(|it| it.eq_ignore_ascii_case("basic"))
}
