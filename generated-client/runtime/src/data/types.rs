//! The types of a file, one after the other.

/// Takes types from the files that they stand in; the feature of one compiles it.
#[doc(hidden)]
#[macro_export]
macro_rules! __files {
    ($($file:ident $(if $feature:literal)?),* $(,)?) => { $(
        $(#[cfg(feature = $feature)])?
        mod $file;
        $(#[cfg(feature = $feature)])?
        pub use $file::*;
    )* };
}

/// Makes types, each of the kind that its body shows: an [object](crate::__object), an enum of
/// [texts](crate::__text_enum) or of [values](crate::__value_enum), a [union](crate::__union), or
/// [one](crate::__untyped) that is read on demand.
///
/// One macro holds the types of a file, and not each type one of its own, so that nothing but the
/// types themselves stands between their documentation.
#[doc(hidden)]
#[macro_export]
macro_rules! __types {
    ($(
        $(#$meta:tt)*
        pub $kind:ident $name:ident
        $(with $extra:ident $(($($typed:tt)*))?)? $(: $made:ident $(($($given:tt)*))?)?
        { $($body:tt)* }
    )*) => { $(
        // Whoever finds that a type is not of its kind passes it on.
        $crate::__object! {
            $kind $name $(#$meta)*
            $(with $extra $(($($typed)*))?)? $(: $made $(($($given)*))?)?
            { $($body)* }
        }
    )* };
}
