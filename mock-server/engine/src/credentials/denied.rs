//! Denials: why a caller is turned away, and how that is said.

use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};
use twinspec_blueprint::{Credential, Operation, Scheme};

use crate::refusal::Refusal;

/// Why a caller is turned away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denial {
    /// The request has no credential where the document wants one.
    Missing,
    /// The credential is not written as its scheme asks for.
    Malformed,
    /// The credential is not one that the mock knows.
    Unknown,
    /// The credential was good until some time ago.
    Expired,
    /// The credential was taken back.
    Revoked,
    /// The credential lacks these scopes.
    Scopes(Vec<String>),
}

/// A denial, and the credential that met it.
pub(crate) struct Denied {
    pub(crate) denial: Denial,
    /// What was shown; empty if nothing was, or nothing that could be read.
    pub(crate) shown: String,
}

impl Denial {
    /// Words the denial as the engine does when behaviour has no words of its own.
    pub(crate) fn into_refusal(self) -> Refusal {
        let unauthorized = |message| Refusal::new(StatusCode::UNAUTHORIZED, message);
        match self {
            Self::Missing => unauthorized(
                "the request has no credential, expected one in `authorization` or where the \
                 document puts it",
            ),
            Self::Malformed => unauthorized(
                "the credential is malformed, expected the form of its scheme, such as \
                 `Bearer TOKEN`",
            ),
            Self::Unknown => unauthorized("the credential is not known"),
            Self::Expired => unauthorized("the credential has expired"),
            Self::Revoked => unauthorized("the credential was revoked"),
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
