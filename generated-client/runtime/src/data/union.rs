//! Unions whose variants are told apart by what stands in the value.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Json;
use super::kind_union::Kind;
use crate::error::DecodeError;
use crate::parameter::json_of;

/// An enum with one variant for each type that a value can be of, and one that keeps all else.
pub trait Union: Sized {
    /// What tells the variants apart; the first mark that a value has decides.
    const MARKS: &'static [Mark];

    /// Reads a variant.
    fn read(index: usize, json: &Json) -> Result<Self, DecodeError>;

    /// Keeps a value that fits no variant.
    fn other(json: Json) -> Self;

    /// Writes the value that a variant holds.
    fn write<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error>;
}

/// Something that only the values of one variant have.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    sign: Sign,
    index: usize,
}

#[derive(Clone, Copy, Debug)]
enum Sign {
    Tag(&'static str, Literal),
    Member(&'static str),
    Kind(Kind),
}

impl Mark {
    /// The member has this text: a discriminator.
    #[must_use]
    pub const fn tag(member: &'static str, text: &'static str, index: usize) -> Self {
        Self::constant(member, Literal::Text(text), index)
    }

    /// The member has this value.
    #[must_use]
    pub const fn constant(member: &'static str, value: Literal, index: usize) -> Self {
        Self { sign: Sign::Tag(member, value), index }
    }

    /// The member is there.
    #[must_use]
    pub const fn member(member: &'static str, index: usize) -> Self {
        Self { sign: Sign::Member(member), index }
    }

    /// The value is of this kind.
    #[must_use]
    pub const fn kind(kind: Kind, index: usize) -> Self {
        Self { sign: Sign::Kind(kind), index }
    }

    fn is_on(&self, json: &Json) -> bool {
        match &self.sign {
            Sign::Tag(member, value) => json.get(member).is_some_and(|it| value.is(it)),
            Sign::Member(member) => json.get(member).is_some(),
            Sign::Kind(kind) => kind.is_of(json),
        }
    }
}

/// A value that stands in a document.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// A string.
    Text(&'static str),
    /// A number without a fraction.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// `true` and `false`.
    Bool(bool),
    /// `null`.
    Null,
}

impl Literal {
    pub(crate) fn is(self, json: &Json) -> bool {
        match self {
            Self::Text(text) => json.as_str() == Some(text),
            // JSON Schema calls `3.0` equal to `3`.
            Self::Integer(integer) => {
                json.as_i64() == Some(integer)
                    || (json.is_f64() && Json::from(integer).as_f64() == json.as_f64())
            }
            Self::Number(number) => json.as_f64() == Some(number),
            Self::Bool(bool) => json.as_bool() == Some(bool),
            Self::Null => json.is_null(),
        }
    }

    pub(crate) fn to_json(self) -> Json {
        match self {
            Self::Text(text) => text.into(),
            Self::Integer(integer) => integer.into(),
            Self::Number(number) => number.into(),
            Self::Bool(bool) => bool.into(),
            Self::Null => Json::Null,
        }
    }
}

/// Reads a value as the variant whose mark it has.
///
/// What this variant cannot take is kept as it is, and never given to another one: only where
/// variants of the same kind (two kinds of list) have nothing else to tell them apart, all are
/// tried.
pub fn read_union<'de, T: Union, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    let json = Json::deserialize(source)?;
    for mark in T::MARKS.iter().filter(|it| it.is_on(&json)) {
        match T::read(mark.index, &json) {
            Ok(value) => return Ok(value),
            Err(_) if matches!(mark.sign, Sign::Kind(_)) => {}
            Err(_) => break,
        }
    }
    Ok(T::other(json))
}

/// Writes a variant, with its tag if its own type has no such member.
pub fn write_tagged<T: Serialize, S: Serializer>(
    member: &'static str,
    tag: &'static str,
    value: &T,
    sink: S,
) -> Result<S::Ok, S::Error> {
    let mut json = json_of(value).map_err(serde::ser::Error::custom)?;
    if let Json::Object(members) = &mut json {
        members.entry(member).or_insert_with(|| tag.into());
    }
    json.serialize(sink)
}

/// Makes serde and the runtime read and write types by their [`Union`] description.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($($union:ty),+ $(,)?) => { $(
        $crate::__data! {
            $union,
            <$union as $crate::facade::Union>::other($crate::facade::Json::Null),
            source => $crate::facade::read_union(source),
            this, sink => <$union as $crate::facade::Union>::write(this, sink)
        }
    )+ };
}
