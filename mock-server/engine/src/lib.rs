//! The stateful engine under every mock server that twinspec generates.
//!
//! A [`Mock`] is made from a [`facade::Blueprint`] (what the operations of an API do to which
//! resources) and a [`Behaviour`] (what the API does and its document cannot say). It answers
//! requests as a `tower::Service` in the same process, or over a socket.
//!
//! ```text
//! request ─▶ matcher ─▶ credentials ─▶ body ─▶ parameters and schemas ─▶ behaviour ─▶ verb ─▶ answer
//!            404, 405    401, 403      413,415   422 or 400                any       store
//! ```
//!
//! Time comes from a [`Clock`] and every id from one seeded source, so the same seed and the same
//! requests give the same bytes.

mod answer;
mod behaviour;
mod clock;
mod control;
mod cors;
mod credentials;
mod data;
mod definitions;
mod engine;
mod error;
mod fill;
mod journal;
mod limit;
mod live;
mod matcher;
mod mock;
mod oauth;
mod outline;
mod plain;
mod random;
mod recognise;
mod refusal;
mod request;
mod schema;
mod serve;
mod service;
mod shape;
mod state;
mod store;
mod traffic;
mod verbs;
mod violation;
mod webhooks;

#[cfg(feature = "cli")]
pub mod cli;
#[doc(hidden)]
pub mod facade;

pub use http::StatusCode;
pub use jiff::{SignedDuration, Timestamp};
pub use serde_json::Value;

pub use crate::behaviour::{
    Access, Asked, Behaviour, Change, Emission, Issue, OAuth, OperationId, ResourceId,
};
pub use crate::clock::{Clock, ManualClock, SystemClock};
pub use crate::credentials::{Denial, Token};
pub use crate::error::{Error, Place, Problem};
pub use crate::journal::Recorded;
pub use crate::live::Takeover;
pub use crate::mock::{Builder, Mock};
pub use crate::oauth::OAuthError;
pub use crate::refusal::{Message, Refusal};
pub use crate::service::{Body, MockService};
pub use crate::violation::{RequestPart, Violation};
pub use crate::webhooks::{
    Attempt, Deliver, Delivering, Delivery, DeliveryState, Subscriber, WebhookKey,
};

/// A JSON object; the properties keep their order.
pub type Map = serde_json::Map<String, Value>;
