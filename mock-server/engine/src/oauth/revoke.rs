//! Revocation (RFC 7009): an app takes back what it was given.

use crate::Map;
use crate::behaviour::Asked;
use crate::engine::Engine;
use crate::oauth::OAuthError;
use crate::oauth::ask::client;

/// Takes a token back: of an access token that one, of a refresh token all that came of the same
/// consent. What is not known is gone already.
pub(super) fn revoke(engine: &Engine, asked: &Asked<'_>) -> Result<Map, OAuthError> {
    let client = client(&engine.admission.apps, asked)?;
    let secret = asked.need("token")?;
    let mut issued = engine.admission.write();
    let keys = &mut issued.keys;
    let check = |owner: &str, what: &str| {
        let why = || "was given to another client".to_owned();
        let is_own = owner.is_empty() || owner == client.id;
        if is_own { Ok(()) } else { Err(OAuthError::Grant(what.to_owned(), why())) }
    };
    if let Some(token) = keys.refresh_tokens.find(secret) {
        check(&token.grant.client, "refresh token")?;
        let number = token.grant.number;
        keys.revoke_grant(number);
    } else if let Some(token) = keys.tokens.find(secret) {
        // One that was not given out here belongs to no client.
        let owner = token.app();
        check(owner.unwrap_or_default(), "access token")?;
        keys.tokens.change(secret, |it| it.is_revoked = true);
    }
    Ok(Map::new())
}
