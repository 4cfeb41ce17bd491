//! A server that is a service in the same process.

use std::convert::Infallible;

use anyhow::Context;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use tokio::runtime::Runtime;
use tower::{Service, ServiceExt as _};

use crate::walk::Server;

/// A service in the same process, such as a mock.
#[derive(Debug)]
pub struct InProcess<S> {
    service: S,
    runtime: Runtime,
}

impl<S> InProcess<S> {
    /// Makes a server of a service.
    pub fn new(service: S) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { service, runtime })
    }
}

impl<S, B> Server for InProcess<S>
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>, Error = Infallible> + Clone + Sync,
    B: http_body::Body<Data = Bytes>,
    B::Error: std::error::Error + Send + Sync + 'static,
{
    fn send(&self, request: &Request<Bytes>) -> anyhow::Result<Response<Bytes>> {
        let request = request.clone().map(Full::new);
        self.runtime.block_on(async {
            let Ok(response) = self.service.clone().oneshot(request).await;
            let (head, body) = response.into_parts();
            let body = body.collect().await.context("reading the answer")?;
            Ok(Response::from_parts(head, body.to_bytes()))
        })
    }
}
