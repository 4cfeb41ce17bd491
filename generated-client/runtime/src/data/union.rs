//! Unions whose variants are told apart by what stands in the value.

use super::kind::Kind;
use super::literal::Literal;
use super::{Json, Part, write};
use crate::error::DecodeError;

/// An enum with one variant for each type that a value can be of, and one that keeps all else.
pub trait Union: Sized {
    /// What tells the variants apart.
    const MARKS: &'static [Mark];

    /// Reads a variant.
    fn make(index: usize, json: Json) -> Result<Self, DecodeError>;

    /// Keeps a value that fits no variant.
    fn other(json: Json) -> Self;

    /// Returns the index of the variant and the value that it holds.
    fn held(&self) -> (usize, &dyn Part);
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
        Self { sign: Sign::Tag(member, Literal::Text(text)), index }
    }

    /// The member has this whole number.
    #[must_use]
    pub const fn integer_tag(member: &'static str, integer: i64, index: usize) -> Self {
        Self { sign: Sign::Tag(member, Literal::Integer(integer)), index }
    }

    /// The member has this flag.
    #[must_use]
    pub const fn boolean_tag(member: &'static str, flag: bool, index: usize) -> Self {
        Self { sign: Sign::Tag(member, Literal::Boolean(flag)), index }
    }

    /// The member is there.
    #[must_use]
    pub const fn member(member: &'static str, index: usize) -> Self {
        Self { sign: Sign::Member(member), index }
    }

    /// The value is `true` or `false`.
    #[must_use]
    pub const fn boolean(index: usize) -> Self {
        Self::kind(Kind::Boolean, index)
    }

    /// The value is a number without a fraction.
    #[must_use]
    pub const fn integer(index: usize) -> Self {
        Self::kind(Kind::Integer, index)
    }

    /// The value is a number.
    #[must_use]
    pub const fn number(index: usize) -> Self {
        Self::kind(Kind::Number, index)
    }

    /// The value is a string.
    #[must_use]
    pub const fn text(index: usize) -> Self {
        Self::kind(Kind::Text, index)
    }

    /// The value is an array.
    #[must_use]
    pub const fn list(index: usize) -> Self {
        Self::kind(Kind::List, index)
    }

    /// The value is an object.
    #[must_use]
    pub const fn object(index: usize) -> Self {
        Self::kind(Kind::Object, index)
    }

    const fn kind(kind: Kind, index: usize) -> Self {
        Self { sign: Sign::Kind(kind), index }
    }

    fn is_on(&self, json: &Json) -> bool {
        match &self.sign {
            Sign::Tag(member, value) => json.get(member).is_some_and(|it| value.is(it)),
            Sign::Member(member) => json.get(member).is_some(),
            Sign::Kind(kind) => kind.is_of(json),
        }
    }

    fn is_kind(&self) -> bool {
        matches!(self.sign, Sign::Kind(_))
    }
}

/// Reads a value as the variant whose mark it has.
///
/// What stands in an object says more than that it is one, so kinds are asked last.
/// What the marked variant cannot take is kept as it is, and never given to another one: only where
/// variants of the same kind (two kinds of list) have nothing else to tell them apart, all are
/// tried.
pub fn read_union<T: Union>(json: Json) -> Result<T, DecodeError> {
    let make = |it: &Mark| T::make(it.index, json.clone()).ok();
    let marks = || T::MARKS.iter().filter(|it| it.is_on(&json));
    let read = match marks().find(|it| !it.is_kind()) {
        Some(mark) => make(mark),
        None => marks().find_map(make),
    };
    Ok(read.unwrap_or_else(|| T::other(json)))
}

/// Writes a variant, with its tag if its own type has no such member.
pub fn write_union<T: Union>(union: &T, out: &mut Vec<u8>) {
    let (index, value) = union.held();
    write_variant(T::MARKS, index, value, out);
}

fn write_variant(marks: &[Mark], index: usize, value: &dyn Part, out: &mut Vec<u8>) {
    let mut own = marks.iter().filter(|it| it.index == index).map(|it| &it.sign);
    let tag = own.find_map(|it| match it {
        Sign::Tag(member, value) => Some((*member, value)),
        Sign::Member(_) | Sign::Kind(_) => None,
    });
    let Some((member, tag)) = tag else { return value.put(out) };
    let mut text = Vec::new();
    value.put(&mut text);
    let mut json: Json = serde_json::from_slice(&text).unwrap_or_default();
    if let Json::Object(members) = &mut json {
        members.entry(member).or_insert_with(|| tag.to_json());
    }
    write::plain(&json, out);
}

/// Says whether two values are of the same variant and equal.
pub fn equal_unions<T: Union>(one: &T, other: &T) -> bool {
    let ((one, value), (other, other_value)) = (one.held(), other.held());
    one == other && value.equals(other_value)
}

/// Makes a union, or whatever else it is: each variant has its index and its marks, as in
/// `Circle(Circle) = (0, tag("kind", "circle"))`.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    (
        enum $union:ident $(#$meta:tt)* {
            $(
                $variant:ident $body:tt =
                    ($index:literal $(, $sign:ident $(($($argument:tt)*))?)+ $(,)?)
            ),+ $(,)?
        }
    ) => {
        $(#$meta)*
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum $union {
            $(#[doc = ::core::concat!("`", ::core::stringify!($variant), "`.")] $variant $body,)+
            /// A value that the document does not foresee.
            Other($crate::facade::Json),
        }

        impl $crate::facade::Union for $union {
            const MARKS: &'static [$crate::facade::Mark] =
                &[$($($crate::facade::Mark::$sign($($($argument)*,)? $index)),+),+];

            fn make(
                index: usize,
                json: $crate::facade::Json,
            ) -> ::core::result::Result<Self, $crate::facade::DecodeError> {
                match index {
                    $($index => $crate::facade::Data::read(json).map(Self::$variant),)+
                    _ => ::core::result::Result::Ok(Self::Other(json)),
                }
            }

            fn other(json: $crate::facade::Json) -> Self {
                Self::Other(json)
            }

            fn held(&self) -> (usize, &dyn $crate::facade::Part) {
                match self {
                    $(Self::$variant(value) => ($index, value),)+
                    Self::Other(value) => (usize::MAX, value),
                }
            }
        }

        impl $crate::facade::Data for $union {
            fn blank() -> Self {
                Self::Other($crate::facade::Json::Null)
            }

            fn read(
                json: $crate::facade::Json,
            ) -> ::core::result::Result<Self, $crate::facade::DecodeError> {
                $crate::facade::read_union(json)
            }

            fn write(&self, out: &mut ::std::vec::Vec<u8>) {
                $crate::facade::write_union(self, out);
            }
        }

        $crate::__serde!($union);

        impl ::core::fmt::Debug for $union {
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt($crate::facade::Union::held(self).1, out)
            }
        }

        impl ::core::cmp::PartialEq for $union {
            fn eq(&self, other: &Self) -> bool {
                $crate::facade::equal_unions(self, other)
            }
        }

        $($crate::__from! { $union $variant $body })+
    };
    (enum $($values:tt)*) => {
        $crate::__value_enum! { enum $($values)* }
    };
}

/// Makes a union of each of its variants' values.
#[doc(hidden)]
#[macro_export]
macro_rules! __from {
    ($union:ident $variant:ident (String $(,)?)) => {
        $crate::__from! { $union $variant (::std::string::String) }

        impl ::core::convert::From<&str> for $union {
            fn from(text: &str) -> Self {
                Self::$variant(text.to_owned())
            }
        }
    };
    ($union:ident $variant:ident ($body:ty $(,)?)) => {
        impl ::core::convert::From<$body> for $union {
            fn from(value: $body) -> Self {
                Self::$variant(value)
            }
        }
    };
}
