//! Minting: access tokens, and the refresh tokens that come with them.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::Map;
use crate::behaviour::{Asked, Issue, OAuth};
use crate::credentials::{CLIENT, Grant, Issued, SCOPES, Token, Voucher};
use crate::oauth::OAuthError;

/// How long an access token is good for, unless behaviour says otherwise.
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);

/// How many characters a secret has: some 238 bits.
pub(super) const LENGTH: usize = 40;

/// What a token is given out for.
pub(super) struct Basis<'a> {
    pub(super) grant_type: &'a str,
    pub(super) grant: Grant,
    /// The scopes of this token, which may be fewer than those of the grant.
    pub(super) scopes: Option<Vec<String>>,
    /// Whether a refresh token is given out unless behaviour says otherwise.
    pub(super) is_refreshable: bool,
}

/// Gives out a token; returns the members of the answer.
pub(super) fn mint(
    issued: &mut Issued,
    rules: &OAuth,
    asked: &Asked<'_>,
    basis: Basis<'_>,
    now: Timestamp,
) -> Result<Map, OAuthError> {
    let Basis { grant_type, mut grant, scopes, is_refreshable } = basis;
    let mut issue = Issue {
        grant_type,
        asked,
        claims: &mut grant.claims,
        lifetime: LIFETIME,
        is_refreshable,
        refresh_lifetime: None,
        answer: Map::new(),
    };
    if let Some(decide) = &rules.issue {
        decide(&mut issue)?;
    }
    let Issue { lifetime, is_refreshable, refresh_lifetime, answer: more, .. } = issue;
    if grant.number == 0 {
        grant.number = issued.keys.next_grant();
    }
    // A clock that stands at the end of time leaves no hour.
    let end = |lifetime| now.checked_add(lifetime).unwrap_or(Timestamp::MAX);

    let mut token = Token::new(issued.random.secret(LENGTH)).expires(end(lifetime));
    token.claims.clone_from(&grant.claims);
    token.claims.insert(CLIENT.to_owned(), grant.client.as_str().into());
    if let Some(scopes) = &scopes {
        token.claims.insert(SCOPES.to_owned(), scopes.as_slice().into());
    }
    token.grant = Some(grant.number);

    let mut answer = Map::new();
    let mut say = |name: &str, value: Value| drop(answer.insert(name.to_owned(), value));
    say("access_token", token.value.as_str().into());
    say("token_type", "Bearer".into());
    say("expires_in", lifetime.as_secs().into());
    issued.keys.tokens.add(token);
    if is_refreshable {
        let value = issued.random.secret(LENGTH);
        say("refresh_token", value.as_str().into());
        let voucher = Voucher::new(value, grant, refresh_lifetime.map(end));
        issued.keys.refresh_tokens.add(voucher);
    }
    if let Some(scopes) = scopes {
        say("scope", scopes.join(" ").into());
    }
    answer.extend(more);
    Ok(answer)
}
