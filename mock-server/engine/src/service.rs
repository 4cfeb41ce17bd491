//! The service: requests in, responses out, with or without a socket.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response, request};
use http_body_util::Full;
use tower_service::Service;

use crate::credentials::Caller;
use crate::engine::{Engine, Look, Refused, for_method, options};
use crate::journal::Outcome;
use crate::live::Live;
use crate::request::body;
use crate::{control, cors, oauth};

/// The body of an answer: all of it, for every answer is made before its first byte is sent.
pub type Body = Full<Bytes>;

/// Answers requests; made by [`Mock::service`](crate::Mock::service).
#[derive(Clone)]
pub struct MockService {
    live: Arc<Live>,
}

impl MockService {
    pub(crate) fn new(live: Arc<Live>) -> Self {
        Self { live }
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
        let live = Arc::clone(&self.live);
        Box::pin(async move { Ok(answer(&live, request).await) })
    }
}

impl std::fmt::Debug for MockService {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("MockService").finish_non_exhaustive()
    }
}

pub(crate) async fn answer<B>(live: &Live, request: Request<B>) -> Response<Body>
where
    B: http_body::Body,
{
    let (parts, body) = request.into_parts();
    let engine = &live.engine();
    if let Some(response) = engine.has_cors.then(|| cors::preflight(&parts)).flatten() {
        return response;
    }
    let response = if let Some(endpoint) = engine.oauth.endpoint(parts.uri.path()) {
        oauth::answer(engine, endpoint, &parts, body).await
    } else if control::is_control(parts.uri.path()) {
        control::answer(live, &parts, body).await
    } else {
        observed(live, engine, &parts, body).await
    };
    let mut response = for_method(response, &parts.method);
    if engine.has_cors {
        cors::allow(&parts, response.headers_mut());
    }
    response
}

/// Answers a request of the API and notes what became of it.
async fn observed<B>(
    live: &Live,
    engine: &Engine,
    parts: &request::Parts,
    body: B,
) -> Response<Body>
where
    B: http_body::Body,
{
    let arrived = engine.now();
    let caller = engine.caller(parts);
    let limit = live.traffic.limits.count(&caller, arrived);
    let answered = match limit.refusal() {
        Some(refusal) => Err(engine.refused_at(parts, refusal)),
        None => answered(engine, parts, &caller, body).await,
    };
    let journal = &live.traffic.journal;
    let (mut response, operation, reasons) = match answered {
        Ok((response, operation)) => (response, operation, Vec::new()),
        Err(refused) => {
            let reasons = if journal.is_kept() { refused.reasons() } else { Vec::new() };
            (engine.refuse(&refused, parts), refused.operation(), reasons)
        }
    };
    limit.tell(response.headers_mut());
    if journal.is_kept() {
        let operation = operation.map(|it| engine.blueprint.operations[it].id.clone());
        let outcome = Outcome { operation, status: response.status(), reasons };
        journal.note(parts, outcome, (arrived, engine.now()));
    }
    response
}

/// Answers a request of the API, with the operation that it was for.
async fn answered<B>(
    engine: &Engine,
    parts: &request::Parts,
    caller: &Caller<'_>,
    body: B,
) -> Result<(Response<Body>, Option<usize>), Refused>
where
    B: http_body::Body,
{
    let (admitted, parameters) = match engine.look(parts, caller)? {
        Look::Admitted(admitted, parameters) => (admitted, parameters),
        Look::Options(allow) => return Ok((options(&allow), None)),
    };
    let bytes = if engine.takes_body(&admitted) {
        let refused = |refusal| Refused::by(admitted.operation, refusal);
        body::read(body, engine.max_body).await.map_err(refused)?
    } else {
        Bytes::new()
    };
    let body = engine.understand(parts, &admitted, &bytes).await?;
    let outcome = engine.carry_out(parts, &admitted, parameters, body)?;
    Ok((engine.succeed(&admitted, &outcome, parts), Some(admitted.operation)))
}
