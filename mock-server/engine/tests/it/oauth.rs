//! The authorization server: what apps get, and all the ways to get nothing.

mod behaviour;
mod clients;
mod code;
mod consent;
mod endpoints;
mod refresh;

use data_encoding::BASE64URL_NOPAD;
use http::Request;
use http_body_util::Full;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use twinspec_mock::facade::{Blueprint, Flow, FlowKind};
use twinspec_mock::{Behaviour, Builder, ManualClock, Mock};

use crate::library::{Library, Reply, blueprint};

const AUTHORIZE: &str = "/oauth/authorize";
const TOKEN: &str = "/oauth/token";
const REVOKE: &str = "/oauth/revoke";
const BACK: &str = "https://app.test/back";
const VERIFIER: &str = "a-verifier-of-forty-three-characters-or-more";

/// One app with a secret and a code, one that can keep none, and two who can consent.
const DATA: &str = "
tokens:
- {token: north, branch: north, scopes: books}
- {token: south, branch: south, level: 2}
apps:
- clientId: app
  clientSecret: shh
  redirectUris: ['https://app.test/back', 'https://app.test/other?x=1']
  codes: [ready, {code: only-books, scopes: books, branch: west}]
  branch: main
- clientId: spa
  redirectUris: ['https://spa.test']
";

/// What the flagship and others have: a code flow, and client credentials at the same place.
fn described() -> Blueprint {
    let mut blueprint = blueprint();
    let flow = |kind, authorization: &'static str| Flow {
        kind,
        authorization: authorization.into(),
        token: TOKEN.into(),
        refresh: TOKEN.into(),
        scopes: vec![
            ("books".into(), "Read <all> books".into()),
            ("shelves".into(), "Move shelves".into()),
        ]
        .into(),
    };
    blueprint.schemes.to_mut()[0].flows =
        vec![flow(FlowKind::AuthorizationCode, AUTHORIZE), flow(FlowKind::ClientCredentials, "")]
            .into();
    blueprint
}

fn server_of(blueprint: &Blueprint, change: impl FnOnce(Builder) -> Builder) -> Library {
    let clock = ManualClock::new("2026-01-31T09:30:00Z".parse().unwrap());
    let builder = Mock::builder(blueprint).clock(clock.clone());
    Library { mock: change(builder).build().unwrap(), clock }
}

/// A server with the apps above.
fn server() -> Library {
    server_of(&described(), |it| it.data("apps.yaml", DATA))
}

fn with_rules(rules: twinspec_mock::OAuth) -> Library {
    let behaviour = Behaviour::new().oauth(rules);
    server_of(&described(), |it| it.data("apps.yaml", DATA).behaviour(behaviour))
}

fn query(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Makes a challenge of a verifier.
fn s256(verifier: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(verifier.as_bytes()))
}

impl Library {
    async fn form(&self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        self.form_as(path, pairs, "").await
    }

    async fn form_as(&self, path: &str, pairs: &[(&str, &str)], authorization: &str) -> Reply {
        let mut request =
            Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        if !authorization.is_empty() {
            request = request.header("authorization", authorization);
        }
        self.send(request.body(Full::from(query(pairs))).unwrap()).await
    }

    /// Asks for a token as the app with the secret.
    async fn app(&self, pairs: &[(&str, &str)]) -> Reply {
        let app = [("client_id", "app"), ("client_secret", "shh")];
        self.form(TOKEN, &[&app, pairs].concat()).await
    }

    /// Consents without a page; gives where the person is sent to.
    async fn consent(&self, pairs: &[(&str, &str)]) -> Reply {
        let all = [&[("auto", "1"), ("response_type", "code")], pairs].concat();
        self.get(&format!("{AUTHORIZE}?{}", query(&all))).await
    }

    /// Gets a token for the code of the data file.
    async fn signed_in(&self) -> Value {
        let reply = self.app(&[("grant_type", "authorization_code"), ("code", "ready")]).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()
    }

    /// Tells the status of a read with a token.
    async fn read_with(&self, token: &Value) -> u16 {
        let token = token.as_str().unwrap();
        let request = Request::get("/books").header("authorization", format!("Bearer {token}"));
        self.send(request.body(Full::default()).unwrap()).await.status.as_u16()
    }
}

impl Reply {
    /// Returns what a redirect says: `code`, `error`, `state`.
    fn sent(&self, name: &str) -> String {
        assert_eq!(self.status, 302, "{}", self.text);
        let location = self.header("location");
        let (_, query) = location.split_once(['?', '#']).unwrap();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(it, _)| it == name).map(|(_, it)| it.into_owned()).unwrap_or_default()
    }

    /// Returns the status, the error and its description.
    fn refusal(&self) -> String {
        let json = self.json();
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {}", self.status.as_u16(), text("error"), text("error_description"))
    }
}
