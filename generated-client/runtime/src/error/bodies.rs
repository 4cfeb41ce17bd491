//! The bodies that operations document for their error statuses.

use std::any::Any;
use std::fmt;

use bytes::Bytes;
use http::StatusCode;

use super::DecodeError;
use crate::response::Raw;

/// An enum with one variant for each error status that an operation documents.
pub trait ErrorBodies: fmt::Debug + Send + Sync + Sized + 'static {
    /// The statuses; the index in this list is what [`from_answer`](Self::from_answer) takes.
    const STATUSES: &'static [Statuses];

    /// Reads an answer.
    fn from_answer(index: usize, raw: &Raw) -> Result<Self, DecodeError>;

    /// Returns the statuses that the body is documented for, and writes it as it was read.
    fn to_answer(&self) -> (Statuses, Bytes);
}

/// The statuses that a documented response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statuses {
    /// One status, such as `404`.
    Exact(u16),
    /// All statuses with the same first digit, such as `4XX`.
    Range(u16),
    /// All statuses that are not documented otherwise.
    Default,
}

/// The documented bodies of an operation that documents none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBodies {}

impl ErrorBodies for NoBodies {
    const STATUSES: &'static [Statuses] = &[];

    fn from_answer(_: usize, _: &Raw) -> Result<Self, DecodeError> {
        unlisted()
    }

    fn to_answer(&self) -> (Statuses, Bytes) {
        match *self {}
    }
}

/// Refuses an index that is in no list of statuses; the runtime asks for none such.
pub fn unlisted<T>() -> Result<T, DecodeError> {
    Err(DecodeError::new("the status is not documented"))
}

/// The documented body of whichever operation failed.
// It does not implement `ErrorBodies`: that is what lets `?` convert every other `Error<E>`.
pub struct AnyBody(Box<dyn Any + Send + Sync>);

impl AnyBody {
    pub(crate) fn new<E: ErrorBodies>(body: Box<E>) -> Self {
        Self(body)
    }

    /// Returns the body, if it is one of this operation's.
    #[must_use]
    pub fn downcast_ref<E: ErrorBodies>(&self) -> Option<&E> {
        self.0.downcast_ref()
    }
}

impl fmt::Debug for AnyBody {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("AnyBody")
    }
}

/// Returns the documented statuses that a status belongs to.
pub(crate) fn select_status(documented: &[Statuses], status: StatusCode) -> Option<Statuses> {
    let status = status.as_u16();
    let ways = [Statuses::Exact(status), Statuses::Range(status / 100), Statuses::Default];
    ways.into_iter().find(|it| documented.contains(it))
}

/// Returns the index of the documented response that a status belongs to.
pub(crate) fn select_body(documented: &[Statuses], status: StatusCode) -> Option<usize> {
    let selected = select_status(documented, status)?;
    documented.iter().position(|it| *it == selected)
}
