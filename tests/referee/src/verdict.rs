//! What the referee says about an exchange.

use std::fmt;

use bytes::Bytes;
use http::{Request, Response};

/// A request and the response that it got.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// The request as it reached the server.
    pub request: &'a Request<Bytes>,
    /// The response as it left the server.
    pub response: &'a Response<Bytes>,
}

/// The judgement of one exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Verdict {
    pub(crate) operation: Option<String>,
    pub(crate) documented_as: Option<String>,
    pub(crate) request_reasons: Vec<Violation>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) unjudged: Option<String>,
}

/// One difference between the document and the exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Who differs.
    pub side: Side,
    /// Where, for example `query limit`, `body /contact/id` or `status`.
    pub place: String,
    /// What the document asks for there.
    pub expected: String,
    /// What was there.
    pub found: String,
}

/// Who differs from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The request.
    Request,
    /// The response.
    Response,
    /// The document itself: one of its schemas cannot be compiled, so nothing can be said.
    Document,
}

impl Verdict {
    /// Whether the exchange keeps to the document.
    #[must_use]
    pub fn is_pass(&self) -> bool {
        self.violations.is_empty()
    }

    /// Why nothing is said of the exchange, though it belongs to no operation: it is with the
    /// authorization server, of which the document says no more than where it is.
    ///
    /// It is a pass; whoever counts what was judged leaves it out.
    #[must_use]
    pub fn unjudged(&self) -> Option<&str> {
        self.unjudged.as_deref()
    }

    /// The `operationId`, or `METHOD /path` where there is none; `None` if the request belongs to
    /// no operation.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// The key under which the document describes the response: `200`, `4XX`, `default`; `None`
    /// if it does not.
    #[must_use]
    pub fn documented_as(&self) -> Option<&str> {
        self.documented_as.as_deref()
    }

    /// What breaks the document; empty for a pass.
    ///
    /// An invalid request is no breach by itself (see [`Verdict::request_reasons`]), an answer to
    /// it that is no 4xx is one.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Whether the request belongs to an operation and keeps to its description.
    #[must_use]
    pub fn is_request_valid(&self) -> bool {
        self.operation.is_some() && self.request_reasons.is_empty()
    }

    /// Why the request is invalid; empty if it is valid or belongs to no operation.
    #[must_use]
    pub fn request_reasons(&self) -> &[Violation] {
        &self.request_reasons
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation().unwrap_or("no operation");
        match &self.unjudged {
            _ if !self.is_pass() => write!(f, "{operation}: {}", join(&self.violations)),
            Some(reason) => write!(f, "{operation}: not judged, because {reason}"),
            None => write!(f, "{operation}: pass"),
        }
    }
}

impl Violation {
    pub(crate) fn new(
        side: Side,
        place: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self {
            side,
            place: place.into(),
            expected: shorten(expected.into()),
            found: shorten(found.into()),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { side, place, expected, found } = self;
        write!(f, "{side} {place}: expected {expected}, found {found}")
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Document => "document",
        })
    }
}

pub(crate) fn join(violations: &[Violation]) -> String {
    violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A body may hold megabytes; a message that nobody can read helps nobody.
const LONGEST: usize = 160;

fn shorten(mut text: String) -> String {
    if text.contains(['\n', '\r']) {
        text = text.replace(['\n', '\r'], " ");
    }
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}
