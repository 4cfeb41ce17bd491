//! How values get from JSON and back.
//!
//! Generated types derive nothing from serde, because deriving costs most of a generated crate's
//! compile time.
//! They describe themselves ([`Object`](object::Object), [`TextEnum`](text_enum::TextEnum),
//! [`ValueEnum`](value_enum::ValueEnum), [`KindUnion`](kind_union::KindUnion),
//! [`Union`](union::Union)), and the visitors in here do the work.
//!
//! Reading is lenient, because an answer that cannot be read is worth nothing to the caller:
//! unknown members and unknown values of enums are kept, `null` in an optional member is read as
//! absent, and `3.0` is an integer.
//! What cannot be read at all is an error that says where, as in ``contact.tags[2]``.
//! The path grows while the error travels outwards: a value that can be read pays nothing for it.

pub(crate) mod field;
pub(crate) mod kind_union;
pub(crate) mod object;
pub(crate) mod path;
mod scalar;
pub(crate) mod text_enum;
pub(crate) mod union;
mod untyped;
pub(crate) mod value_enum;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::DecodeError;
use crate::parameter::json_of;

/// Any JSON value.
pub type Json = serde_json::Value;

/// A JSON object whose keys are data, in the order of the keys.
pub type Map<T> = BTreeMap<String, T>;

/// The members of an answer's object that the document does not describe.
pub type Extra = Map<Json>;

/// A type that can be a member of a generated type.
pub trait Data: Serialize + Sized {
    /// Returns the neutral value that reading starts from.
    fn blank() -> Self;

    /// Reads a value.
    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error>;

    /// Says whether an object leaves the member out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads a JSON text.
pub fn decode<T: Data>(body: &[u8]) -> Result<T, DecodeError> {
    let mut source = serde_json::Deserializer::from_slice(body);
    match T::read(&mut source).and_then(|value| source.end().map(|()| value)) {
        Ok(value) => Ok(value),
        Err(_) if body.is_empty() => Err(DecodeError::empty()),
        Err(error) => Err(DecodeError::new(&error)),
    }
}

/// Reads a JSON value.
pub fn read_json<T: Data>(json: &Json) -> Result<T, DecodeError> {
    T::read(json).map_err(|error| DecodeError::new(&error))
}

/// Makes a JSON value of a generated type.
pub fn to_json<T: Serialize>(value: &T) -> Json {
    // Generated types are always JSON: their keys are texts, and nothing in them can fail.
    json_of(value).unwrap_or_default()
}

/// Returns a blank value of whatever type is asked for.
#[must_use]
pub fn blank<T: Data>() -> T {
    T::blank()
}

/// Reads the value of the member whose name was read last.
pub fn read<'de, T: Data, A: MapAccess<'de>>(slot: &mut T, source: &mut A) -> Result<(), A::Error> {
    *slot = source.next_value_seed(Seed::new())?;
    Ok(())
}

/// Reads the value of the member whose name was read last into a map.
pub fn read_entry<'de, T: Data, A: MapAccess<'de>>(
    map: &mut Map<T>,
    name: String,
    source: &mut A,
) -> Result<(), A::Error> {
    match source.next_value_seed(Seed::new()) {
        Ok(value) => {
            map.insert(name, value);
            Ok(())
        }
        Err(error) => Err(path::at_member(&name, &error)),
    }
}

/// Skips the value of the member whose name was read last.
pub fn skip<'de, A: MapAccess<'de>>(source: &mut A) -> Result<(), A::Error> {
    source.next_value::<IgnoredAny>()?;
    Ok(())
}

/// Writes a value that stands by itself.
pub fn write<T: Serialize, S: Serializer>(value: &T, sink: S) -> Result<S::Ok, S::Error> {
    value.serialize(sink)
}

impl<T: Data> Data for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_option(OptionVisitor(PhantomData))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Data> Data for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        T::read(source).map(Self::new)
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Data> Data for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_seq(ListVisitor(PhantomData))
    }
}

impl<T: Data> Data for Map<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(MapVisitor(PhantomData))
    }
}

impl Data for Json {
    fn blank() -> Self {
        Self::Null
    }

    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Self::deserialize(source)
    }
}

/// Gives a type the three ways in and out: [`Data`] for the runtime, and serde's own two.
#[doc(hidden)]
#[macro_export]
macro_rules! __data {
    (
        $data:ty,
        $blank:expr,
        $source:ident => $read:expr,
        $this:ident, $sink:ident => $write:expr
    ) => {
        impl $crate::facade::Data for $data {
            fn blank() -> Self {
                $blank
            }

            fn read<'de, D: $crate::facade::Deserializer<'de>>(
                $source: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $read
            }
        }

        impl $crate::facade::Serialize for $data {
            fn serialize<S: $crate::facade::Serializer>(
                &self,
                $sink: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let $this = self;
                $write
            }
        }

        impl<'de> $crate::facade::Deserialize<'de> for $data {
            fn deserialize<D: $crate::facade::Deserializer<'de>>(
                $source: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $read
            }
        }
    };
}

/// Lets serde's accessors read a type through [`Data`].
struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Data> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<T, D::Error> {
        T::read(source)
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Data> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, source: D) -> Result<Self::Value, D::Error> {
        T::read(source).map(Some)
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Data> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        loop {
            match source.next_element_seed(Seed::new()) {
                Ok(Some(item)) => list.push(item),
                Ok(None) => return Ok(list),
                Err(error) => return Err(path::at_index(list.len(), &error)),
            }
        }
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Data> Visitor<'de> for MapVisitor<T> {
    type Value = Map<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Self::Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = source.next_key::<String>()? {
            read_entry(&mut map, name, &mut source)?;
        }
        Ok(map)
    }
}
