//! The client against the mock, with the referee between them.
//!
//! A [`Harness`] is a client and a mock that start from the same data, at the same time, with the
//! same seed. The same calls give the same bytes, in one process or over a socket, so that what
//! was said on the wire can be compared word for word.

pub mod bench;
#[rustfmt::skip]
pub mod generated;
pub mod install;
pub mod process;
mod transcript;
mod transport;
mod versions;
mod wire;

use std::convert::Infallible;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use bytes::Bytes;
use ghl_contacts::{Client, Transport};
use tower::util::BoxCloneSyncService;
use tower::{Layer, ServiceExt};
use twinspec::{Blueprint, Settings};
use twinspec_mock::{Behaviour, ManualClock, Mock, Token};
use twinspec_referee::{Judged, RefereeLayer};

pub use crate::transcript::Transcript;
pub use crate::transport::InProcess;
pub use crate::versions::{documents, referee};
pub use crate::wire::Wire;

include!(concat!(env!("OUT_DIR"), "/shop.rs"));

/// The document that everything here is held against.
pub const DOCUMENT: &str = include_str!("../../spec/contacts.yaml");

/// Where the document is, for whoever reads it as a file.
const DOCUMENT_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/contacts.yaml");

/// What the document says, read from it now: what `twinspec mock` runs on.
pub static READ: LazyLock<Blueprint> = LazyLock::new(|| {
    let read = twinspec::blueprint(&Settings::new(DOCUMENT_FILE, "cargo test"));
    read.map_or_else(|error| panic!("{error}"), |(blueprint, _)| blueprint)
});

/// The form submission that the demo starts from.
pub const DEMO_SUBMISSION: &str = include_str!("../../spec/form-submission.json");

/// The time at which every mock of a harness stands still.
pub const NOW: &str = "2026-11-23T09:00:00Z";

/// A client, a mock, and everything that went between them.
pub struct Harness {
    /// The client, with the token of the first location.
    pub client: Client,
    /// What went over the wire.
    pub transcript: Transcript,
    transport: Arc<dyn Transport>,
    base_url: String,
    token: Token,
    other_token: Token,
    judged: Watched,
}

impl Harness {
    /// Starts a mock with the flagship's data, and a client for it.
    pub async fn start(wire: Wire) -> anyhow::Result<Self> {
        Self::with(mock()?, wire).await
    }

    /// Makes a client for a mock that has the flagship's data.
    pub async fn with(mock: Mock, wire: Wire) -> anyhow::Result<Self> {
        let tokens = mock.tokens();
        let [token, other_token, ..] = tokens else {
            anyhow::bail!("the data has {} tokens, 2 are needed", tokens.len());
        };
        let (token, other_token) = (token.clone(), other_token.clone());

        let (service, judged) = watched(&mock)?;
        let (transport, base_url) = wire.connect(service).await?;
        let transcript = Transcript::default();
        let transport: Arc<dyn Transport> = Arc::new(transcript.record(transport));
        let client = Client::builder()
            .base_url(&base_url)
            .token(token.value.clone())
            .transport(Arc::clone(&transport))
            .build()?;
        Ok(Self { client, transcript, transport, base_url, token, other_token, judged })
    }

    /// Returns the location that the client's token belongs to.
    #[must_use]
    pub fn location(&self) -> &str {
        location_of(&self.token)
    }

    /// Returns where the mock is reached.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Returns the client's token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token.value
    }

    /// Returns a location that the client's token has no access to.
    #[must_use]
    pub fn other_location(&self) -> &str {
        location_of(&self.other_token)
    }

    /// Returns a token that belongs to another location than the client's.
    #[must_use]
    pub fn other_token(&self) -> &str {
        &self.other_token.value
    }

    /// Makes a client for the same mock with another token.
    pub fn client_with(&self, token: &str) -> Result<Client, ghl_contacts::Error> {
        let client = Client::builder().base_url(&self.base_url).token(token.to_owned());
        client.transport(Arc::clone(&self.transport)).build()
    }

    /// Starts a request that the client would not make, with token and version as usual.
    #[must_use]
    pub fn request(&self, method: &str, path: &str) -> http::request::Builder {
        http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base_url))
            .header("authorization", format!("Bearer {}", self.token.value))
            .header("version", "2021-07-28")
    }

    /// Sends a request as it is.
    pub async fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> anyhow::Result<http::Response<Bytes>> {
        Ok(self.transport.send(request).await?)
    }

    /// Returns what the referee said of every exchange so far.
    #[must_use]
    pub fn judged(&self) -> Vec<Judged> {
        self.judged.so_far()
    }
}

/// A mock with the referee in front.
pub type Service = BoxCloneSyncService<http::Request<Body>, http::Response<Body>, Infallible>;

/// What the referee says of every exchange.
#[derive(Clone, Default)]
pub struct Watched(Arc<Mutex<Vec<Judged>>>);

impl Watched {
    /// Returns what it said so far.
    #[must_use]
    pub fn so_far(&self) -> Vec<Judged> {
        locked(&self.0).clone()
    }
}

/// Puts the referee in front of a mock.
pub fn watched(mock: &Mock) -> anyhow::Result<(Service, Watched)> {
    let watched = Watched::default();
    let sink = watched.clone();
    let note = move |it| locked(&sink.0).push(it);
    let service = RefereeLayer::new(Arc::new(versions::referee()?), note).layer(mock.service());
    // Axum wants its own kind of body back.
    let service = ServiceExt::<http::Request<Body>>::map_response(service, to_body);
    Ok((BoxCloneSyncService::new(service), watched))
}

/// What a panicking test leaves behind a lock is still whole: it is only ever added to.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the flagship's mock as all tests use it.
pub fn mock() -> anyhow::Result<Mock> {
    mock_of(&ghl_mock::BLUEPRINT, ghl_mock::behaviour())
}

/// Makes a mock with the flagship's data, of another blueprint or with other behaviour.
pub fn mock_of(blueprint: &Blueprint, behaviour: Behaviour) -> anyhow::Result<Mock> {
    let (name, text) = ghl_mock::SEED;
    let mock = Mock::builder(blueprint)
        .behaviour(behaviour)
        .clock(ManualClock::new(NOW.parse()?))
        .data(name, text)
        .build()?;
    Ok(mock)
}

/// Gives a response the kind of body that axum serves.
pub fn to_body<B>(response: http::Response<B>) -> http::Response<Body>
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    response.map(Body::new)
}

/// Returns the location that a token belongs to; empty if it belongs to none.
#[must_use]
pub fn location_of(token: &Token) -> &str {
    token.claims.get(ghl_mock::LOCATION_ID).and_then(|it| it.as_str()).unwrap_or_default()
}
