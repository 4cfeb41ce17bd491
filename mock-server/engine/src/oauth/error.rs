//! What an authorization server refuses, and how RFC 6749 says it.

use std::fmt;

use http::StatusCode;
use serde_json::json;

use crate::Map;

/// Why an authorization server gives out nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OAuthError {
    /// This parameter is missing.
    Missing(String),
    /// This parameter has no value that it may have; the second says what is wrong with it.
    Invalid(String, String),
    /// The app is not known, or does not prove that it is the one.
    Client(String),
    /// What the grant rests on (`authorization code`, `refresh token`, `redirect_uri`,
    /// `code_verifier`) does not hold; the second says why.
    Grant(String, String),
    /// There is no such way to get a token, or not for this document.
    GrantType(String),
    /// The document has no such scopes, or they were not consented to.
    Scope(String),
    /// There is no such way to answer the consent.
    ResponseType(String),
    /// Whoever was asked did not consent.
    Denied,
    /// The caller of a further route may not call it; the first is the error in one word.
    Other(String, String),
}

impl OAuthError {
    /// Returns the error in one word.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Missing(_) | Self::Invalid(..) => "invalid_request",
            Self::Client(_) => "invalid_client",
            Self::Grant(..) => "invalid_grant",
            Self::GrantType(_) => "unsupported_grant_type",
            Self::Scope(_) => "invalid_scope",
            Self::ResponseType(_) => "unsupported_response_type",
            Self::Denied => "access_denied",
            Self::Other(code, _) => code,
        }
    }

    /// Says it as RFC 6749 does.
    pub(super) fn to_body(&self) -> Map {
        let body = json!({ "error": self.code(), "error_description": self.to_string() });
        body.as_object().cloned().unwrap_or_default()
    }

    /// Returns the status of a refused exchange; `is_basic` tells whether the app showed itself by
    /// `Authorization`.
    pub(super) fn status(&self, is_basic: bool) -> StatusCode {
        let is_unauthorized = match self {
            Self::Client(_) => is_basic,
            Self::Other(code, _) => code == "invalid_token",
            _ => false,
        };
        if is_unauthorized { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST }
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(out, "`{name}` is missing"),
            Self::Invalid(name, why) => write!(out, "`{name}` {why}"),
            Self::Client(why) | Self::Other(_, why) => out.write_str(why),
            Self::Grant(what, why) => write!(out, "the {what} {why}"),
            Self::GrantType(name) => write!(out, "the grant type `{name}` is not offered"),
            Self::Scope(names) => write!(out, "the scope `{names}` is not offered"),
            Self::ResponseType(name) => write!(out, "the response type `{name}` is not offered"),
            Self::Denied => out.write_str("the request was not consented to"),
        }
    }
}

impl std::error::Error for OAuthError {}
