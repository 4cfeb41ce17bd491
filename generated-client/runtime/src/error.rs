//! The one error of a client.
//!
//! An error says in one line which call failed and why, and answers questions about itself
//! ([`status`](Error::status), [`is_timeout`](Error::is_timeout), …).
//! Its parameter holds the bodies that the operation documents for its error statuses.
//! `?` turns every `Error<SomeOperationError>` into the plain [`Error`] of a program that calls
//! several operations.

mod bodies;
mod decode;
mod failure;
mod reason;

use std::fmt;

use http::{HeaderMap, StatusCode};

pub use self::bodies::{AnyBody, ErrorBodies, NoBodies, Statuses, unlisted};
pub(crate) use self::bodies::{select_body, select_status};
pub use self::decode::DecodeError;
pub(crate) use self::failure::{Cause, Failure, Place};

/// Why a call failed.
///
/// ```
/// # fn show(error: twinspec_client::Error) {
/// if error.is_status(404) {
///     println!("there is no such thing");
/// } else {
///     println!("{error}"); // get-task: GET /tasks/7 answered 403 Forbidden: not yours
/// }
/// # }
/// ```
pub struct Error<E = AnyBody> {
    failure: Box<Failure>,
    documented: Option<Box<E>>,
}

impl<E> Error<E> {
    pub(crate) fn new(failure: Box<Failure>, documented: Option<E>) -> Self {
        Self { failure, documented: documented.map(Box::new) }
    }

    /// Returns the `operationId` of the call, or the name of the client if there was no call yet.
    pub fn operation(&self) -> &str {
        self.failure.operation()
    }

    /// Returns the status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.failure.answered().map(|it| it.status)
    }

    /// Returns the headers, if there was an answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.failure.answered().map(|it| &it.headers)
    }

    /// Returns the body as it came, if there was an answer.
    pub fn body(&self) -> Option<&[u8]> {
        self.failure.answered().map(|it| &*it.body)
    }

    /// Returns the body, if it is the one that the operation documents for the status.
    pub fn documented(&self) -> Option<&E> {
        self.documented.as_deref()
    }

    /// Returns the body, if it is the one that the operation documents for the status, and the
    /// error itself otherwise.
    pub fn into_documented(self) -> Result<E, Self> {
        match self.documented {
            Some(documented) => Ok(*documented),
            None => Err(self),
        }
    }

    /// Returns why the body of the answer could not be read, if that is what happened.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.failure.decode_error()
    }

    /// Says whether there was an answer with this status.
    pub fn is_status(&self, status: u16) -> bool {
        self.status().is_some_and(|it| it.as_u16() == status)
    }

    /// Says whether there was an answer whose body is not what the document says.
    pub fn is_decode(&self) -> bool {
        self.decode_error().is_some()
    }

    /// Says whether the server could not be reached, so that it cannot have seen the request.
    pub fn is_connect(&self) -> bool {
        self.failure.transport_error().is_some_and(crate::TransportError::is_connect)
    }

    /// Says whether there was no answer in time; the server may have seen the request.
    pub fn is_timeout(&self) -> bool {
        self.failure.transport_error().is_some_and(crate::TransportError::is_timeout)
    }

    /// Says whether nothing was sent, because the request or the client could not be built.
    pub fn is_request(&self) -> bool {
        self.failure.is_request()
    }
}

impl<E: ErrorBodies> From<Error<E>> for Error<AnyBody> {
    fn from(error: Error<E>) -> Self {
        Self {
            failure: error.failure,
            documented: error.documented.map(|it| Box::new(AnyBody::new(it))),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.failure.text())
    }
}

// The parts would show headers and bodies, and those may repeat a token; the line does not.
impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Error({self})")
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.failure.source()
    }
}
