//! Vouchers: codes and refresh tokens, which buy access tokens.

use jiff::Timestamp;
use serde_json::Value;

use crate::Map;
use crate::credentials::Keyed;
use crate::oauth::Challenge;

/// What somebody consented to; all tokens that come of it have its number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Grant {
    pub(crate) number: u64,
    /// The app that it is for; of a code of a data file, the app that names it.
    pub(crate) client: String,
    /// `None` does not confine it.
    pub(crate) scopes: Option<Vec<String>>,
    /// What is known of whoever consented.
    pub(crate) claims: Map,
}

/// A code or a refresh token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Voucher {
    pub(crate) value: String,
    pub(crate) grant: Grant,
    pub(crate) expires: Option<Timestamp>,
    pub(crate) status: Status,
    /// Where a code was sent to: it must be named again.
    pub(crate) redirect_uri: Option<String>,
    /// What tells that whoever has a code is who asked for it.
    pub(crate) challenge: Option<Challenge>,
}

/// Whether a voucher still buys anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Status {
    #[default]
    Good,
    /// It was good once.
    Used,
    Revoked,
}

impl Voucher {
    pub(crate) fn new(value: String, grant: Grant, expires: Option<Timestamp>) -> Self {
        let (redirect_uri, challenge) = (None, None);
        Self { value, grant, expires, status: Status::Good, redirect_uri, challenge }
    }

    /// Writes it for a state.
    pub(crate) fn to_json(&self) -> Value {
        let Grant { number, client, scopes, claims } = &self.grant;
        let status = match self.status {
            Status::Good => None,
            Status::Used => Some("used"),
            Status::Revoked => Some("revoked"),
        };
        let challenge = self.challenge.as_ref().map(Challenge::to_text);
        let members = [
            ("value", Some(Value::from(self.value.as_str()))),
            ("grant", Some((*number).into())),
            ("clientId", Some(client.as_str().into())),
            ("scopes", scopes.clone().map(Value::from)),
            ("claims", (!claims.is_empty()).then(|| claims.clone().into())),
            ("expiresAt", self.expires.map(|it| it.to_string().into())),
            ("status", status.map(Value::from)),
            ("redirectUri", self.redirect_uri.as_deref().map(Value::from)),
            ("challenge", challenge.map(Value::from)),
        ];
        let members = members.into_iter().filter_map(|(name, it)| Some((name.to_owned(), it?)));
        Value::Object(members.collect())
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    pub(crate) fn from_json(json: &Value) -> Option<Self> {
        let text = |name| json.get(name).and_then(Value::as_str).map(str::to_owned);
        // What is there must be readable.
        let expires = match json.get("expiresAt") {
            Some(at) => Some(at.as_str()?.parse().ok()?),
            None => None,
        };
        let status = match json.get("status").map(Value::as_str) {
            None => Status::Good,
            Some(Some("used")) => Status::Used,
            Some(Some("revoked")) => Status::Revoked,
            Some(_) => return None,
        };
        let challenge = match json.get("challenge") {
            Some(challenge) => Some(Challenge::from_text(challenge.as_str()?)?),
            None => None,
        };
        let scopes = match json.get("scopes") {
            Some(scopes) => Some(scopes_of(scopes)?),
            None => None,
        };
        let grant = Grant {
            number: json.get("grant")?.as_u64()?,
            client: text("clientId")?,
            scopes,
            claims: json.get("claims").and_then(Value::as_object).cloned().unwrap_or_default(),
        };
        let (value, redirect_uri) = (text("value")?, text("redirectUri"));
        Some(Self { value, grant, expires, status, redirect_uri, challenge })
    }
}

/// Reads scopes: a list, or a text with spaces.
pub(crate) fn scopes_of(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(text.split_whitespace().map(str::to_owned).collect()),
        Value::Array(list) => list.iter().map(|it| it.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

impl Keyed for Voucher {
    fn secret(&self) -> &str {
        &self.value
    }
}
