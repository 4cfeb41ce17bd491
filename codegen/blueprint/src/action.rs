//! Actions: what an operation does to a resource.

use crate::{List, Listing, Text};

/// What an operation does.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one per operation; most are the large one")]
pub enum Action {
    /// It touches no resource: the answer is made from the document alone.
    Respond,
    /// It reads or changes entities of a resource.
    On {
        /// The resource's position in [`crate::Blueprint::resources`].
        resource: usize,
        /// For each part of the resource's scope, the path parameter that gives it here; an
        /// operation that lacks one looks at the entities of all scopes.
        scope: List<Option<Text>>,
        /// What is done.
        verb: Verb,
        /// Where the entity stands in the request body.
        input: Input,
        /// Why the generator thinks so, for people.
        reason: Text,
    },
}

/// Where the entity stands in a request body.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Input {
    /// The way to it, property by property; empty when the body is the entity itself.
    pub path: List<Text>,
    /// Whether there is a list of entities.
    pub many: bool,
    /// Objects in the entity of which a body can name only some members: those that it cannot name
    /// stay when others change.
    pub parts: List<Text>,
}

/// How a request names the entity that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// By its id, in this path parameter.
    Parameter(Text),
    /// Not at all: there is one in its scope, such as `/me` or `/settings`.
    Only,
    /// Not at all: the one that was made last is meant, as by a path that makes one with `POST` and
    /// shows one with `GET`.
    Latest,
}

/// What is done to a resource.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// Makes an entity from the body.
    Create,
    /// Makes an entity from the body, or changes the one that is meant: the one with the id that
    /// the body gives, else the one that has the same value in the first of these properties that
    /// the body has.
    Upsert {
        /// The properties that tell entities apart for people: e-mail, external id, phone, name.
        keys: List<Text>,
    },
    /// Gives one entity.
    Read {
        /// Which one.
        key: Key,
    },
    /// Gives a page of entities.
    List(Listing),
    /// Says how many entities there are.
    Count(Listing),
    /// Puts the body in the place of the entity; what the body lacks is gone.
    Replace {
        /// Which one.
        key: Key,
        /// Whether one that is not there is made.
        creates: bool,
    },
    /// Changes the properties that the body names; `null` unsets one.
    Merge {
        /// Which one.
        key: Key,
        /// Whether one that is not there is made.
        creates: bool,
    },
    /// Deletes the entity and all that belongs to it.
    Delete {
        /// Which one.
        key: Key,
    },
    /// Deletes all entities that a list would show.
    Clear(Listing),
    /// Sets the properties that the body names, by a path of its own (`/completed`), and these
    /// others, which the path means (`/archive`).
    SetFields {
        /// Which one.
        key: Key,
        /// Properties and the JSON that they are set to.
        values: List<(Text, Text)>,
    },
    /// Adds to the entity's list, each item once.
    AddTo {
        /// Which one.
        key: Key,
        /// The property that holds the list.
        property: Text,
        /// What is added.
        items: Items,
    },
    /// Takes items out of the entity's list.
    RemoveFrom {
        /// Which one.
        key: Key,
        /// The property that holds the list.
        property: Text,
        /// What is removed.
        items: Items,
    },
    /// Does something to an entity that is not known to change it; it must be there.
    Act {
        /// Which one.
        key: Key,
    },
}

/// Where a request says what is added to a list or removed from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Items {
    /// In this property of the body, which holds a list or one item.
    Property(Text),
    /// In this path parameter.
    Parameter(Text),
    /// It is the whole body, a list or one item.
    Body,
}

impl Verb {
    /// Returns how the request names the entity that it is about, if it is about one.
    #[must_use]
    pub fn key(&self) -> Option<&Key> {
        match self {
            Self::Create
            | Self::Upsert { .. }
            | Self::List(_)
            | Self::Count(_)
            | Self::Clear(_) => None,
            Self::Read { key }
            | Self::Replace { key, .. }
            | Self::Merge { key, .. }
            | Self::Delete { key }
            | Self::SetFields { key, .. }
            | Self::AddTo { key, .. }
            | Self::RemoveFrom { key, .. }
            | Self::Act { key } => Some(key),
        }
    }

    /// Returns whether an entity that was not there may be there afterwards.
    #[must_use]
    pub fn creates(&self) -> bool {
        match self {
            Self::Create | Self::Upsert { .. } => true,
            Self::Replace { creates, .. } | Self::Merge { creates, .. } => *creates,
            _ => false,
        }
    }

    /// Returns whether something may be different afterwards.
    #[must_use]
    pub fn changes(&self) -> bool {
        !matches!(self, Self::Read { .. } | Self::List(_) | Self::Count(_) | Self::Act { .. })
    }

    /// Returns the list that the operation picks entities as.
    #[must_use]
    pub fn listing(&self) -> Option<&Listing> {
        match self {
            Self::List(listing) | Self::Count(listing) | Self::Clear(listing) => Some(listing),
            _ => None,
        }
    }
}
