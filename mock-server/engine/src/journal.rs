//! The journal: which requests came last, and what became of them.
//!
//! It holds so many requests and so many bytes, whichever is reached first, and forgets the oldest.
//! Noting one copies its path and, if it was refused, the reasons; nothing else is kept of it.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{Method, StatusCode, request};
use jiff::Timestamp;
use serde_json::{Value, json};
use twinspec_blueprint::Text;

use crate::mock::{Builder, Mock};
use crate::verbs::rfc3339_millis;

/// How many requests a journal holds unless it is told otherwise.
pub(crate) const ENTRIES: usize = 1000;

/// Paths and reasons are as long as callers make them, so their number alone bounds nothing.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// A request that was answered; control routes are not among them.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// When the request arrived.
    pub time: Timestamp,
    /// Its method.
    pub method: Method,
    /// Its path, with the query as it was written.
    pub path: String,
    /// The id of the operation that it was for; `None` if there is none.
    pub operation: Option<String>,
    /// The status of the answer.
    pub status: StatusCode,
    /// Why the request was refused, one sentence for each reason; empty if it was not.
    pub reasons: Vec<String>,
    /// How long the answer took, by the mock's clock.
    pub took: Duration,
}

/// The requests that came last.
#[derive(Debug)]
pub(crate) struct Journal {
    capacity: usize,
    noted: Mutex<Noted>,
}

#[derive(Debug, Default)]
struct Noted {
    entries: VecDeque<Entry>,
    bytes: usize,
}

/// What is kept of a request; its texts are no longer than they are.
#[derive(Debug)]
struct Entry {
    time: Timestamp,
    method: Method,
    path: Box<str>,
    operation: Option<Text>,
    status: StatusCode,
    reasons: Box<[String]>,
    took: Duration,
}

/// What became of a request.
pub(crate) struct Outcome {
    pub(crate) operation: Option<Text>,
    pub(crate) status: StatusCode,
    pub(crate) reasons: Vec<String>,
}

impl Journal {
    /// Makes a journal of so many requests; with 0 none is noted.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, noted: Mutex::default() }
    }

    /// Whether anything is noted at all.
    pub(crate) fn is_kept(&self) -> bool {
        self.capacity > 0
    }

    /// Notes a request and what became of it.
    pub(crate) fn note(
        &self,
        parts: &request::Parts,
        outcome: Outcome,
        (arrived, answered): (Timestamp, Timestamp),
    ) {
        let Outcome { operation, status, reasons } = outcome;
        let path = parts.uri.path_and_query().map_or_else(|| parts.uri.path(), |it| it.as_str());
        let entry = Entry {
            time: arrived,
            method: parts.method.clone(),
            path: path.into(),
            operation,
            status,
            reasons: reasons.into(),
            // A clock that was set back meanwhile says nothing of how long it took.
            took: Duration::try_from(answered.duration_since(arrived)).unwrap_or_default(),
        };
        self.noted().push(entry, self.capacity);
    }

    /// Returns what is noted, the oldest first: of this operation if one is named, and the last so
    /// many.
    pub(crate) fn recorded(&self, operation: Option<&str>, limit: usize) -> Vec<Recorded> {
        let noted = self.noted();
        let wanted = |it: &&Entry| operation.is_none() || it.operation.as_deref() == operation;
        let mut found: Vec<Recorded> =
            noted.entries.iter().rev().filter(wanted).take(limit).map(Entry::to_recorded).collect();
        found.reverse();
        found
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        *self.noted() = Noted::default();
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Noted {
    fn push(&mut self, entry: Entry, capacity: usize) {
        self.bytes += entry.bytes();
        self.entries.push_back(entry);
        while self.entries.len() > capacity || self.bytes > MAX_BYTES {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.bytes -= oldest.bytes();
        }
    }
}

impl Entry {
    fn bytes(&self) -> usize {
        let reasons = self.reasons.iter().map(|it| size_of::<String>() + it.len());
        let operation = self.operation.as_ref().map_or(0, |it| it.len());
        size_of::<Self>() + self.path.len() + operation + reasons.sum::<usize>()
    }

    fn to_recorded(&self) -> Recorded {
        Recorded {
            time: self.time,
            method: self.method.clone(),
            path: self.path.to_string(),
            operation: self.operation.as_deref().map(str::to_owned),
            status: self.status,
            reasons: self.reasons.to_vec(),
            took: self.took,
        }
    }
}

impl Recorded {
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "time": rfc3339_millis(self.time),
            "method": self.method.as_str(),
            "path": self.path,
            "operation": self.operation,
            "status": self.status.as_u16(),
            "reasons": self.reasons,
            "microseconds": u64::try_from(self.took.as_micros()).unwrap_or(u64::MAX),
        })
    }
}

impl Mock {
    /// Returns the requests that came last, the oldest first; as `GET /_twinspec/requests` does.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.live.traffic.journal.recorded(None, usize::MAX)
    }
}

impl Builder {
    /// Sets how many requests the journal holds; without it, 1,000. With 0 it is off.
    #[must_use]
    pub fn journal(mut self, requests: usize) -> Self {
        self.traffic.journal = requests;
        self
    }
}
