//! Members that tell absent, null and value apart.

use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::{Data, Json, write};
use crate::error::DecodeError;

/// A member that may be left out and may be null: absent, null and a value mean three things.
///
/// In a request `Absent` leaves the member out (an update keeps what is stored), `Null` sends
/// `null` (an update clears what is stored), and a value sends it.
///
/// ```
/// use twinspec_client::Field;
///
/// let note: Field<String> = "call back".into();
/// assert_eq!(note.as_deref(), Some("call back"));
/// assert!(Field::<String>::default().is_absent());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field<T> {
    /// The member is not there.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Field<T> {
    /// Returns the value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns the value, if there is one, and gives up the member.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Says whether the member is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Says whether the member is there and is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Changes the value, if there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(change(value)),
        }
    }
}

impl<T: Deref> Field<T> {
    /// Returns what the value points to, such as the `&str` of a `String`.
    pub fn as_deref(&self) -> Option<&T::Target> {
        self.value().map(|it| &**it)
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Field<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T> From<Nullable<T>> for Field<T> {
    fn from(value: Nullable<T>) -> Self {
        match value {
            Nullable::Null => Self::Null,
            Nullable::Value(value) => Self::Value(value),
        }
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(sink)
    }
}

impl<T: Data> Data for Field<T> {
    fn blank() -> Self {
        Self::Absent
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        Nullable::read(json).map(Self::from)
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Value(value) => value.write(out),
            Self::Absent | Self::Null => write::plain(&(), out),
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// A member that is always there and may be null.
///
/// ```
/// use twinspec_client::Nullable;
///
/// let owner: Nullable<String> = None.into();
/// assert!(owner.is_null());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The member is `null`.
    #[default]
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns the value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null => None,
        }
    }

    /// Returns the value, if there is one, and gives up the member.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null => None,
        }
    }

    /// Says whether the member is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Changes the value, if there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nullable<U> {
        self.into_value().map(change).into()
    }
}

impl<T: Deref> Nullable<T> {
    /// Returns what the value points to, such as the `&str` of a `String`.
    pub fn as_deref(&self) -> Option<&T::Target> {
        self.value().map(|it| &**it)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(sink)
    }
}

impl<T: Data> Data for Nullable<T> {
    fn blank() -> Self {
        Self::Null
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        if json.is_null() { Ok(Self::Null) } else { T::read(json).map(Self::Value) }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Value(value) => value.write(out),
            Self::Null => write::plain(&(), out),
        }
    }
}
