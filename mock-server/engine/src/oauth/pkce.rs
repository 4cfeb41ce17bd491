//! Proof key for code exchange (RFC 7636): whoever has a code shows that it was asked for by them.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest as _, Sha256};

use crate::credentials::is_same;

/// What a verifier is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Challenge {
    /// The verifier itself.
    Plain(String),
    /// Its SHA-256, in base64 for URLs.
    S256(String),
}

impl Challenge {
    /// Makes a challenge of its method, `plain` without one; `None` if there is no such method.
    pub(super) fn new(method: Option<&str>, challenge: &str) -> Option<Self> {
        match method {
            None | Some("plain") => Some(Self::Plain(challenge.to_owned())),
            Some("S256") => Some(Self::S256(challenge.to_owned())),
            Some(_) => None,
        }
    }

    /// Whether this is the verifier that the challenge was made of.
    pub(super) fn is_met_by(&self, verifier: &str) -> bool {
        match self {
            Self::Plain(challenge) => is_same(challenge, verifier),
            Self::S256(challenge) => {
                let digest = Sha256::digest(verifier.as_bytes());
                is_same(challenge, &BASE64URL_NOPAD.encode(&digest))
            }
        }
    }

    /// Writes it for a state.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Plain(challenge) => format!("plain {challenge}"),
            Self::S256(challenge) => format!("S256 {challenge}"),
        }
    }

    /// Reads what [`to_text`](Self::to_text) wrote.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let (method, challenge) = text.split_once(' ')?;
        Self::new(Some(method), challenge)
    }
}

/// Whether a verifier or a challenge is written as it should be.
pub(super) fn is_well_formed(text: &str) -> bool {
    let is_unreserved = |it: u8| it.is_ascii_alphanumeric() || b"-._~".contains(&it);
    (43..=128).contains(&text.len()) && text.bytes().all(is_unreserved)
}
