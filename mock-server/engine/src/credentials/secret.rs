//! Where the secret stands in a request.

use std::borrow::Cow;

use data_encoding::BASE64;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use twinspec_blueprint::{Credential, Place};

use crate::credentials::Denial;
use crate::request::escape;

/// Takes the secret out of the request.
pub(super) fn secret<'r>(
    credential: &Credential,
    headers: &'r HeaderMap,
    query: &str,
) -> Result<Cow<'r, str>, Denial> {
    let secret: Cow<'r, str> = match credential {
        Credential::Bearer => authorization(headers, "bearer")?.into(),
        Credential::Basic => {
            let (name, password) = basic(headers)?;
            format!("{name}:{password}").into()
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

/// Returns the name and the password of `Authorization: Basic …`.
pub(crate) fn basic(headers: &HeaderMap) -> Result<(String, String), Denial> {
    let encoded = authorization(headers, "basic")?;
    let decoded = BASE64.decode(encoded.as_bytes()).map_err(|_| Denial::Malformed)?;
    let pair = String::from_utf8(decoded).map_err(|_| Denial::Malformed)?;
    let (name, password) = pair.split_once(':').ok_or(Denial::Malformed)?;
    Ok((name.to_owned(), password.to_owned()))
}

/// Returns what follows the scheme in `Authorization`.
pub(crate) fn authorization<'r>(headers: &'r HeaderMap, scheme: &str) -> Result<&'r str, Denial> {
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
