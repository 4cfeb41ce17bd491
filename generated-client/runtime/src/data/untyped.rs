//! Unions that only the reader can tell apart: the JSON is kept, and read on demand.

/// Makes a union that keeps its JSON, with a method for each type that it may be:
/// `as_file: File`.
#[doc(hidden)]
#[macro_export]
macro_rules! __untyped {
    (struct $untyped:ident $(#$meta:tt)* { $($method:ident: $variant:ty),+ $(,)? }) => {
        $(#$meta)*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $untyped(
            /// The value as it is on the wire.
            pub $crate::facade::Json,
        );

        impl $untyped { $(
            #[doc = ::core::concat!("Reads the value as `", ::core::stringify!($variant), "`.")]
            pub fn $method(
                &self,
            ) -> ::core::result::Result<$variant, $crate::facade::DecodeError> {
                $crate::facade::read_json(&self.0)
            }
        )+ }

        impl $crate::facade::Data for $untyped {
            fn blank() -> Self {
                Self($crate::facade::Json::Null)
            }

            fn null() -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self($crate::facade::Json::Null))
            }

            fn read(
                json: $crate::facade::Json,
            ) -> ::core::result::Result<Self, $crate::facade::DecodeError> {
                ::core::result::Result::Ok(Self(json))
            }

            fn write(&self, out: &mut ::std::vec::Vec<u8>) {
                $crate::facade::Data::write(&self.0, out);
            }
        }

        $crate::__serde!($untyped);

        impl ::core::convert::From<$crate::facade::Json> for $untyped {
            fn from(json: $crate::facade::Json) -> Self {
                Self(json)
            }
        }

        $(impl ::core::convert::From<$variant> for $untyped {
            fn from(value: $variant) -> Self {
                Self($crate::facade::to_json(&value))
            }
        })+
    };
}
