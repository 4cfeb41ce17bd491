//! Bodies of answers as they came.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::{StatusCode, header};

use super::Answered;
use crate::data::{Data, decode};
use crate::error::DecodeError;

/// The body of an answer as it came, for answers that have no schema or are not JSON.
///
/// ```
/// # fn show(raw: &twinspec_client::Raw) -> Result<(), twinspec_client::DecodeError> {
/// println!("{:?}, {} bytes", raw.content_type(), raw.bytes().len());
/// let json: twinspec_client::Json = raw.json()?;
/// # Ok(())
/// # }
/// ```
///
/// An event stream (`text/event-stream`) arrives like this too: whole, when the server has ended
/// it.
#[derive(Clone, PartialEq, Eq)]
pub struct Raw {
    status: StatusCode,
    content_type: Option<String>,
    bytes: Bytes,
}

impl Raw {
    pub(crate) fn of(answered: &Answered) -> Self {
        let content_type = answered.headers.get(header::CONTENT_TYPE);
        let content_type = content_type.map(|it| String::from_utf8_lossy(it.as_bytes()));
        Self {
            status: answered.status,
            content_type: content_type.map(Cow::into_owned),
            bytes: answered.body.clone(),
        }
    }

    /// Returns the status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the header `content-type`.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Returns the body.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Returns the body, and gives up the rest.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// Reads the body as text; what is not UTF-8 becomes `U+FFFD`.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// Reads the body as JSON, whatever its media type is.
    pub fn json<T: Data>(&self) -> Result<T, DecodeError> {
        decode(&self.bytes)
    }

    /// Says whether the body has a media type, in which `*` stands for anything.
    pub(crate) fn is_of(&self, media_type: &str) -> bool {
        let own = essence(self.content_type().unwrap_or_default());
        match (own.split_once('/'), essence(media_type).split_once('/')) {
            (Some((kind, own)), Some((wanted_kind, wanted))) => {
                let fits = |own: &str, it: &str| it == "*" || own.eq_ignore_ascii_case(it);
                fits(kind, wanted_kind) && fits(own, wanted)
            }
            _ => false,
        }
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Raw")
            .field("status", &self.status)
            .field("content_type", &self.content_type)
            .field("size", &self.bytes.len())
            .finish()
    }
}

/// A body that is text and not JSON (`text/plain`, XML, …).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(pub String);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

/// Returns a media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}
