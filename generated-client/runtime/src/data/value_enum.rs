//! Open enums of any JSON values: unknown values are kept.

use std::mem::discriminant;

use super::Json;
use super::literal::Literal;

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

/// Makes an open enum of any values: `Low = Integer(1)`, with a variant of [`Literal`].
#[doc(hidden)]
#[macro_export]
macro_rules! __value_enum {
    (
        enum $value_enum:ident $(#$meta:tt)*
        { $($(#$doc:tt)* $variant:ident = $literal:ident $(($value:expr))?),+ $(,)? }
    ) => {
        $(#$meta)*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $value_enum {
            $($(#$doc)* $variant,)+
            /// A value that the document does not name.
            Other($crate::facade::Json),
        }

        impl $crate::facade::ValueEnum for $value_enum {
            const VALUES: &'static [($crate::facade::Literal, Self)] =
                &[$(($crate::facade::Literal::$literal $(($value))?, Self::$variant)),+];

            fn other(json: $crate::facade::Json) -> Self {
                Self::Other(json)
            }

            fn as_other(&self) -> ::core::option::Option<&$crate::facade::Json> {
                if let Self::Other(json) = self {
                    ::core::option::Option::Some(json)
                } else {
                    ::core::option::Option::None
                }
            }
        }

        impl $value_enum {
            /// Returns the value as it is on the wire.
            #[must_use]
            pub fn to_json(&self) -> $crate::facade::Json {
                $crate::facade::json_of_enum(self)
            }
        }

        impl $crate::facade::Data for $value_enum {
            fn blank() -> Self {
                Self::Other($crate::facade::Json::Null)
            }

            fn read(
                json: $crate::facade::Json,
            ) -> ::core::result::Result<Self, $crate::facade::DecodeError> {
                ::core::result::Result::Ok($crate::facade::parse_value_enum(json))
            }

            fn write(&self, out: &mut ::std::vec::Vec<u8>) {
                $crate::facade::Data::write(&self.to_json(), out);
            }
        }

        $crate::__serde!($value_enum);

        impl<T: ::core::convert::Into<$crate::facade::Json>> ::core::convert::From<T>
            for $value_enum
        {
            fn from(value: T) -> Self {
                $crate::facade::parse_value_enum(value.into())
            }
        }
    };
}
