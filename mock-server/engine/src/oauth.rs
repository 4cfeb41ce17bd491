//! The authorization server: where apps get the tokens that the API asks for.
//!
//! It is made of the flows that the document's `oauth2` schemes describe: the code flow with PKCE,
//! refreshing, client credentials, a person's password, and the implicit flow (RFC 6749), and
//! revocation (RFC 7009). Whoever consents is one of those that the known tokens belong to, so that
//! a token from here reaches what theirs do.

mod app;
mod ask;
mod authorize;
mod endpoint;
mod error;
mod mint;
mod page;
mod pkce;
mod reconnect;
mod redeem;
mod revoke;
mod scope;
mod token;

use http::header::{ALLOW, CACHE_CONTROL, PRAGMA};
use http::{HeaderValue, Method, Response, StatusCode, request};
use serde_json::Value;
use twinspec_blueprint::Blueprint;

use crate::Map;
use crate::behaviour::{Asked, OAuth};
use crate::engine::{Engine, json_response, options};
use crate::oauth::endpoint::Kind;
use crate::request::body;
use crate::service::Body;

pub(crate) use crate::oauth::app::{App, give_codes};
pub(crate) use crate::oauth::endpoint::Endpoint;
pub(crate) use crate::oauth::pkce::Challenge;

pub use crate::oauth::error::OAuthError;

/// The authorization server of a document.
#[derive(Debug)]
pub(crate) struct Server {
    endpoints: Vec<Endpoint>,
}

impl Server {
    pub(crate) fn new(blueprint: &Blueprint, rules: &OAuth) -> Self {
        Self { endpoints: endpoint::endpoints(blueprint, rules) }
    }

    /// Returns the endpoint that a request is for, if any.
    pub(crate) fn endpoint(&self, path: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|it| it.is_at(path))
    }

    /// Says where apps find it, for whoever starts it.
    #[cfg(feature = "cli")]
    pub(crate) fn about(&self, apps: &[App]) -> Option<String> {
        let first = |kind| self.endpoints.iter().find(|it| it.kind == kind);
        let paths = [Kind::Authorize, Kind::Token].into_iter().filter_map(first);
        let paths: Vec<&str> = paths.map(|it| it.path.as_str()).collect();
        let clients = match apps {
            [] => "any client".to_owned(),
            apps => format!("client {}", apps[0].id),
        };
        (!paths.is_empty()).then(|| format!("oauth: {}; {clients}", paths.join(", ")))
    }
}

/// Answers a request for an endpoint.
pub(crate) async fn answer<B>(
    engine: &Engine,
    endpoint: &Endpoint,
    parts: &request::Parts,
    body: B,
) -> Response<Body>
where
    B: http_body::Body,
{
    let allow = if endpoint.kind == Kind::Authorize { "GET, HEAD, POST" } else { "POST" };
    if !allow.split(", ").any(|it| it == parts.method.as_str()) {
        let mut response = options(allow);
        if parts.method != Method::OPTIONS {
            *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
            response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
        }
        return response;
    }
    let bytes = match body::read(body, engine.max_body).await {
        Ok(bytes) => bytes,
        Err(refusal) => {
            let error = OAuthError::Invalid("body".to_owned(), refusal.message.joined());
            return secret(json_response(refusal.status, JSON, &error.to_body().into()));
        }
    };
    let response = match endpoint.kind {
        Kind::Authorize => authorize::answer(engine, endpoint, parts, &bytes),
        Kind::Token => exchanged(engine, parts, &bytes, |it| token::give(engine, endpoint, it)),
        Kind::Revoke => exchanged(engine, parts, &bytes, |it| revoke::revoke(engine, it)),
        Kind::Reconnect => {
            exchanged(engine, parts, &bytes, |it| reconnect::reconnect(engine, endpoint, it))
        }
        Kind::Exchange(position) => {
            exchanged(engine, parts, &bytes, |it| token::exchange(engine, endpoint, position, it))
        }
    };
    secret(response)
}

const JSON: &str = "application/json";

/// Answers an app; the function gives the members of the answer, none for an empty one.
fn exchanged(
    engine: &Engine,
    parts: &request::Parts,
    bytes: &[u8],
    act: impl FnOnce(&Asked<'_>) -> Result<Map, OAuthError>,
) -> Response<Body> {
    let rules = &engine.behaviour.oauth;
    let made = &engine.made;
    let mut asked = Asked { parameters: Map::new(), headers: &parts.headers, made };
    let answer = ask::read(&mut asked, bytes).and_then(|()| {
        if let Some(read) = &rules.read {
            read(&mut asked);
        }
        act(&asked)
    });
    match answer {
        Ok(answer) if answer.is_empty() => Response::new(Body::default()),
        Ok(mut answer) => {
            if let Some(show) = &rules.show {
                show(&asked, &mut answer);
            }
            json_response(StatusCode::OK, JSON, &Value::Object(answer))
        }
        Err(error) => ask::refuse(rules, &asked, &error),
    }
}

/// Keeps an answer with secrets in it from being kept on the way.
fn secret(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(PRAGMA, HeaderValue::from_static("no-cache"));
    response
}
