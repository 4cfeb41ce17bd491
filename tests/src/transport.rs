//! A client's transport that is a call of a service.

use std::convert::Infallible;

use axum::body::Body;
use bytes::Bytes;
use ghl_contacts::{Answering, Transport, TransportError};
use http::{Request, Response};
use http_body_util::BodyExt;
use tower::{Service, ServiceExt};

/// Hands requests to a service in the same process.
#[derive(Debug)]
pub struct InProcess<S>(S);

impl<S> InProcess<S> {
    /// Makes a transport of a service.
    pub fn new(service: S) -> Self {
        Self(service)
    }
}

impl<S> Transport for InProcess<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send + 'static,
{
    fn send(&self, request: Request<Bytes>) -> Answering<'_> {
        let service = self.0.clone();
        Box::pin(async move {
            let Ok(response) = service.oneshot(request.map(Body::from)).await;
            let (parts, body) = response.into_parts();
            let body = body.collect().await.map_err(TransportError::other)?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        })
    }
}
