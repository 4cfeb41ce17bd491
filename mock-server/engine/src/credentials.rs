//! Credentials: who may call, and what is known of a caller.

use std::borrow::Cow;

use data_encoding::BASE64;
use http::HeaderMap;
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::Value;
use subtle::ConstantTimeEq as _;
use twinspec_blueprint::{Credential, Operation, Place, Scheme};

use crate::Map;
use crate::refusal::Refusal;
use crate::request::escape;

/// A credential that the mock accepts.
#[derive(Clone, PartialEq)]
pub struct Token {
    /// The secret itself: a bearer token, an API key, `user:password`.
    pub value: String,
    /// What is known of its owner. `scopes` (a list, or a text with spaces) confines the token to
    /// these scopes; all else is for behaviour.
    pub claims: Map,
}

impl Token {
    /// Makes a token of which nothing more is known.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into(), claims: Map::new() }
    }

    /// Adds what is known of the token's owner.
    #[must_use]
    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(name.to_owned(), value.into());
        self
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Token").field("claims", &self.claims).finish_non_exhaustive()
    }
}

/// Why a caller is turned away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denial {
    /// The request has no credential where the document wants one.
    Missing,
    /// The credential is not written as its scheme asks for.
    Malformed,
    /// The credential is not one that the mock knows.
    Unknown,
    /// The credential lacks these scopes.
    Scopes(Vec<String>),
}

/// Whom the mock lets in.
#[derive(Clone, Debug)]
pub(crate) enum Door {
    /// Everybody.
    Open,
    /// Everybody who shows some credential in the right form.
    AnyCredential,
    /// The owners of these tokens.
    Tokens(Vec<Token>),
}

/// Whose request it is.
pub(crate) struct Caller<'r> {
    /// The credential as it was shown, known or not.
    pub(crate) secret: Option<Cow<'r, str>>,
    /// What is known of its owner.
    pub(crate) claims: Option<&'r Map>,
}

impl Door {
    /// Finds out whose request it is, by the first scheme that the caller uses.
    pub(crate) fn caller<'r>(
        &'r self,
        schemes: &[Scheme],
        headers: &'r HeaderMap,
        query: &str,
    ) -> Caller<'r> {
        let secret = schemes.iter().find_map(|it| secret(&it.credential, headers, query).ok());
        let claims = secret.as_deref().and_then(|it| self.claims_of(it).ok().flatten());
        Caller { secret, claims }
    }

    /// Finds out who calls; gives the claims of the caller.
    pub(crate) fn admit(
        &self,
        operation: &Operation,
        schemes: &[Scheme],
        headers: &HeaderMap,
        query: &str,
    ) -> Result<Option<&Map>, Denial> {
        if matches!(self, Self::Open) || operation.security.is_empty() {
            return Ok(None);
        }
        let mut denial = Denial::Missing;
        // An empty alternative lets everybody in, but who shows a credential is known by it.
        for alternative in operation.security.iter().filter(|it| !it.is_empty()) {
            let mut claims = None;
            let admitted = alternative.iter().try_for_each(|requirement| {
                let scheme = schemes.get(requirement.scheme).ok_or(Denial::Missing)?;
                let secret = secret(&scheme.credential, headers, query)?;
                let found = self.claims_of(&secret)?;
                if let Some(found) = found {
                    check_scopes(found, &requirement.scopes)?;
                }
                claims = claims.or(found);
                Ok(())
            });
            match admitted {
                Ok(()) => return Ok(claims),
                // Of several alternatives the one that the caller tried says most.
                Err(other) if denial == Denial::Missing => denial = other,
                Err(_) => {}
            }
        }
        let is_anonymous = operation.security.iter().any(|it| it.is_empty());
        if is_anonymous { Ok(None) } else { Err(denial) }
    }

    /// Compares a secret with every token in a time that does not tell how much of it is right.
    fn claims_of(&self, secret: &str) -> Result<Option<&Map>, Denial> {
        let Self::Tokens(tokens) = self else { return Ok(None) };
        let mut found = None;
        for token in tokens {
            if bool::from(token.value.as_bytes().ct_eq(secret.as_bytes())) {
                found = Some(&token.claims);
            }
        }
        found.map(Some).ok_or(Denial::Unknown)
    }
}

impl Denial {
    /// Words the denial as the engine does when behaviour has no words of its own.
    pub(crate) fn into_refusal(self) -> Refusal {
        match self {
            Self::Missing => Refusal::new(
                StatusCode::UNAUTHORIZED,
                "the request has no credential, expected one in `authorization` or where the \
                 document puts it",
            ),
            Self::Malformed => Refusal::new(
                StatusCode::UNAUTHORIZED,
                "the credential is malformed, expected the form of its scheme, such as \
                 `Bearer TOKEN`",
            ),
            Self::Unknown => Refusal::new(StatusCode::UNAUTHORIZED, "the credential is not known"),
            Self::Scopes(missing) => Refusal::new(
                StatusCode::FORBIDDEN,
                format!("the credential lacks the scope `{}`", missing.join("`, `")),
            ),
        }
    }
}

/// Adds the header that HTTP asks of every 401.
pub(crate) fn challenge(refusal: Refusal, operation: &Operation, schemes: &[Scheme]) -> Refusal {
    let wanted = operation.security.iter().flat_map(|it| it.iter()).next();
    let scheme = wanted.and_then(|it| schemes.get(it.scheme));
    let challenge = match scheme.map(|it| &it.credential) {
        Some(Credential::Basic) => "Basic",
        Some(Credential::ApiKey { .. }) => "ApiKey",
        _ => "Bearer",
    };
    if refusal.status == StatusCode::UNAUTHORIZED {
        return refusal.header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    refusal
}

fn check_scopes(claims: &Map, wanted: &[twinspec_blueprint::Text]) -> Result<(), Denial> {
    let granted: Vec<&str> = match claims.get("scopes") {
        Some(Value::String(text)) => text.split_whitespace().collect(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => return Ok(()),
    };
    let missing: Vec<String> = wanted
        .iter()
        .filter(|scope| !granted.contains(&scope.as_ref()))
        .map(ToString::to_string)
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(Denial::Scopes(missing)) }
}

/// Takes the secret out of the request.
fn secret<'r>(
    credential: &Credential,
    headers: &'r HeaderMap,
    query: &str,
) -> Result<Cow<'r, str>, Denial> {
    let secret: Cow<'r, str> = match credential {
        Credential::Bearer => authorization(headers, "bearer")?.into(),
        Credential::Basic => {
            let encoded = authorization(headers, "basic")?;
            let decoded = BASE64.decode(encoded.as_bytes()).map_err(|_| Denial::Malformed)?;
            let pair = String::from_utf8(decoded).map_err(|_| Denial::Malformed)?;
            if !pair.contains(':') {
                return Err(Denial::Malformed);
            }
            pair.into()
        }
        Credential::ApiKey { place: Place::Query, name } => {
            let pairs = escape::query_pairs(query).map_err(|_| Denial::Malformed)?;
            let value = pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value);
            value.ok_or(Denial::Missing)?.into()
        }
        Credential::ApiKey { place: Place::Cookie, name } => {
            let cookies = headers.get_all(http::header::COOKIE).iter();
            cookies
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(';'))
                .filter_map(|pair| pair.trim().split_once('='))
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into())
                .ok_or(Denial::Missing)?
        }
        Credential::ApiKey { name, .. } => {
            let value = headers.get(name.as_ref()).ok_or(Denial::Missing)?;
            value.to_str().map_err(|_| Denial::Malformed)?.into()
        }
    };
    if secret.is_empty() { Err(Denial::Malformed) } else { Ok(secret) }
}

/// Returns what follows the scheme in `Authorization`.
fn authorization<'r>(headers: &'r HeaderMap, scheme: &str) -> Result<&'r str, Denial> {
    let value = headers.get(AUTHORIZATION).ok_or(Denial::Missing)?;
    let value = value.to_str().map_err(|_| Denial::Malformed)?;
    let (name, secret) = value.split_once(' ').ok_or(Denial::Malformed)?;
    let secret = secret.trim();
    // A header that is text is ASCII.
    let has_gap = secret.bytes().any(|it| it.is_ascii_whitespace());
    if !name.eq_ignore_ascii_case(scheme) || has_gap {
        return Err(Denial::Malformed);
    }
    Ok(secret)
}
