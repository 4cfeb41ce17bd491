//! Open enums of texts: unknown values are kept.

use std::borrow::Cow;
use std::mem::discriminant;

use super::{Data, Json, Shape, write};
use crate::error::DecodeError;

/// Returns the variant of a text.
#[must_use]
pub fn parse_text_enum<T: Data>(text: Cow<'_, str>) -> T {
    let Shape::Texts { values, other } = T::SHAPE else { return T::blank() };
    let known = values.iter().find(|(value, _)| *value == text);
    known.map_or_else(|| other(text.into_owned()), |(_, variant)| variant.clone())
}

/// Returns the text of a variant.
#[must_use]
pub fn text_of_enum<T: Data>(value: &T) -> &str {
    let Shape::Texts { values, .. } = T::SHAPE else { return "" };
    let known = || values.iter().find(|(_, it)| discriminant(it) == discriminant(value));
    value.as_other().or_else(|| known().map(|(text, _)| *text)).unwrap_or_default()
}

/// Reads a text as an enum.
pub(super) fn read<T: Data>(json: Json) -> Result<T, DecodeError> {
    String::read(json).map(|it| parse_text_enum(it.into()))
}

/// Writes a variant as its text.
pub(super) fn write<T: Data>(value: &T, out: &mut Vec<u8>) {
    write::plain(&text_of_enum(value), out);
}

/// Makes an open enum of texts, `Open = "open"`, or whatever else it is.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    (
        enum $text_enum:ident $(#$meta:tt)*
        { $($variant:ident = $text:literal),+ $(,)? }
    ) => {
        $(#$meta)*
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum $text_enum {
            $(#[doc = ::core::concat!("`", $text, "`.")] $variant,)+
            /// A value that the document does not name.
            Other(::std::string::String),
        }

        impl $crate::facade::Data for $text_enum {
            const SHAPE: $crate::facade::Shape<Self> = $crate::facade::Shape::Texts {
                values: &[$(($text, Self::$variant)),+],
                other: Self::Other,
            };

            fn blank() -> Self {
                Self::Other(::std::string::String::new())
            }

            fn as_other(&self) -> ::core::option::Option<&str> {
                if let Self::Other(text) = self {
                    ::core::option::Option::Some(text)
                } else {
                    ::core::option::Option::None
                }
            }
        }

        impl $text_enum {
            /// Returns the value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::facade::text_of_enum(self)
            }
        }

        $crate::__serde!($text_enum);

        impl ::core::fmt::Debug for $text_enum {
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), out)
            }
        }

        impl ::core::cmp::PartialEq for $text_enum {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Eq for $text_enum {}

        impl ::core::hash::Hash for $text_enum {
            fn hash<H: ::core::hash::Hasher>(&self, hasher: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), hasher);
            }
        }

        impl ::core::fmt::Display for $text_enum {
            fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                out.pad(self.as_str())
            }
        }

        impl ::core::convert::From<&str> for $text_enum {
            fn from(text: &str) -> Self {
                $crate::facade::parse_text_enum(text.into())
            }
        }

        impl ::core::convert::From<::std::string::String> for $text_enum {
            fn from(text: ::std::string::String) -> Self {
                $crate::facade::parse_text_enum(text.into())
            }
        }
    };
    (enum $($union:tt)*) => {
        $crate::__union! { enum $($union)* }
    };
}
