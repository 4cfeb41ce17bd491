//! A transport that answers by a closure and remembers what it was asked.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use twinspec_client::{Answering, Transport, TransportError, facade as rt};

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

    /// A transport that gives every request the same answer, of some media type.
    pub(crate) fn typed(status: u16, media_type: &'static str, body: &'static [u8]) -> Self {
        Self::new(move || {
            let response = Response::builder().status(status).header("content-type", media_type);
            Ok(response.body(Bytes::from_static(body)).unwrap())
        })
    }

    /// Builds the client of the fixture over this transport.
    pub(crate) fn client(&self) -> Client {
        self.builder().token(TOKEN).build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().transport(self.clone())
    }

    /// Begins a call of an operation of an API that has nothing else.
    pub(crate) fn call(&self, operation: &'static rt::Operation) -> rt::Call<'static> {
        static API: rt::Api = rt::Api {
            name: "a",
            version: "1",
            base_url: "http://x.test",
            schemes: &[],
            shared: &[],
        };
        let client = rt::ClientBuilder::new(&API).transport(self.clone()).build().unwrap();
        rt::Call::new(Box::leak(Box::new(client)), operation)
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

/// Describes an operation that asks for no credential.
pub(crate) const fn operation(
    path: &'static str,
    parameters: &'static [rt::Parameter],
) -> rt::Operation {
    rt::Operation::new("get", rt::Method::Get, path).parameters(parameters)
}

/// The body of an answer to `create-task`.
pub(crate) const CREATED: &str = r#"{"task":{"id":"t1","owner":null}}"#;
