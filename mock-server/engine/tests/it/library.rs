//! The API that all tests talk to: a library of shelves with books on them.

mod blueprint;
mod operations;
mod parts;

use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use twinspec_mock::facade::Blueprint;
use twinspec_mock::{Builder, ManualClock, Mock, ResourceId};

pub(crate) use crate::library::blueprint::{blueprint, operation};

pub(crate) const SHELF: ResourceId = ResourceId(0);
pub(crate) const BOOK: ResourceId = ResourceId(1);

/// A mock of the library and the clock that it goes by.
pub(crate) struct Library {
    pub(crate) mock: Mock,
    pub(crate) clock: ManualClock,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Library {
    pub(crate) fn new() -> Self {
        Self::with(|builder| builder)
    }

    /// Makes a library of a builder that was changed.
    pub(crate) fn with(change: impl FnOnce(Builder) -> Builder) -> Self {
        let clock = ManualClock::new("2026-01-31T09:30:00Z".parse().unwrap());
        let builder = Mock::builder(&blueprint()).clock(clock.clone()).no_auth();
        Self { mock: change(builder).build().unwrap(), clock }
    }

    /// Makes a library without credentials of a blueprint that was changed.
    pub(crate) fn changed(change: impl FnOnce(&mut Blueprint)) -> Self {
        let mut blueprint = blueprint();
        change(&mut blueprint);
        let clock = ManualClock::new("2026-01-31T09:30:00Z".parse().unwrap());
        let builder = Mock::builder(&blueprint).clock(clock.clone()).no_auth();
        Self { mock: builder.build().unwrap(), clock }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Full::default()).unwrap()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Request::delete(path).body(Full::default()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.json("POST", path, &body.to_string()).await
    }

    /// Sends a text as JSON.
    pub(crate) async fn json(&self, method: &str, path: &str, text: &str) -> Reply {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("content-type", "application/json; charset=utf-8");
        self.send(request.body(Full::from(text.to_owned())).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Full<bytes::Bytes>>) -> Reply {
        let response: Response<_> = self.mock.service().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Reply { status: parts.status, headers: parts.headers, text }
    }

    /// Makes a shelf a second later than the one before; gives its id.
    pub(crate) async fn shelf(&self, name: &str) -> String {
        self.clock.advance(jiff::SignedDuration::from_secs(1));
        let reply = self.post("/shelves", &json!({ "name": name })).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.json()["shelf"]["id"].as_str().unwrap().to_owned()
    }

    /// Makes a book; gives its id.
    pub(crate) async fn book(&self, owner: &str, title: &str) -> u64 {
        let reply = self.post(&format!("/shelves/{owner}/books"), &json!({ "title": title })).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.json()["id"].as_u64().unwrap()
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {:?}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
