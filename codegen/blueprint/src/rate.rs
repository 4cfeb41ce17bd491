//! Rate limits: how much a caller may ask for, and how answers tell what is left.

use crate::{List, Text};

/// How many requests a caller may send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Whether each app, and each credential that belongs to none, has a count of its own.
    pub by_token: bool,
    /// The claims of a token of which each value has a count of its own.
    pub by_claims: List<Text>,
    /// The windows; a request must find room in each of them.
    pub windows: List<Window>,
}

/// A span of time in which so many requests are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many requests.
    pub limit: u64,
    /// How long the window is; it starts with the first request.
    pub seconds: u64,
    /// What the headers count time in.
    pub unit: Unit,
    /// The names of the headers that tell of the window.
    pub headers: WindowHeaders,
}

/// The headers that tell of a window; those without a name are not sent.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WindowHeaders {
    /// How many requests the window takes.
    pub limit: Option<Text>,
    /// How many of them are left.
    pub remaining: Option<Text>,
    /// How long the window is.
    pub interval: Option<Text>,
    /// How long it still lasts.
    pub reset: Option<Text>,
    /// How many seconds a caller that was refused has to wait; nobody else hears of it.
    pub retry: Option<Text>,
}

/// What a header counts time in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the variants are the units' names")]
pub enum Unit {
    #[default]
    Seconds,
    Milliseconds,
}
