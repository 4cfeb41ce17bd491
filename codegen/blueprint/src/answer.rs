//! Answers: what an operation gives back, property by property.
//!
//! The body of a success is described as a list of slots, each with what fills it. The same words
//! describe the envelope around an entity and the numbers beside a page; the engine fills them and
//! never looks at a schema to do so. Errors, and answers of operations that keep nothing, are made
//! from the representations.

use crate::{List, SchemaText, Text};

/// One answer that the document lists for an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The status it is given with.
    pub status: Status,
    /// The media type of `body`; `None` for an answer without a body in JSON.
    pub media_type: Option<Text>,
    /// The body of a success.
    pub body: Fill,
    /// What the body must satisfy, if filling the slots alone does not make sure of it: it is then
    /// completed.
    pub schema: Option<SchemaText>,
    /// The body in every media type that the document lists, in its order.
    pub representations: List<Representation>,
    /// The headers that the document lists.
    pub headers: List<Header>,
}

/// The body of an answer in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Representation {
    /// The media type.
    pub media_type: Text,
    /// What the body must satisfy; `None` if the document does not say.
    pub schema: Option<SchemaText>,
    /// The examples, the one without a name first.
    pub examples: List<Example>,
}

/// An example of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its name; empty for one that has none.
    pub name: Text,
    /// Its value, as JSON text.
    pub value: Text,
}

/// A header of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name.
    pub name: Text,
    /// Whether an answer must have it.
    pub required: bool,
    /// What its value must satisfy.
    pub schema: SchemaText,
    /// An example of its value, as JSON text.
    pub example: Option<Text>,
}

/// The statuses that an answer stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Just this one.
    Exact(u16),
    /// `4XX` and the like: all that start with this digit.
    Range(u16),
    /// Every status that no other answer stands for.
    Default,
}

/// A property of an object in an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The property's name.
    pub name: Text,
    /// Whether the document requires it; a required slot that nothing fills is `null`.
    pub required: bool,
    /// What fills it.
    pub fill: Fill,
}

/// What fills a place in an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// Nothing: the slot is left out, or the body is empty.
    Nothing,
    /// An object of these slots.
    Object(List<Slot>),
    /// The entity that the operation is about.
    Entity(View),
    /// The entities of the page.
    Entities(View),
    /// An object with the entity, or the entities of the page, each under its id.
    Keyed(View),
    /// This property of the entity.
    Property(Text),
    /// The entity's id.
    Id,
    /// The ids of the entities, in a list.
    Ids,
    /// What [`crate::Verb::AddTo`] added that was not there before.
    Added,
    /// How many entities there are on all pages.
    Total,
    /// How many entities there are on this page.
    Count,
    /// Whether another page comes after it.
    HasMore,
    /// How many entities a page holds at most.
    Limit,
    /// How many entities come before the page.
    Offset,
    /// How many pages there are.
    Pages,
    /// The page's number, from 1.
    Page,
    /// The next page's number; `null` on the last page.
    NextPage,
    /// The previous page's number; `null` on the first page.
    PreviousPage,
    /// The URL of the next page; nothing on the last page.
    NextUrl(Url),
    /// The URL of the page before; nothing on the first page.
    PreviousUrl(Url),
    /// The id of the last entity of the page; nothing on the last page.
    CursorId,
    /// The id of the first entity of the page; nothing if there is none.
    FirstId,
    /// The id of the last entity of the page; nothing if there is none.
    LastId,
    /// Whether the entity was made by the request.
    Created,
    /// That entity's creation time in milliseconds since 1970; nothing on the last page.
    CursorStamp,
    /// A value that does not depend on what happened.
    Made(Make),
}

/// How a URL is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Url {
    /// From the path on.
    Relative,
    /// With the server, as the caller called it.
    Absolute,
}

/// A value that the server makes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Make {
    /// `null`.
    Null,
    /// This JSON text: a `default`, a `const`, an example.
    Json(Text),
    /// A UUID, another one each time.
    Uuid,
    /// The time of the answer, as RFC 3339 with milliseconds.
    Now,
    /// A value that satisfies this schema.
    Schema(SchemaText),
}

/// How an entity is shown in one place of one answer.
///
/// The store keeps all that is known of an entity; a view picks what its schema declares, in the
/// order of the document. What the resource does not know at all (a property that an open schema
/// let in) is shown when the view is open.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The properties, in order.
    pub properties: List<Property>,
    /// The property that shows the entity's id, where the entity has none of that name.
    pub id: Option<Text>,
    /// Whether properties that no schema names are shown.
    pub open: bool,
    /// What the shown entity must satisfy; what callers gave and does not fit is made anew.
    pub schema: SchemaText,
}

/// A property of an entity, as a view shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Its name.
    pub name: Text,
    /// Whether `null` may stand for it; if not, a property that is `null` is left out.
    pub nullable: bool,
    /// What is shown when the entity has no value; `None` leaves the property out.
    pub unset: Option<Make>,
}
