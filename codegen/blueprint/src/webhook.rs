//! Webhooks: what an API posts to whoever subscribes.

use crate::{List, SchemaText, Text};

/// The events of an API, what causes them, and how they are delivered.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Webhooks {
    /// The events, in the order of the document.
    pub events: List<Event>,
    /// What causes them.
    pub emits: List<Emit>,
    /// The header with the signature, if the document names it.
    pub signature: Option<Text>,
    /// When a delivery is tried again; `None` if it never is.
    pub retry: Option<Retry>,
}

/// Something that an API tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name: `ContactCreate`.
    pub name: Text,
    /// What its payload satisfies.
    pub schema: SchemaText,
}

/// A change that causes an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emit {
    /// The position of the operation that changes something.
    pub operation: usize,
    /// The position of the event in [`Webhooks::events`].
    pub event: usize,
    /// The properties of which one must have changed; without any, every change counts.
    pub changed: List<Text>,
    /// Properties, each with the value (as JSON) that it must have got.
    pub becomes: List<(Text, Text)>,
}

/// When a delivery is tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    /// The statuses after which it is.
    pub statuses: List<u16>,
    /// How long after each try, and up to a tenth more.
    pub seconds: u64,
    /// How many times.
    pub times: usize,
}
