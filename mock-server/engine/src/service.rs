//! The service: requests in, responses out, with or without a socket.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response};
use tower::Service;

use crate::engine::{Engine, Look, Refused, for_method, options};
use crate::request::body;

/// Answers requests; made by [`Mock::service`](crate::Mock::service).
#[derive(Clone)]
pub struct MockService {
    engine: Arc<Engine>,
}

impl MockService {
    pub(crate) fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }
}

impl<B> Service<Request<B>> for MockService
where
    B: http_body::Body + Send + 'static,
    B::Data: Send,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let engine = Arc::clone(&self.engine);
        Box::pin(async move { Ok(answer(&engine, request).await) })
    }
}

impl std::fmt::Debug for MockService {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("MockService").finish_non_exhaustive()
    }
}

async fn answer<B>(engine: &Engine, request: Request<B>) -> Response<Body>
where
    B: http_body::Body,
{
    let (parts, body) = request.into_parts();
    let admitted = match engine.look(&parts) {
        Ok(Look::Admitted(admitted)) => admitted,
        Ok(Look::Options(allow)) => return options(&allow),
        Err(refused) => return for_method(engine.refuse(&refused), &parts.method),
    };
    let bytes = if engine.takes_body(&admitted) {
        match body::read(body, engine.max_body).await {
            Ok(bytes) => bytes,
            Err(refusal) => {
                let refused = Refused::by(admitted.operation, refusal);
                return for_method(engine.refuse(&refused), &parts.method);
            }
        }
    } else {
        Bytes::new()
    };
    let response = match engine.carry_out(&parts, &admitted, &bytes) {
        Ok((operation, outcome)) => engine.succeed(operation, &outcome),
        Err(refused) => engine.refuse(&refused),
    };
    for_method(response, &parts.method)
}
