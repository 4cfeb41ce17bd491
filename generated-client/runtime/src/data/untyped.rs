//! Unions that only the reader can tell apart: the JSON is kept, and read on demand.

/// Makes serde and the runtime read and write types that are nothing but JSON in a tuple struct.
#[doc(hidden)]
#[macro_export]
macro_rules! __untyped {
    ($($untyped:ident),+ $(,)?) => { $(
        $crate::__data! {
            $untyped,
            $untyped($crate::facade::Json::Null),
            source => <$crate::facade::Json as $crate::facade::Data>::read(source).map($untyped),
            this, sink => $crate::facade::write(&this.0, sink)
        }

        impl ::core::convert::From<$crate::facade::Json> for $untyped {
            fn from(json: $crate::facade::Json) -> Self {
                Self(json)
            }
        }
    )+ };
}
