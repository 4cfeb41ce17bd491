//! Unions whose variants are told apart by the kind of JSON value.

use serde::{Deserialize, Deserializer, Serializer};

use super::Json;
use crate::error::DecodeError;

/// An enum with one variant for each kind of JSON value, and one that keeps everything else.
pub trait KindUnion: Sized {
    /// The kind of each variant but the last; the index in this list is what
    /// [`read`](Self::read) takes.
    const KINDS: &'static [Kind];

    /// Reads a variant.
    fn read(index: usize, json: &Json) -> Result<Self, DecodeError>;

    /// Keeps a value that fits no variant.
    fn other(json: Json) -> Self;

    /// Writes the value that a variant holds.
    fn write<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error>;
}

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` and `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
    /// `null`.
    Null,
}

impl Kind {
    pub(crate) fn is_of(self, json: &Json) -> bool {
        match self {
            Self::Boolean => json.is_boolean(),
            Self::Integer => {
                json.is_i64() || json.is_u64() || json.as_f64().is_some_and(|it| it.fract() == 0.0)
            }
            Self::Number => json.is_number(),
            Self::Text => json.is_string(),
            Self::List => json.is_array(),
            Self::Object => json.is_object(),
            Self::Null => json.is_null(),
        }
    }
}

/// Reads a value as the first variant of its kind that can take it.
///
/// What no variant can take is kept as it is: a value that the document did not foresee does not
/// make the rest of an answer unreadable.
pub fn read_kind_union<'de, T: KindUnion, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    let json = Json::deserialize(source)?;
    let fitting = T::KINDS.iter().enumerate().filter(|(_, kind)| kind.is_of(&json));
    let read = fitting.map(|(index, _)| T::read(index, &json)).find_map(Result::ok);
    Ok(read.unwrap_or_else(|| T::other(json)))
}

/// Makes serde and the runtime read and write types by their [`KindUnion`] description.
#[doc(hidden)]
#[macro_export]
macro_rules! __kind_union {
    ($($union:ty),+ $(,)?) => { $(
        $crate::__data! {
            $union,
            <$union as $crate::facade::KindUnion>::other($crate::facade::Json::Null),
            source => $crate::facade::read_kind_union(source),
            this, sink => <$union as $crate::facade::KindUnion>::write(this, sink)
        }
    )+ };
}
