//! What the operations of a generated client are made of.
//!
//! The generator says what an operation takes and gives; these macros make of it what every
//! operation has: a builder that is sent when it is awaited, its setters, and the enums of its
//! answers and errors.
//! Types of inputs are what a caller may give: `(i64)` is anything that becomes an `i64`, and
//! `([String])` any collection of what becomes a `String`.

use crate::data::field::Field;

/// A member of a request body that a setter fills.
pub trait Slot<T> {
    /// Gives the member its value.
    fn fill(&mut self, value: T);
}

impl<T> Slot<T> for Option<T> {
    fn fill(&mut self, value: T) {
        *self = Some(value);
    }
}

impl<T> Slot<Self> for Field<T> {
    fn fill(&mut self, value: Self) {
        *self = value;
    }
}

/// Makes the client's methods that lead to the operations of a tag; the feature of one compiles it.
#[doc(hidden)]
#[macro_export]
macro_rules! __tags {
    ($client:ident { $($(#[$meta:meta])* $module:ident: $tag:ident $(if $feature:literal)?,)* }) => {
        impl $client { $(
            $(#[$meta])*
            $(#[cfg(feature = $feature)])?
            #[must_use]
            pub fn $module(&self) -> super::$module::$tag<'_> {
                super::$module::$tag(&self.inner)
            }
        )* }
    };
}

/// Makes the builder of an operation: `Create(Body, give) -> Success, Errors`. It holds the call and
/// the body.
///
/// `give` puts the body into the call; an operation without a body has neither. `Errors = Shared`
/// gives the errors that several operations document a name of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($builder:ident $(($body:ty, $give:expr))? -> $success:ty, $errors:ident = $shared:ty) => {
        #[doc = ::core::concat!("The errors that [`", ::core::stringify!($builder), "`] documents.")]
        pub type $errors = $shared;

        $crate::__call!($builder $(($body, $give))? -> $success, $errors);
    };
    ($builder:ident $(($body:ty, $give:expr))? -> $success:ty, $errors:ty) => {
        /// A call of the operation, sent when it is awaited.
        #[derive(Debug)]
        #[must_use = "an operation does nothing until it is awaited"]
        pub struct $builder<'c>(
            $crate::facade::Call<'c>,
            $(::core::option::Option<$body>,)?
        );

        impl<'c> ::core::future::IntoFuture for $builder<'c> {
            type Output = ::core::result::Result<
                $crate::facade::Response<$success>,
                $crate::facade::Error<$errors>,
            >;
            type IntoFuture = $crate::facade::Sending<'c, $success, $errors>;

            fn into_future(self) -> Self::IntoFuture {
                self.0$(.maybe(self.1.as_ref(), $give))?.send()
            }
        }
    };
}

/// Makes the setters of optional parameters, each with the index of its parameter.
#[doc(hidden)]
#[macro_export]
macro_rules! __parameters {
    ($builder:ident { $($(#[$meta:meta])* $setter:ident $input:tt = $index:literal,)+ }) => {
        impl $builder<'_> { $(
            $(#[$meta])*
            pub fn $setter(mut self, value: $crate::__input!($input)) -> Self {
                self.0.set($index, &$crate::__given!($input, value));
                self
            }
        )+ }
    };
}

/// Makes the setters of optional members of the body, each with the name of its field.
#[doc(hidden)]
#[macro_export]
macro_rules! __members {
    ($builder:ident { $($(#[$meta:meta])* $setter:ident $input:tt = $field:ident,)+ }) => {
        impl $builder<'_> { $(
            $(#[$meta])*
            pub fn $setter(mut self, value: $crate::__input!($input)) -> Self {
                let body = self.1.get_or_insert_with($crate::facade::blank);
                $crate::facade::Slot::fill(&mut body.$field, $crate::__given!($input, value));
                self
            }
        )+ }
    };
}

/// The type of an argument that gives an input.
#[doc(hidden)]
#[macro_export]
macro_rules! __input {
    (([$item:ty] $(,)?)) => { impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$item>> };
    (($value:ty $(,)?)) => { impl ::core::convert::Into<$value> };
}

/// The value of an argument that gives an input.
#[doc(hidden)]
#[macro_export]
macro_rules! __given {
    (([$item:ty] $(,)?), $value:ident) => {
        $value
            .into_iter()
            .map(::core::convert::Into::<$item>::into)
            .collect::<::std::vec::Vec<$item>>()
    };
    (($value:ty $(,)?), $given:ident) => {
        ::core::convert::Into::<$value>::into($given)
    };
}

/// Makes the enum of the forms of a body, each with what gives it to the call.
#[doc(hidden)]
#[macro_export]
macro_rules! __bodies {
    (
        $(#[$meta:meta])*
        pub enum $bodies:ident { $($variant:ident($body:ty $(,)?) = $give:expr,)+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $bodies { $(
            #[doc = ::core::concat!("As `", ::core::stringify!($variant), "`.")]
            $variant($body),
        )+ }

        impl $bodies {
            fn give<'c>(call: $crate::facade::Call<'c>, body: &Self) -> $crate::facade::Call<'c> {
                match body {
                    $(Self::$variant(body) => call.maybe(::core::option::Option::Some(body), $give),)+
                }
            }
        }
    };
}

/// Makes the enum of the errors that an operation documents, each with its statuses.
#[doc(hidden)]
#[macro_export]
macro_rules! __errors {
    (
        pub enum $errors:ident {
            $($(#[$doc:meta])* $variant:ident($body:ty $(,)?) = $statuses:ident $(($code:literal))?,)+
        }
    ) => {
        /// The documented errors, each with its body.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $errors { $($(#[$doc])* $variant($body),)+ }

        impl $crate::facade::ErrorBodies for $errors {
            const STATUSES: &'static [$crate::facade::Statuses] =
                &[$($crate::facade::Statuses::$statuses$(($code))?),+];

            fn from_answer(
                index: usize,
                raw: &$crate::facade::Raw,
            ) -> ::core::result::Result<Self, $crate::facade::DecodeError> {
                match Self::STATUSES.get(index) {
                    $(Some($crate::facade::Statuses::$statuses$(($code))?) => {
                        $crate::facade::answer(raw).map(Self::$variant)
                    })+
                    _ => $crate::facade::unlisted(),
                }
            }

            fn to_answer(&self) -> ($crate::facade::Statuses, $crate::facade::Bytes) {
                match self { $(
                    Self::$variant(body) => (
                        $crate::facade::Statuses::$statuses$(($code))?,
                        $crate::facade::Answer::to_body(body),
                    ),
                )+ }
            }
        }
    };
}

/// Makes the enum of the answers of an operation, each with its index, statuses and media type.
#[doc(hidden)]
#[macro_export]
macro_rules! __answers {
    (
        #[accept = $accept:literal]
        $(#[$meta:meta])*
        pub enum $answers:ident {
            $(
                $(#[$doc:meta])*
                $variant:ident($body:ty $(,)?) =
                    ($index:literal, $statuses:ident $(($code:literal))? $(, $media:literal)?),
            )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $answers {
            $($(#[$doc])* $variant($body),)+
            /// An answer that the document does not describe.
            Other($crate::facade::Raw),
        }

        impl $crate::facade::Answer for $answers {
            const ACCEPT: &'static str = $accept;

            const CASES: &'static [$crate::facade::Case] = &[$(
                $crate::facade::Case::new($crate::facade::Statuses::$statuses$(($code))?)
                    $(.media($media))?
            ),+];

            fn from_answer(
                index: usize,
                raw: &$crate::facade::Raw,
            ) -> ::core::result::Result<Self, $crate::facade::DecodeError> {
                match index {
                    $($index => $crate::facade::answer(raw).map(Self::$variant),)+
                    _ => ::core::result::Result::Ok(Self::Other(raw.clone())),
                }
            }

            fn to_body(&self) -> $crate::facade::Bytes {
                match self {
                    $(Self::$variant(body) => $crate::facade::Answer::to_body(body),)+
                    Self::Other(raw) => $crate::facade::Answer::to_body(raw),
                }
            }
        }
    };
}
