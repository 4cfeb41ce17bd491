//! Reconnecting: a code for an app that lost its tokens, without anybody going through the page.

use crate::Map;
use crate::behaviour::Asked;
use crate::engine::Engine;
use crate::oauth::ask::{Client, client};
use crate::oauth::authorize::{Wish, chosen, code, owners};
use crate::oauth::endpoint::Endpoint;
use crate::oauth::{OAuthError, scope};
use crate::verbs::rfc3339_millis;

/// Gives out a code in the name of whom the app names.
pub(super) fn reconnect(
    engine: &Engine,
    endpoint: &Endpoint,
    asked: &Asked<'_>,
) -> Result<Map, OAuthError> {
    let Client { id, app } = client(&engine.admission.apps, asked)?;
    let claims = engine.behaviour.oauth.reconnect.as_ref().map(|(_, claims)| claims.as_slice());
    if let Some([first, more @ ..]) = claims
        && !more.iter().any(|it| asked.get(it).is_some())
    {
        asked.need(first)?;
    }
    let owners = owners(&engine.admission.read().keys, engine.now());
    let owner = chosen(&owners, asked)?;
    let code = code(engine, Wish::of_app(id, scope::choose(None, endpoint, app)?), owner);
    let expires = code.expires.map(|it| ("expires_at".to_owned(), rfc3339_millis(it).into()));
    let code = ("authorization_code".to_owned(), code.value.into());
    Ok([code].into_iter().chain(expires).collect())
}
