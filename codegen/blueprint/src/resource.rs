//! Resources: the things that an API keeps.

use crate::{List, SchemaText, Text};

/// A kind of thing that the API keeps, such as a contact or its tasks.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The singular name, in lower camel case: `contact`.
    pub name: Text,
    /// The plural name, which is also its key in a data file: `contacts`.
    pub plural: Text,
    /// What an entity is found below, outermost first: one part for each parameter in the path of
    /// the collection. Ids need differ only within a scope.
    pub scope: List<Scope>,
    /// The way to the property that holds an entity's id: `id`, or `metadata` and `name`. Empty
    /// when entities do not show what they are called by.
    pub id: List<Text>,
    /// What the ids that the server makes look like.
    pub id_shape: IdShape,
    /// Where entities come from.
    pub origin: Origin,
    /// The stamp that is set when an entity is created.
    pub created: Option<Stamp>,
    /// The stamp that moves with every change.
    pub updated: Option<Stamp>,
    /// Every property that some operation takes or gives, in the order of the document.
    pub properties: List<Text>,
    /// What an entity in a data file must satisfy; it is closed, and requires nothing but the id.
    pub schema: SchemaText,
}

impl Resource {
    /// Returns the property that holds an entity's id, if it is one of the entity's own.
    #[must_use]
    pub fn id_property(&self) -> Option<&str> {
        match &*self.id {
            [property] => Some(property),
            _ => None,
        }
    }
}

/// A part of what an entity is found below.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// The resource that owns the entity and takes it along when it is deleted: its position in
    /// [`crate::Blueprint::resources`]. `None` if no operation makes or shows the owner, so that
    /// any will do.
    pub resource: Option<usize>,
    /// The property of the entity that names the owner: `contactId`.
    pub property: Text,
    /// Whether an answer or a body has that property, so that the server fills it.
    pub is_shown: bool,
}

/// Where the entities of a resource come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An operation makes them.
    Created,
    /// No operation does. Whichever is asked for is there, made of its schema.
    Given,
}

/// What an id that the server makes looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdShape {
    /// A random UUID in its usual text form.
    Uuid,
    /// Consecutive numbers from 1.
    Integer,
    /// What this schema asks for.
    Schema(SchemaText),
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
