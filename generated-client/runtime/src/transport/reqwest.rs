//! The default transport: HTTP/1.1 over TCP and TLS.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::redirect::Policy;
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::{Answering, Transport, TransportError};
use crate::url::BaseUrl;

/// Sends requests over the network.
///
/// It checks certificates as the operating system does, follows no redirects (a redirected request
/// would carry its credentials somewhere else), and goes through the proxy that the environment
/// names (`HTTPS_PROXY`, `NO_PROXY`).
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// Makes a transport that gives up after `timeout`, counted from sending to the whole answer.
    pub fn new(timeout: Duration) -> Result<Self, TransportError> {
        builder(timeout).and_then(build)
    }

    pub(crate) fn for_server(server: &BaseUrl, timeout: Duration) -> Result<Self, TransportError> {
        let builder = builder(timeout)?;
        // No proxy could reach a server on this machine.
        build(if server.is_loopback() { builder.no_proxy() } else { builder })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>) -> Answering<'_> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(described)?;
            let answer = self.client.execute(request).await.map_err(described)?;
            let mut response = http::Response::new(Bytes::new());
            *response.status_mut() = answer.status();
            *response.version_mut() = answer.version();
            *response.headers_mut() = answer.headers().clone();
            *response.body_mut() = answer.bytes().await.map_err(described)?;
            Ok(response)
        })
    }
}

fn builder(timeout: Duration) -> Result<reqwest::ClientBuilder, TransportError> {
    Ok(reqwest::Client::builder()
        .redirect(Policy::none())
        .timeout(timeout)
        .tls_backend_preconfigured(tls().map_err(TransportError::other)?))
}

fn build(builder: reqwest::ClientBuilder) -> Result<ReqwestTransport, TransportError> {
    let client = builder.build().map_err(TransportError::other)?;
    Ok(ReqwestTransport { client })
}

fn tls() -> Result<ClientConfig, rustls::Error> {
    // A program that has chosen its cryptography, because it must, means all of its connections.
    let chosen = CryptoProvider::get_default().cloned();
    let provider = chosen.unwrap_or_else(|| Arc::new(ring::default_provider()));
    let builder = || {
        ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
    };
    // A machine without certificates can still speak to servers without TLS; others are refused.
    let verified = builder()?.with_platform_verifier();
    Ok(match verified {
        Ok(verified) => verified.with_no_client_auth(),
        Err(_) => builder()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
    })
}

fn described(error: reqwest::Error) -> TransportError {
    // A key may stand in the query of the URL.
    let error = error.without_url();
    // Some connections end by a timeout; that the server was not reached is the better news.
    if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::other(error)
    }
}
