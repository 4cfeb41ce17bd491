//! The authorization endpoint: a person consents, and goes back to the app with a code.

use http::header::{CONTENT_SECURITY_POLICY, LOCATION};
use http::{HeaderValue, Method, Response, StatusCode, request};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use twinspec_blueprint::FlowKind;

use crate::Map;
use crate::behaviour::Asked;
use crate::credentials::{Grant, Keys, SCOPES, Voucher};
use crate::engine::{Engine, response};
use crate::oauth::app::{self, App};
use crate::oauth::endpoint::Endpoint;
use crate::oauth::mint::{Basis, LENGTH, mint};
use crate::oauth::{Challenge, OAuthError, ask, page, pkce, scope};
use crate::service::Body;

/// How long a code is good for.
const LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// What a page may load: nothing but the style that stands in it.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
);

/// What an app wants a person to consent to.
pub(super) struct Wish {
    pub(super) client: String,
    pub(super) scopes: Option<Vec<String>>,
    is_token: bool,
    challenge: Option<Challenge>,
    /// What the app said of where to go back to, if it did.
    named: Option<String>,
}

impl Wish {
    /// What is wished by an app that nobody is sent back to.
    pub(super) fn of_app(client: String, scopes: Option<Vec<String>>) -> Self {
        Self { client, scopes, is_token: false, challenge: None, named: None }
    }
}

/// Where a person goes back to.
struct Back {
    uri: String,
    state: Option<String>,
    /// Whether the answer stands in the fragment, which no server sees.
    is_fragment: bool,
}

/// Shows the page, or answers what was decided on it.
pub(super) fn answer(
    engine: &Engine,
    endpoint: &Endpoint,
    parts: &request::Parts,
    bytes: &[u8],
) -> Response<Body> {
    let query = ask::pairs(parts.uri.query().unwrap_or_default().as_bytes());
    let decided = ask::pairs(bytes);
    let (parameters, decided) = match query.and_then(|query| Ok((query, decided?))) {
        Ok(read) => read,
        Err(error) => return refused(&error),
    };
    let asked = Asked { parameters, headers: &parts.headers, made: &engine.made };
    // Nobody is sent to a place that is not the app's.
    let (client, app, back) = match back(engine, &asked) {
        Ok(back) => back,
        Err(error) => return refused(&error),
    };
    let answer = wish(endpoint, &asked, client, app).and_then(|wish| {
        let owners = owners(&engine.admission.read().keys, engine.now());
        let decision = decided.get("decision").and_then(Value::as_str);
        let owner = match decision {
            None if asked.get("auto") != Some("1") || parts.method == Method::POST => {
                let page = page::consent(&engine.blueprint.title, endpoint, &wish, &owners);
                return Ok(shown(StatusCode::OK, page));
            }
            None => chosen(&owners, &asked)?,
            Some("allow") => {
                let owner = decided.get("owner").and_then(Value::as_str);
                let owner = owner.and_then(|it| it.parse().ok()).unwrap_or(0_usize);
                owners.get(owner).cloned().unwrap_or_default()
            }
            Some(_) => return Err(OAuthError::Denied),
        };
        let members = if wish.is_token {
            token(engine, &asked, wish, owner)?
        } else {
            [("code".to_owned(), code(engine, wish, owner).value.into())].into_iter().collect()
        };
        Ok(back.with(&members))
    });
    answer.unwrap_or_else(|error| back.with(&error.to_body()))
}

/// Finds out which app asks, and where the person goes back to.
fn back<'e>(
    engine: &'e Engine,
    asked: &Asked<'_>,
) -> Result<(String, Option<&'e App>, Back), OAuthError> {
    let client = asked.need("client_id")?;
    let app = app::find(&engine.admission.apps, client)?;
    let wrong = |why: &str| OAuthError::Invalid("redirect_uri".to_owned(), why.to_owned());
    let registered = app.map(|it| it.redirect_uris.as_slice()).unwrap_or_default();
    let uri = match (asked.get("redirect_uri"), registered) {
        (Some(named), []) => named,
        (Some(named), list) if list.iter().any(|it| it == named) => named,
        (Some(_), _) => return Err(wrong("is not one that the client registered")),
        (None, [only]) => only,
        (None, _) => return Err(OAuthError::Missing("redirect_uri".to_owned())),
    };
    let is_absolute = uri.contains(':') && !uri.contains('#');
    if !is_absolute || HeaderValue::from_str(uri).is_err() {
        return Err(wrong("must be an absolute URI without a fragment"));
    }
    let state = asked.get("state").map(str::to_owned);
    let is_fragment = asked.get("response_type") == Some("token");
    Ok((client.to_owned(), app, Back { uri: uri.to_owned(), state, is_fragment }))
}

fn wish(
    endpoint: &Endpoint,
    asked: &Asked<'_>,
    client: String,
    app: Option<&App>,
) -> Result<Wish, OAuthError> {
    let is_token = match asked.need("response_type")? {
        "code" if endpoint.has(FlowKind::AuthorizationCode) => false,
        "token" if endpoint.has(FlowKind::Implicit) => true,
        other => return Err(OAuthError::ResponseType(other.to_owned())),
    };
    let scopes = scope::choose(asked.get("scope"), endpoint, app)?;
    let invalid = |name: &str, why: &str| OAuthError::Invalid(name.to_owned(), why.to_owned());
    let challenge = match asked.get("code_challenge") {
        Some(it) if !pkce::is_well_formed(it) => {
            let why = "must be 43 to 128 of `A-Z a-z 0-9 - . _ ~`";
            return Err(invalid("code_challenge", why));
        }
        Some(it) => {
            let method = asked.get("code_challenge_method");
            let wrong = || invalid("code_challenge_method", "must be `S256` or `plain`");
            Some(Challenge::new(method, it).ok_or_else(wrong)?)
        }
        // Whoever has no secret has nothing else to show with the code.
        None if !is_token && app.is_some_and(|it| it.secret.is_none()) => {
            return Err(OAuthError::Missing("code_challenge".to_owned()));
        }
        None => None,
    };
    let named = asked.get("redirect_uri").map(str::to_owned);
    Ok(Wish { client, scopes, is_token, challenge, named })
}

/// Lists who could consent: the owners of the good tokens that were not given out here.
pub(super) fn owners(keys: &Keys, now: Timestamp) -> Vec<Map> {
    let mut owners: Vec<Map> = Vec::new();
    for token in keys.tokens.iter().filter(|it| it.grant.is_none() && it.check(now).is_ok()) {
        let mut owner = token.claims.clone();
        owner.shift_remove(SCOPES);
        if !owner.is_empty() && !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners
}

/// Chooses who consents without a page: the first who has all that the query says of them.
pub(super) fn chosen(owners: &[Map], asked: &Asked<'_>) -> Result<Map, OAuthError> {
    let is_claim = |name: &str| owners.iter().any(|it| it.contains_key(name));
    let said = asked.parameters.iter().filter(|(name, _)| is_claim(name));
    let said: Vec<(&String, &Value)> = said.collect();
    let is_meant = |it: &&Map| said.iter().all(|(name, value)| it.get(*name) == Some(value));
    match (owners.iter().find(is_meant), said.first()) {
        (Some(owner), _) => Ok(owner.clone()),
        (None, None) => Ok(Map::new()),
        (None, Some((name, _))) => {
            let why = "belongs to nobody who could consent".to_owned();
            Err(OAuthError::Invalid((*name).clone(), why))
        }
    }
}

/// Gives out a code.
pub(super) fn code(engine: &Engine, wish: Wish, owner: Map) -> Voucher {
    let now = engine.now();
    let mut issued = engine.admission.write();
    let value = issued.random.secret(LENGTH);
    let number = issued.keys.next_grant();
    let grant = Grant { number, client: wish.client, scopes: wish.scopes, claims: owner };
    let expires = now.checked_add(LIFETIME).ok();
    let (redirect_uri, challenge) = (wish.named, wish.challenge);
    let code = Voucher { redirect_uri, challenge, ..Voucher::new(value, grant, expires) };
    issued.keys.codes.add(code.clone());
    code
}

fn token(engine: &Engine, asked: &Asked<'_>, wish: Wish, owner: Map) -> Result<Map, OAuthError> {
    let scopes = wish.scopes;
    let grant = Grant { number: 0, client: wish.client, scopes: scopes.clone(), claims: owner };
    let basis = Basis { grant_type: "implicit", grant, scopes, is_refreshable: false };
    let now = engine.now();
    mint(&mut engine.admission.write(), &engine.behaviour.oauth, asked, basis, now)
}

impl Back {
    /// Sends the person back with an answer.
    fn with(&self, members: &Map) -> Response<Body> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in members {
            query.append_pair(
                name,
                &value.as_str().map_or_else(|| value.to_string(), str::to_owned),
            );
        }
        if let Some(state) = &self.state {
            query.append_pair("state", state);
        }
        let separator = match self.is_fragment {
            true => '#',
            false if self.uri.contains('?') => '&',
            false => '?',
        };
        let location = format!("{}{separator}{}", self.uri, query.finish());
        let mut response = response(StatusCode::FOUND, "", Vec::new());
        if let Ok(location) = HeaderValue::from_str(&location) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}

/// Tells a person what is wrong, where there is no app to tell.
fn refused(error: &OAuthError) -> Response<Body> {
    shown(StatusCode::BAD_REQUEST, page::refused(error))
}

fn shown(status: StatusCode, page: String) -> Response<Body> {
    let mut response = response(status, "text/html; charset=utf-8", page.into_bytes());
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, POLICY);
    response
}
