//! Resources: the things that an API keeps.

use crate::{List, SchemaText, Text};

/// A kind of thing that the API keeps, such as a contact or its tasks.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The singular name, in lower camel case: `contact`.
    pub name: Text,
    /// The plural name, which is also its key in a data file: `contacts`.
    pub plural: Text,
    /// The resource that an entity of this one belongs to and is deleted with.
    pub parent: Option<Parent>,
    /// The property that holds an entity's id.
    pub id: Text,
    /// What the ids that the server makes look like.
    pub id_shape: IdShape,
    /// The stamp that is set when an entity is created.
    pub created: Option<Stamp>,
    /// The stamp that moves with every change.
    pub updated: Option<Stamp>,
    /// Every property that some operation takes or gives, in the order of the document.
    pub properties: List<Text>,
    /// What an entity in a data file must satisfy; it is closed, and requires nothing but the id.
    pub schema: SchemaText,
}

/// The resource that owns another.
#[derive(Clone, Debug, PartialEq)]
pub struct Parent {
    /// The owner's position in [`crate::Blueprint::resources`].
    pub resource: usize,
    /// The property of the owned entity that holds the owner's id: `contactId`.
    pub property: Text,
}

/// What an id that the server makes looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdShape {
    /// A random UUID in its usual text form.
    Uuid,
    /// Consecutive numbers from 1.
    Integer,
    /// A prefix and so many characters of an alphabet: 20 of `[A-Za-z0-9]`, 24 of `[0-9a-f]`.
    Random {
        /// What every id starts with; may be empty.
        prefix: Text,
        /// The characters to choose from.
        alphabet: Text,
        /// How many are chosen.
        length: usize,
    },
}

/// A property in which the server notes a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The property's name: `dateAdded`.
    pub property: Text,
    /// How the time is written.
    pub format: StampFormat,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StampFormat {
    /// `2026-01-31T09:30:00.000Z`.
    Rfc3339Millis,
    /// `2026-01-31`.
    Date,
    /// Whole seconds since 1970, as a number.
    UnixSeconds,
    /// Milliseconds since 1970, as a number.
    UnixMillis,
}
