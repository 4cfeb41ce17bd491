//! Deliveries: one event for one subscriber, and what came of it.

use http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::verbs::rfc3339_millis;

/// One event for one subscriber.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Delivery {
    /// Its id; it stays when it is tried again.
    pub id: String,
    /// The name of the event.
    pub event: String,
    /// Where it goes.
    pub url: String,
    /// When the event happened.
    pub time: Timestamp,
    /// The body, byte for byte as it is signed.
    pub body: String,
    /// The signature of the body, in Base64.
    pub signature: String,
    /// What came of it so far.
    pub attempts: Vec<Attempt>,
    /// When it is sent next; `None` if it is not.
    pub next: Option<Timestamp>,
    pub(super) is_underway: bool,
    /// How many times it was sent since it was last asked for.
    pub(super) tries: usize,
}

/// One try to deliver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it ended.
    pub time: Timestamp,
    /// The status of the answer, or why there was none.
    pub result: Result<StatusCode, String>,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is to be sent, or sent again.
    Pending,
    /// The subscriber took it.
    Delivered,
    /// The subscriber did not take it, and it is not sent again by itself.
    Failed,
}

impl Delivery {
    /// Returns what became of it.
    #[must_use]
    pub fn state(&self) -> DeliveryState {
        match self.attempts.last().map(|it| &it.result) {
            _ if self.next.is_some() || self.is_underway => DeliveryState::Pending,
            Some(Ok(status)) if status.is_success() => DeliveryState::Delivered,
            _ => DeliveryState::Failed,
        }
    }

    /// Returns the body as JSON.
    #[must_use]
    pub fn payload(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// Returns about how much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        let texts = self.url.len() + self.body.len() + self.signature.len() + self.event.len();
        size_of::<Self>() + texts
    }

    pub(crate) fn to_json(&self) -> Value {
        let attempts = self.attempts.iter().map(|it| {
            json!({
                "time": rfc3339_millis(it.time),
                "status": it.result.as_ref().ok().map(StatusCode::as_u16),
                "error": it.result.as_ref().err(),
            })
        });
        json!({
            "id": self.id,
            "event": self.event,
            "url": self.url,
            "time": rfc3339_millis(self.time),
            "state": self.state().as_str(),
            "next": self.next.map(rfc3339_millis),
            "attempts": attempts.collect::<Value>(),
            "signature": self.signature,
            "payload": self.payload(),
        })
    }
}

impl DeliveryState {
    /// Returns the state as it stands in the log that is served.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}
