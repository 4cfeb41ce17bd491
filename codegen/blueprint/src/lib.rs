//! The vocabulary that the generator and the mock engine share: what an API's operations do to
//! which resources, as plain data.
//!
//! A [`Blueprint`] is made in one place (`lower`, in the generator) and acted on in another (the
//! engine). It decides nothing itself. Every text and list is borrowed or owned, so that the same
//! type is a `static` in generated code and a value at run time: a mock that was compiled and a
//! mock that was read from a document a moment ago run on the very same thing.
//!
//! Resources and security schemes are referred to by their position in [`Blueprint::resources`]
//! and [`Blueprint::schemes`]; schemas travel as JSON Schema text.

mod action;
mod answer;
mod listing;
mod operation;
mod rate;
mod resource;
mod webhook;

use std::borrow::Cow;

pub use crate::action::{Action, Input, Items, Key, Verb};
pub use crate::answer::{
    Answer, Example, Fill, Header, Make, Property, Representation, Slot, Status, Url, View,
};
pub use crate::listing::{Compare, Filter, Limit, Listing, Order, Sort, Start};
pub use crate::operation::{
    Body, Content, Credential, Encoding, Flow, FlowKind, Method, Operation, Parameter, Place,
    Requirement, Scheme, Style,
};
pub use crate::rate::{RateLimit, Unit, Window, WindowHeaders};
pub use crate::resource::{IdShape, Origin, Resource, Scope, Stamp, StampFormat};
pub use crate::webhook::{Emit, Event, Retry, Webhooks};

/// Text that is borrowed in generated code and owned at run time.
pub type Text = Cow<'static, str>;

/// A list that is borrowed in generated code and owned at run time.
pub type List<T> = Cow<'static, [T]>;

/// A JSON Schema (2020-12) as JSON text.
///
/// References point into [`Blueprint::definitions`]: `{"$ref": "#/$defs/Contact"}`.
pub type SchemaText = Text;

/// Everything that a mock needs to know of an API.
#[derive(Clone, Debug, PartialEq)]
pub struct Blueprint {
    /// The document's `info.title`.
    pub title: Text,
    /// The document's `info.version`.
    pub version: Text,
    /// The schemas that others refer to: a JSON object from name to JSON Schema, as text.
    ///
    /// They serve both directions: `required` names all properties, and `readOnly` and `writeOnly`
    /// tell which of them a request or an answer does without. `default` and `examples` say what a
    /// value may look like. Beside a `oneOf` or `anyOf` with a discriminator stands `x-tags`: for each
    /// alternative in turn a schema that the values which are made for it satisfy too.
    pub definitions: Text,
    /// How callers may prove who they are.
    pub schemes: List<Scheme>,
    /// The things that the API keeps.
    pub resources: List<Resource>,
    /// What callers can do, in the order of the document.
    pub operations: List<Operation>,
    /// The paths of the servers, below which the operations' paths may also stand: `/v1`.
    pub bases: List<Text>,
    /// What the body of an error satisfies where the operation does not say; `None` when the
    /// document does not say either (the engine then answers `application/problem+json`).
    pub error: Option<SchemaText>,
    /// How many requests a caller may send; `None` when the document sets no limit.
    pub rate_limit: Option<RateLimit>,
    /// What the API tells whoever subscribes to it.
    pub webhooks: Webhooks,
}
