//! The wire of any document: what a mock of it takes, refuses and answers.
//!
//! Each case is a small document, served as it is; the referee judges every exchange.

mod answers;
mod conditional;
mod errors;
mod filled;
mod requests;

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use serde_json::Value;
use tower::ServiceExt as _;
use twinspec::Settings;
use twinspec_mock::{Builder, Mock};
use twinspec_referee::{Exchange, Referee};

/// A mock of a document, and its referee.
struct Served {
    mock: Mock,
    referee: Referee,
}

/// An answer.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Served {
    /// Serves the paths and whatever follows them in a document.
    fn of(rest: &str) -> Self {
        Self::with(rest, |builder| builder)
    }

    fn with(rest: &str, change: impl FnOnce(Builder) -> Builder) -> Self {
        let document = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{rest}");
        let thread = std::thread::current();
        let name = thread.name().unwrap().replace("::", "-");
        let path =
            std::env::temp_dir().join(format!("twinspec-{}-{name}.yaml", std::process::id()));
        std::fs::write(&path, &document).unwrap();
        let blueprint = twinspec::blueprint(&Settings::new(&path, "test"));
        std::fs::remove_file(&path).unwrap();
        let (blueprint, _) = blueprint.map_err(|it| it.to_string()).unwrap();
        let mock = change(Mock::builder(&blueprint)).build().unwrap();
        Self { mock, referee: Referee::from_yaml(&document).unwrap() }
    }

    async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path), "").await
    }

    async fn post(&self, path: &str, media_type: &str, body: &str) -> Reply {
        self.send(Request::post(path).header("content-type", media_type), body).await
    }

    /// Makes a call; the referee must find nothing wrong with what comes of it.
    async fn send(&self, request: http::request::Builder, body: &str) -> Reply {
        let request = request.body(Bytes::from(body.to_owned())).unwrap();
        let sent = request.clone().map(Full::<Bytes>::from);
        let response = self.mock.service().oneshot(sent).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let response = http::Response::from_parts(parts, bytes);
        let verdict = self.referee.judge(&Exchange { request: &request, response: &response });
        assert!(verdict.is_pass(), "{} {}: {verdict}", request.method(), request.uri());
        let (parts, bytes) = response.into_parts();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Reply { status: parts.status, headers: parts.headers, text }
    }
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {:?}", self.text))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }
}
