//! Redeeming: codes and refresh tokens, each good once.

use std::sync::Arc;

use jiff::Timestamp;

use crate::behaviour::{Asked, OAuth};
use crate::credentials::{Keyring, Keys, Status, Voucher};
use crate::oauth::{OAuthError, pkce};

/// Looks a code up that is good for whoever asks.
pub(super) fn code(
    keys: &mut Keys,
    rules: &OAuth,
    asked: &Asked<'_>,
    client: &str,
    now: Timestamp,
) -> Result<Arc<Voucher>, OAuthError> {
    const CODE: &str = "authorization code";
    let code = find(&keys.codes, CODE, asked.need("code")?, client, now)?;
    if code.status == Status::Used {
        // Whoever came first may have stolen it.
        keys.revoke_grant(code.grant.number);
        return Err(refused(CODE, "was used before"));
    }
    match (&code.redirect_uri, asked.get("redirect_uri")) {
        (Some(sent), Some(named)) if sent != named => {
            return Err(refused("redirect_uri", "is not the one that the code was sent to"));
        }
        (Some(_), None) if !rules.needs_no_redirect_uri => {
            return Err(OAuthError::Missing("redirect_uri".to_owned()));
        }
        _ => {}
    }
    match (&code.challenge, asked.get("code_verifier")) {
        (None, Some(_)) => return Err(refused("code_verifier", "meets no `code_challenge`")),
        (Some(_), None) => return Err(OAuthError::Missing("code_verifier".to_owned())),
        (Some(_), Some(verifier)) if !pkce::is_well_formed(verifier) => {
            let why = "must be 43 to 128 of `A-Z a-z 0-9 - . _ ~`".to_owned();
            return Err(OAuthError::Invalid("code_verifier".to_owned(), why));
        }
        (Some(challenge), Some(verifier)) if !challenge.is_met_by(verifier) => {
            return Err(refused("code_verifier", "does not meet the `code_challenge`"));
        }
        _ => {}
    }
    Ok(code)
}

/// Looks a refresh token up that is good for whoever asks.
pub(super) fn refresh_token(
    keys: &mut Keys,
    rules: &OAuth,
    asked: &Asked<'_>,
    client: &str,
    now: Timestamp,
) -> Result<Arc<Voucher>, OAuthError> {
    const TOKEN: &str = "refresh token";
    let token = find(&keys.refresh_tokens, TOKEN, asked.need("refresh_token")?, client, now)?;
    if token.status == Status::Used {
        if !rules.forgives_reuse {
            keys.revoke_grant(token.grant.number);
        }
        return Err(refused(TOKEN, "was used before"));
    }
    Ok(token)
}

/// Finds a voucher that is good, or was until it was used.
fn find(
    vouchers: &Keyring<Voucher>,
    what: &str,
    secret: &str,
    client: &str,
    now: Timestamp,
) -> Result<Arc<Voucher>, OAuthError> {
    let voucher = vouchers.find(secret).ok_or_else(|| refused(what, "is not known"))?;
    if voucher.grant.client != client {
        return Err(refused(what, "was given to another client"));
    }
    if voucher.status == Status::Revoked {
        return Err(refused(what, "was revoked"));
    }
    if voucher.expires.is_some_and(|it| it <= now) {
        return Err(refused(what, "has expired"));
    }
    Ok(Arc::clone(voucher))
}

fn refused(what: &str, why: &str) -> OAuthError {
    OAuthError::Grant(what.to_owned(), why.to_owned())
}
