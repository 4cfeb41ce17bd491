//! The token endpoint: a grant in, a token out.

use twinspec_blueprint::FlowKind;

use crate::Map;
use crate::behaviour::Asked;
use crate::credentials::{Denial, Grant, SCOPES, Status, authorization, scopes_of};
use crate::engine::Engine;
use crate::oauth::ask::{Client, client};
use crate::oauth::endpoint::Endpoint;
use crate::oauth::mint::{Basis, mint};
use crate::oauth::{OAuthError, redeem, scope};

/// Gives out a token for a grant.
pub(super) fn give(
    engine: &Engine,
    endpoint: &Endpoint,
    asked: &Asked<'_>,
) -> Result<Map, OAuthError> {
    let Client { id, app } = client(&engine.admission.apps, asked)?;
    let (rules, now) = (&engine.behaviour.oauth, engine.now());
    let grant_type = asked.need("grant_type")?;
    let mut issued = engine.admission.write();
    let keys = &mut issued.keys;
    let is_by_person =
        endpoint.has(FlowKind::AuthorizationCode) || endpoint.has(FlowKind::Password);
    let in_own_name = |claims, is_refreshable| {
        let scopes = scope::choose(asked.get("scope"), endpoint, app)?;
        let grant = Grant { number: 0, client: id.clone(), scopes: scopes.clone(), claims };
        Ok(Basis { grant_type, grant, scopes, is_refreshable })
    };
    match grant_type {
        "authorization_code" if endpoint.has(FlowKind::AuthorizationCode) => {
            let code = redeem::code(keys, rules, asked, &id, now)?;
            let mut grant = code.grant.clone();
            if grant.scopes.is_none() {
                // A code of a data file need not say for what it is.
                grant.scopes = scope::choose(None, endpoint, app)?;
            }
            let scopes = grant.scopes.clone();
            let basis = Basis { grant_type, grant, scopes, is_refreshable: true };
            let answer = mint(&mut issued, rules, asked, basis, now)?;
            issued.keys.codes.change(&code.value, |it| it.status = Status::Used);
            Ok(answer)
        }
        "refresh_token" if is_by_person => {
            let token = redeem::refresh_token(keys, rules, asked, &id, now)?;
            let grant = token.grant.clone();
            let scopes = scope::narrow(asked.get("scope"), grant.scopes.as_deref())?;
            let basis = Basis { grant_type, grant, scopes, is_refreshable: true };
            let answer = mint(&mut issued, rules, asked, basis, now)?;
            issued.keys.refresh_tokens.change(&token.value, |it| it.status = Status::Used);
            Ok(answer)
        }
        "client_credentials" if endpoint.has(FlowKind::ClientCredentials) => {
            let claims = app.map(|it| it.claims.clone()).unwrap_or_default();
            mint(&mut issued, rules, asked, in_own_name(claims, false)?, now)
        }
        "password" if endpoint.has(FlowKind::Password) => {
            // Nobody is registered here, so everybody is who they say.
            asked.need("password")?;
            let claims = [("username".to_owned(), asked.need("username")?.into())];
            let basis = in_own_name(claims.into_iter().collect(), true)?;
            mint(&mut issued, rules, asked, basis, now)
        }
        other => Err(OAuthError::GrantType(other.to_owned())),
    }
}

/// Gives out a token for another one, as behaviour decides.
pub(super) fn exchange(
    engine: &Engine,
    endpoint: &Endpoint,
    position: usize,
    asked: &Asked<'_>,
) -> Result<Map, OAuthError> {
    let (rules, now) = (&engine.behaviour.oauth, engine.now());
    let wrong = |denial: Denial| {
        OAuthError::Other("invalid_token".to_owned(), denial.into_refusal().message.joined())
    };
    let secret = authorization(asked.headers, "bearer").map_err(wrong)?;
    let mut issued = engine.admission.write();
    let bearer = issued.keys.tokens.find(secret).ok_or_else(|| wrong(Denial::Unknown))?;
    bearer.check(now).map_err(wrong)?;
    let (path, exchange) = &rules.exchanges[position];
    let claims = exchange(asked, &bearer.claims)?;
    let client = bearer.app().unwrap_or_default().to_owned();
    let mut claims = claims;
    let scopes = match claims.shift_remove(SCOPES) {
        Some(scopes) => scopes_of(&scopes),
        None => scope::choose(None, endpoint, None)?,
    };
    let grant = Grant { number: 0, client, scopes: scopes.clone(), claims };
    let basis = Basis { grant_type: path, grant, scopes, is_refreshable: false };
    mint(&mut issued, rules, asked, basis, now)
}
