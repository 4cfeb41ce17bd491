//! The way to a server over HTTP.

use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use http::{Request, Response, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::runtime::Runtime;

/// A server that takes longer does not answer.
const LIMIT: Duration = Duration::from_secs(30);

/// A connection to the server under judgement.
pub(crate) struct Wire {
    runtime: Runtime,
    client: Client<HttpConnector, Full<Bytes>>,
    url: String,
}

impl Wire {
    pub(crate) fn new(url: &str) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let client = Client::builder(TokioExecutor::new()).build_http();
        Ok(Self { runtime, client, url: url.trim_end_matches('/').to_owned() })
    }
}

impl twinspec_proof::walk::Server for Wire {
    fn send(&self, request: &Request<Bytes>) -> anyhow::Result<Response<Bytes>> {
        let uri: Uri = format!("{}{}", self.url, request.uri()).parse().context("a URL")?;
        let mut sent = Request::new(Full::new(request.body().clone()));
        *sent.method_mut() = request.method().clone();
        *sent.uri_mut() = uri;
        *sent.headers_mut() = request.headers().clone();
        let exchange = async {
            let (head, body) = self.client.request(sent).await?.into_parts();
            anyhow::Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
        };
        let limited = async { tokio::time::timeout(LIMIT, exchange).await };
        self.runtime.block_on(limited).context("no answer in time")?
    }
}
