//! A transport that answers by a closure and remembers what it was asked.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use twinspec_client::{Answering, Transport, TransportError};

use crate::fixture::{Client, ClientBuilder};

type Answer = dyn Fn() -> Result<Response<Bytes>, TransportError> + Send + Sync;

/// A transport without a network.
#[derive(Clone)]
pub(crate) struct Fake {
    answer: Arc<Answer>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Fake {
    pub(crate) fn new(
        answer: impl Fn() -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static,
    ) -> Self {
        Self { answer: Arc::new(answer), requests: Arc::default() }
    }

    /// A transport that gives every request the same answer.
    pub(crate) fn answering(status: u16, body: &'static str) -> Self {
        Self::new(move || {
            let response = Response::builder().status(status).header("x-trace", "t-1");
            Ok(response.body(Bytes::from_static(body.as_bytes())).unwrap())
        })
    }

    /// Builds the client of the fixture over this transport.
    pub(crate) fn client(&self) -> Client {
        self.builder().token(TOKEN).build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().transport(self.clone())
    }

    /// Returns the one request that was sent.
    pub(crate) fn request(&self) -> Request<Bytes> {
        let mut requests = self.requests.lock().unwrap();
        assert_eq!(requests.len(), 1, "expected one request");
        requests.remove(0)
    }

    pub(crate) fn is_untouched(&self) -> bool {
        self.requests.lock().unwrap().is_empty()
    }
}

impl Transport for Fake {
    fn send(&self, request: Request<Bytes>) -> Answering<'_> {
        self.requests.lock().unwrap().push(request);
        Box::pin(async { (self.answer)() })
    }
}

pub(crate) const TOKEN: &str = "pit-0123456789";

/// The body of an answer to `create-task`.
pub(crate) const CREATED: &str = r#"{"task":{"id":"t1","owner":null}}"#;
