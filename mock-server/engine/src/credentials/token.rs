//! Tokens: what lets a caller in, what is known of its owner, and how long it is good for.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::Map;
use crate::credentials::{Denial, Keyed};

/// The claim that confines a token to scopes.
pub(crate) const SCOPES: &str = "scopes";

/// The claim of a token that says which app it was given to.
pub(crate) const CLIENT: &str = "clientId";

/// The members of a written token that are no claims.
const TOKEN: &str = "token";
const EXPIRES: &str = "expiresAt";
const REVOKED: &str = "revoked";
const GRANT: &str = "_twinspec";

/// A credential that the mock accepts.
#[derive(Clone, PartialEq)]
pub struct Token {
    /// The secret itself: a bearer token, an API key, `user:password`.
    pub value: String,
    /// What is known of its owner. `scopes` (a list, or a text with spaces) confines the token to
    /// these scopes; all else is for behaviour.
    pub claims: Map,
    /// From when on it is refused; `None` if it is good for ever.
    pub expires: Option<Timestamp>,
    /// Whether it was taken back.
    pub is_revoked: bool,
    /// The number of the grant that the authorization server gave it out for.
    pub(crate) grant: Option<u64>,
}

impl Token {
    /// Makes a token of which nothing more is known.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        let value = value.into();
        Self { value, claims: Map::new(), expires: None, is_revoked: false, grant: None }
    }

    /// Adds what is known of the token's owner.
    #[must_use]
    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(name.to_owned(), value.into());
        self
    }

    /// Sets the time from when on the token is refused.
    #[must_use]
    pub fn expires(mut self, at: Timestamp) -> Self {
        self.expires = Some(at);
        self
    }

    /// Reads a token of a data file or a state.
    pub(crate) fn from_json(json: &Value) -> Result<Self, String> {
        let mut claims = json.as_object().cloned().unwrap_or_default();
        let Some(Value::String(value)) =
            claims.shift_remove(TOKEN).filter(|it| it.as_str().is_some_and(|it| !it.is_empty()))
        else {
            let message = "a token must be an object with the text `token`: `{token: secret}`";
            return Err(message.to_owned());
        };
        let expires = match claims.shift_remove(EXPIRES) {
            None | Some(Value::Null) => None,
            Some(at) => Some(at.as_str().and_then(|it| it.parse().ok()).ok_or_else(|| {
                format!("`{EXPIRES}` must be a time such as `2026-01-31T09:30:00Z`, not {at}")
            })?),
        };
        let is_revoked = match claims.shift_remove(REVOKED) {
            None => false,
            Some(Value::Bool(is_revoked)) => is_revoked,
            Some(other) => return Err(format!("`{REVOKED}` must be true or false, not {other}")),
        };
        let grant = claims.shift_remove(GRANT).and_then(|it| it.get("grant")?.as_u64());
        Ok(Self { value, claims, expires, is_revoked, grant })
    }

    /// Writes the token as a data file has it.
    pub(crate) fn to_json(&self) -> Value {
        let mut json = Map::new();
        json.insert(TOKEN.to_owned(), self.value.as_str().into());
        json.extend(self.claims.clone());
        if let Some(at) = self.expires {
            json.insert(EXPIRES.to_owned(), at.to_string().into());
        }
        if self.is_revoked {
            json.insert(REVOKED.to_owned(), true.into());
        }
        if let Some(grant) = self.grant {
            json.insert(GRANT.to_owned(), json!({ "grant": grant }));
        }
        Value::Object(json)
    }

    /// Returns the app that it was given to.
    pub(crate) fn app(&self) -> Option<&str> {
        self.claims.get(CLIENT)?.as_str()
    }

    /// Whether it is good at this time.
    pub(crate) fn check(&self, now: Timestamp) -> Result<(), Denial> {
        match self.expires {
            _ if self.is_revoked => Err(Denial::Revoked),
            Some(at) if at <= now => Err(Denial::Expired),
            _ => Ok(()),
        }
    }

    /// Whether it has all these scopes; a token without scopes is not confined to any.
    pub(crate) fn check_scopes(&self, wanted: &[twinspec_blueprint::Text]) -> Result<(), Denial> {
        let granted: Vec<&str> = match self.claims.get(SCOPES) {
            Some(Value::String(text)) => text.split_whitespace().collect(),
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => return Ok(()),
        };
        let missing = wanted.iter().filter(|scope| !granted.contains(&scope.as_ref()));
        let missing: Vec<String> = missing.map(ToString::to_string).collect();
        if missing.is_empty() { Ok(()) } else { Err(Denial::Scopes(missing)) }
    }
}

impl Keyed for Token {
    fn secret(&self) -> &str {
        &self.value
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Token").field("claims", &self.claims).finish_non_exhaustive()
    }
}
