//! Open enums of texts: unknown values are kept.

use std::borrow::Cow;
use std::fmt;
use std::mem::discriminant;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

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
pub fn read_text_enum<'de, T: TextEnum, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    source.deserialize_str(TextVisitor).map(|text| parse_text_enum(text))
}

/// Writes an enum as its text.
pub fn write_text_enum<T: TextEnum, S: Serializer>(value: &T, sink: S) -> Result<S::Ok, S::Error> {
    sink.serialize_str(text_of_enum(value))
}

/// Gives types what their [`TextEnum`] description promises.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($($text_enum:ty),+ $(,)?) => { $(
        impl $text_enum {
            /// Returns the value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::facade::text_of_enum(self)
            }
        }

        $crate::__data! {
            $text_enum,
            <$text_enum as $crate::facade::TextEnum>::other(::std::string::String::new()),
            source => $crate::facade::read_text_enum(source),
            this, sink => $crate::facade::write_text_enum(this, sink)
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

        impl ::core::str::FromStr for $text_enum {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }
    )+ };
}

/// Hands a text on as it comes, so that a known value is never copied.
struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}
