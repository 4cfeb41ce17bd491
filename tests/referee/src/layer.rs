//! The referee as a `tower` layer: every exchange through a service is judged.

mod replay;

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, Uri};
use http_body::Body;
use tower::{Layer, Service};

pub use self::replay::Replay;
use crate::{
    referee::Referee,
    verdict::{Exchange, Side, Verdict, Violation},
};

/// An exchange that a [`RefereeLayer`] has judged.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Judged {
    /// The judgement.
    pub verdict: Verdict,
    /// The request's method.
    pub method: Method,
    /// The request's target.
    pub uri: Uri,
    /// The status that it got.
    pub status: StatusCode,
}

type Sink = Arc<dyn Fn(Judged) + Send + Sync>;

/// Wraps a service so that each exchange is judged and handed to a sink.
///
/// Bodies are read to their end first, so streams arrive as one piece; nothing else changes. A
/// response that breaks off breaks off for the caller too, after the same bytes, and is a
/// violation. A request that breaks off cannot be judged: it gets 400 without reaching the
/// service.
#[derive(Clone)]
pub struct RefereeLayer {
    referee: Arc<Referee>,
    sink: Sink,
}

/// The service that a [`RefereeLayer`] makes.
#[derive(Clone)]
pub struct RefereeService<S> {
    inner: S,
    referee: Arc<Referee>,
    sink: Sink,
}

impl RefereeLayer {
    /// Makes a layer; `sink` is called once per exchange, before the response is passed on.
    pub fn new(referee: Arc<Referee>, sink: impl Fn(Judged) + Send + Sync + 'static) -> Self {
        Self { referee, sink: Arc::new(sink) }
    }
}

impl<S> Layer<S> for RefereeLayer {
    type Service = RefereeService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        RefereeService { inner, referee: Arc::clone(&self.referee), sink: Arc::clone(&self.sink) }
    }
}

impl<S, B, R> Service<Request<B>> for RefereeService<S>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data = Bytes> + From<Bytes> + Send + 'static,
    B::Error: Send,
    R: Body<Data = Bytes> + Send + 'static,
    R::Error: Send,
{
    type Response = Response<Replay<R::Error>>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The service that was polled ready is the one to call; its copy stays behind.
        let copy = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, copy);
        let Self { referee, sink, .. } = self.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let Ok(bytes) = Replay::read(body).await.into_complete() else {
                let mut response = Response::new(Replay::empty());
                *response.status_mut() = StatusCode::BAD_REQUEST;
                return Ok(response);
            };
            let seen = Request::from_parts(parts.clone(), bytes.clone());
            let response = inner.call(Request::from_parts(parts, B::from(bytes))).await?;
            let (parts, body) = response.into_parts();
            let replay = Replay::read(body).await;
            let answered = Response::from_parts(parts.clone(), replay.bytes());
            let mut verdict = referee.judge(&Exchange { request: &seen, response: &answered });
            if replay.is_broken() {
                verdict.violations.push(broken(&replay.bytes()));
            }
            let status = parts.status;
            let (request, _) = seen.into_parts();
            sink(Judged { verdict, method: request.method, uri: request.uri, status });
            Ok(Response::from_parts(parts, replay))
        })
    }
}

fn broken(bytes: &Bytes) -> Violation {
    let found = format!("an end after {} bytes", bytes.len());
    Violation::new(Side::Response, "body", "a complete body", found)
}
