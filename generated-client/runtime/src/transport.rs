//! The seam between a client and the network.

#[cfg(feature = "reqwest")]
mod reqwest;

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
use crate::url::BaseUrl;

/// The answer that a [`Transport`] is waiting for.
pub type Answering<'t> =
    Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 't>>;

/// Sends requests and returns answers.
///
/// A transport of your own can add what your house needs (a proxy, a log, another HTTP library), or
/// answer without a network in tests.
/// It returns every answer as it is, also a redirect and whatever says that something failed: an
/// error means that there is no answer.
pub trait Transport: Send + Sync {
    /// Sends a request with an absolute URL, and returns the whole answer.
    fn send(&self, request: http::Request<Bytes>) -> Answering<'_>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>) -> Answering<'_> {
        (**self).send(request)
    }
}

/// Why a [`Transport`] has no answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn Error + Send + Sync>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TransportErrorKind {
    Connect,
    Timeout,
    Other,
}

impl TransportError {
    /// The server could not be reached, so that it cannot have seen the request.
    pub fn connect(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: TransportErrorKind::Connect, source: source.into() }
    }

    /// There was no answer in time; the server may have seen the request.
    pub fn timeout(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: TransportErrorKind::Timeout, source: source.into() }
    }

    /// Something else went wrong; the server may have seen the request.
    pub fn other(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: TransportErrorKind::Other, source: source.into() }
    }

    /// Says whether the server could not be reached.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind == TransportErrorKind::Connect
    }

    /// Says whether there was no answer in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self.kind {
            TransportErrorKind::Connect => "could not connect",
            TransportErrorKind::Timeout => "got no answer in time",
            TransportErrorKind::Other => "got no answer",
        })?;
        // HTTP libraries wrap a cause several times ("error sending request"); the innermost one
        // says what happened.
        let mut cause: &dyn Error = &*self.source;
        while let Some(source) = cause.source() {
            cause = source;
        }
        write!(out, ": {cause}")
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}

/// Makes the transport of a client that was given none.
#[cfg(feature = "reqwest")]
pub(crate) fn default_transport(
    base_url: &BaseUrl,
    timeout: Duration,
) -> Result<Box<dyn Transport>, String> {
    match ReqwestTransport::for_server(base_url, timeout) {
        Ok(transport) => Ok(Box::new(transport)),
        Err(error) => Err(format!("the default transport cannot be made: {error}")),
    }
}

/// Says that a client needs a transport.
#[cfg(not(feature = "reqwest"))]
pub(crate) fn default_transport(_: &BaseUrl, _: Duration) -> Result<Box<dyn Transport>, String> {
    let hint = "give the builder of the client a `transport`, or enable the feature `reqwest`";
    Err(format!("there is no transport: {hint}"))
}
