//! Open enums of any JSON values: unknown values are kept.

use std::mem::discriminant;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Json;
use super::union::Literal;

/// An enum whose values are not, or not all, texts on the wire.
pub trait ValueEnum: Clone + 'static {
    /// The values that the document lists, each with its variant.
    const VALUES: &'static [(Literal, Self)];

    /// Keeps a value that the document does not list.
    fn other(json: Json) -> Self;

    /// Returns a value that the document does not list.
    fn as_other(&self) -> Option<&Json>;
}

/// Returns the variant of a value.
#[must_use]
pub fn parse_value_enum<T: ValueEnum>(json: Json) -> T {
    let known = T::VALUES.iter().find(|(value, _)| value.is(&json));
    known.map_or_else(|| T::other(json), |(_, variant)| variant.clone())
}

/// Returns the value of a variant.
#[must_use]
pub fn json_of_enum<T: ValueEnum>(value: &T) -> Json {
    let known = || T::VALUES.iter().find(|(_, it)| discriminant(it) == discriminant(value));
    let known = || known().map(|(literal, _)| literal.to_json());
    value.as_other().cloned().or_else(known).unwrap_or_default()
}

/// Reads a value as an enum.
pub fn read_value_enum<'de, T: ValueEnum, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    Json::deserialize(source).map(parse_value_enum)
}

/// Writes an enum as its value.
pub fn write_value_enum<T: ValueEnum, S: Serializer>(
    value: &T,
    sink: S,
) -> Result<S::Ok, S::Error> {
    json_of_enum(value).serialize(sink)
}

/// Gives types what their [`ValueEnum`] description promises.
#[doc(hidden)]
#[macro_export]
macro_rules! __value_enum {
    ($($value_enum:ty),+ $(,)?) => { $(
        impl $value_enum {
            /// Returns the value as it is on the wire.
            #[must_use]
            pub fn to_json(&self) -> $crate::facade::Json {
                $crate::facade::json_of_enum(self)
            }
        }

        $crate::__data! {
            $value_enum,
            <$value_enum as $crate::facade::ValueEnum>::other($crate::facade::Json::Null),
            source => $crate::facade::read_value_enum(source),
            this, sink => $crate::facade::write_value_enum(this, sink)
        }

        impl ::core::convert::From<$crate::facade::Json> for $value_enum {
            fn from(json: $crate::facade::Json) -> Self {
                $crate::facade::parse_value_enum(json)
            }
        }

        impl ::core::convert::From<i64> for $value_enum {
            fn from(integer: i64) -> Self {
                $crate::facade::parse_value_enum(integer.into())
            }
        }

        impl ::core::convert::From<&str> for $value_enum {
            fn from(text: &str) -> Self {
                $crate::facade::parse_value_enum(text.into())
            }
        }
    )+ };
}
