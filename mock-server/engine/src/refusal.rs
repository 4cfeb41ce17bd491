//! Refusals: why a request was not carried out.

use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use crate::Map;
use crate::violation::Violation;

/// Why a request is not carried out, and how that is said.
///
/// It is shown in the form that the operation documents for its status; failing that, in the form
/// that the document gives errors in general; failing that, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The status of the answer.
    pub status: StatusCode,
    /// What went wrong.
    pub message: Message,
    /// What few refusals have. Boxed, so that a `Result` with a refusal stays small.
    extras: Box<Extras>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Extras {
    details: Map,
    headers: Vec<(HeaderName, HeaderValue)>,
    violations: Vec<Violation>,
}

/// What went wrong, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// In one sentence.
    One(String),
    /// In several, one for each reason.
    Many(Vec<String>),
}

impl Refusal {
    /// Makes a refusal.
    #[must_use]
    pub fn new(status: StatusCode, message: impl Into<Message>) -> Self {
        Self { status, message: message.into(), extras: Box::default() }
    }

    /// Adds what is shown where the document has a place of this name.
    #[must_use]
    pub fn detail(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.extras.details.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a header to the answer.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.extras.headers.push((name, value));
        self
    }

    pub(crate) fn because_of(mut self, violations: Vec<Violation>) -> Self {
        self.extras.violations = violations;
        self
    }

    /// Returns what the error brings along, by the name of its place in the answer.
    #[must_use]
    pub fn details(&self) -> &Map {
        &self.extras.details
    }

    pub(crate) fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.extras.headers
    }

    pub(crate) fn violations(&self) -> &[Violation] {
        &self.extras.violations
    }
}

impl Message {
    /// Returns the message as one text.
    pub(crate) fn joined(&self) -> String {
        match self {
            Self::One(sentence) => sentence.clone(),
            Self::Many(sentences) => sentences.join("; "),
        }
    }

    /// Returns the sentences of the message.
    pub(crate) fn sentences(&self) -> &[String] {
        match self {
            Self::One(sentence) => std::slice::from_ref(sentence),
            Self::Many(sentences) => sentences,
        }
    }
}

impl From<&str> for Message {
    fn from(sentence: &str) -> Self {
        Self::One(sentence.to_owned())
    }
}

impl From<String> for Message {
    fn from(sentence: String) -> Self {
        Self::One(sentence)
    }
}

impl From<Vec<String>> for Message {
    fn from(sentences: Vec<String>) -> Self {
        Self::Many(sentences)
    }
}
