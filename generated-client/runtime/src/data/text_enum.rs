//! Open enums of texts: unknown values are kept.

use std::borrow::Cow;
use std::mem::discriminant;

use super::{Data, Json, write};
use crate::error::DecodeError;

/// An enum whose values are texts on the wire.
pub trait TextEnum: Clone + 'static {
    /// The values that the document lists, each with its variant.
    const VALUES: &'static [(&'static str, Self)];

    /// Keeps a value that the document does not list.
    fn other(text: String) -> Self;

    /// Returns the text of a value that the document does not list.
    fn as_other(&self) -> Option<&str>;
}

/// Returns the variant of a text.
#[must_use]
pub fn parse_text_enum<T: TextEnum>(text: Cow<'_, str>) -> T {
    let known = T::VALUES.iter().find(|(value, _)| *value == text);
    known.map_or_else(|| T::other(text.into_owned()), |(_, variant)| variant.clone())
}

/// Returns the text of a variant.
#[must_use]
pub fn text_of_enum<T: TextEnum>(value: &T) -> &str {
    let known = || T::VALUES.iter().find(|(_, it)| discriminant(it) == discriminant(value));
    value.as_other().or_else(|| known().map(|(text, _)| *text)).unwrap_or_default()
}

/// Reads a text as an enum.
pub fn read_text_enum<T: TextEnum>(json: Json) -> Result<T, DecodeError> {
    String::read(json).map(|it| parse_text_enum(it.into()))
}

/// Writes a text.
pub fn write_text(text: &str, out: &mut Vec<u8>) {
    write::plain(&text, out);
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

        impl $crate::facade::TextEnum for $text_enum {
            const VALUES: &'static [(&'static str, Self)] = &[$(($text, Self::$variant)),+];

            fn other(text: ::std::string::String) -> Self {
                Self::Other(text)
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

        impl $crate::facade::Data for $text_enum {
            fn blank() -> Self {
                Self::Other(::std::string::String::new())
            }

            fn read(
                json: $crate::facade::Json,
            ) -> ::core::result::Result<Self, $crate::facade::DecodeError> {
                $crate::facade::read_text_enum(json)
            }

            fn write(&self, out: &mut ::std::vec::Vec<u8>) {
                $crate::facade::write_text(self.as_str(), out);
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
