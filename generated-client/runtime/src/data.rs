//! How values get from JSON and back.
//!
//! Generated types derive nothing, because deriving costs most of a generated crate's compile time.
//! A type says what its members are called ([`Shape`]) and where they are ([`Data::parts`]), and the
//! code in here, which is compiled once, does the rest: it reads, writes, compares and copies
//! members through [`Part`], without knowing their types.
//! Enums and unions describe themselves in the same spirit ([`Shape`],
//! [`ValueEnum`](value_enum::ValueEnum), [`Union`](union::Union)).
//!
//! Reading is lenient, because an answer that cannot be read is worth nothing to the caller:
//! unknown members and unknown values of enums are kept, `null` in an optional member is read as
//! absent, and `3.0` is an integer.
//! What cannot be read at all is an error that says where, as in ``contact.tags[2]``.

mod collection;
pub(crate) mod field;
mod kind;
pub(crate) mod literal;
pub(crate) mod object;
pub(crate) mod parsed;
mod part;
mod scalar;
pub(crate) mod text_enum;
mod types;
pub(crate) mod union;
mod untyped;
pub(crate) mod value_enum;
mod write;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use self::part::Part;
pub(crate) use self::write::Members;
use crate::error::DecodeError;

/// Any JSON value.
pub type Json = serde_json::Value;

/// A JSON object whose keys are data, in the order of the keys.
pub type Map<T> = BTreeMap<String, T>;

/// The members of an answer's object that the document does not describe.
pub type Extra<T = Json> = Map<T>;

/// A type that can be a member of a generated type.
///
/// Objects and enums of texts are read and written by their shape; any other type says itself how.
pub trait Data: Clone + fmt::Debug + PartialEq + 'static {
    /// What the type is read and written by, unless it does so itself.
    const SHAPE: Shape<Self> = Shape::OBJECT;

    /// Returns the neutral value that reading starts from.
    fn blank() -> Self;

    /// Returns the value that `null` is where a member may be left out; there is one only for types
    /// that take any JSON.
    fn null() -> Option<Self> {
        None
    }

    /// Returns the members of an object.
    fn parts(&self) -> Vec<&dyn Part> {
        Vec::new()
    }

    /// Returns the members of an object, to be filled.
    fn parts_mut(&mut self) -> Vec<&mut dyn Part> {
        Vec::new()
    }

    /// Returns the text of an enum's value that the document does not list.
    fn as_other(&self) -> Option<&str> {
        None
    }

    /// Reads a value.
    fn read(json: Json) -> Result<Self, DecodeError> {
        match Self::SHAPE {
            Shape::Object { name, members } => object::read(name, members, json),
            Shape::Texts { .. } => text_enum::read(json),
        }
    }

    /// Writes the value as JSON text.
    fn write(&self, out: &mut Vec<u8>) {
        match Self::SHAPE {
            Shape::Object { members, .. } => object::write(self, members, out),
            Shape::Texts { .. } => text_enum::write(self, out),
        }
    }

    /// Says whether an object leaves the member out.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes the members of a map as members of the object around it, but for those of these
    /// names.
    fn write_members(&self, _: &[&str], _: &mut Members<'_>) {}
}

/// What is generated of a type: one constant, because each item of each type costs compile time.
#[derive(Debug)]
pub enum Shape<T: 'static> {
    /// An object.
    Object {
        /// The name of the schema, for errors.
        name: &'static str,
        /// What the members are called on the wire, in the order of the object's parts. One more
        /// part keeps the members that the document does not name.
        members: &'static [&'static str],
    },
    /// An open enum of texts.
    Texts {
        /// The values that the document lists, each with its variant.
        values: &'static [(&'static str, T)],
        /// Keeps a value that the document does not list.
        other: fn(String) -> T,
    },
}

impl<T> Shape<T> {
    /// An object without members.
    const OBJECT: Self = Self::Object { name: "a value", members: &[] };
}

/// Reads a JSON text.
pub fn decode<T: Data>(body: &[u8]) -> Result<T, DecodeError> {
    match serde_json::from_slice(body) {
        Ok(json) => T::read(json),
        Err(_) if body.is_empty() => Err(DecodeError::new("the body is empty")),
        Err(error) => Err(DecodeError::new(error.to_string())),
    }
}

/// Reads a JSON value.
pub fn read_json<T: Data>(json: &Json) -> Result<T, DecodeError> {
    T::read(json.clone())
}

/// Makes a JSON text of a value.
pub(crate) fn to_text<T: Data>(value: &T) -> Vec<u8> {
    let mut text = Vec::new();
    value.write(&mut text);
    text
}

/// Makes a JSON value of a value.
pub fn to_json<T: Data>(value: &T) -> Json {
    // The way by text keeps the digits of an `f32`, which as a `f64` are `0.10000000149011612`.
    serde_json::from_slice(&to_text(value)).unwrap_or_default()
}

/// Returns a blank value of whatever type is asked for.
#[must_use]
pub fn blank<T: Data>() -> T {
    T::blank()
}

/// Writes a value where serde wants it.
pub fn serialize<T: Data, S: Serializer>(value: &T, sink: S) -> Result<S::Ok, S::Error> {
    to_json(value).serialize(sink)
}

/// Reads a value from where serde has it.
pub fn deserialize<'de, T: Data, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    T::read(Json::deserialize(source)?).map_err(D::Error::custom)
}

/// Gives a type serde's two ways.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($data:ident) => {
        impl $crate::facade::Serialize for $data {
            fn serialize<S: $crate::facade::Serializer>(
                &self,
                sink: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::facade::serialize(self, sink)
            }
        }

        impl<'de> $crate::facade::Deserialize<'de> for $data {
            fn deserialize<D: $crate::facade::Deserializer<'de>>(
                source: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::facade::deserialize(source)
            }
        }
    };
}
