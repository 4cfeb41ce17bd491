//! What a generated test crate says of each operation: how its typed call is made.

use std::pin::Pin;

use bytes::Bytes;
use http::StatusCode;
use twinspec_client::facade::{Answer, Error, ErrorBodies, Response, Statuses};

use crate::given::Given;

/// A client, and the calls of all operations of its document.
#[derive(Debug)]
pub struct Calls<C: 'static> {
    /// Makes a client that sends through this transport; it sends these values with every call.
    pub connect: fn(crate::facade::Wire, &Given) -> Result<C, String>,
    /// The parameters that the client sends with every call.
    pub shared: &'static [&'static str],
    /// The calls, by tag.
    pub tags: &'static [&'static [Call<C>]],
}

/// How the typed call of an operation is made.
#[derive(Debug)]
pub struct Call<C> {
    /// The `operationId`.
    pub id: &'static str,
    /// `METHOD /path`, as the document writes it.
    pub operation: &'static str,
    /// Makes the call of the values that there are.
    pub make: for<'c> fn(&'c C, &Given) -> Result<Sent<'c>, String>,
}

/// A call under way.
pub type Sent<'c> = Pin<Box<dyn Future<Output = Outcome> + 'c>>;

/// What a call has come to, with its values written as they were read.
#[derive(Debug)]
pub enum Outcome {
    /// A success.
    Success(StatusCode, Bytes),
    /// An error that the document describes, and the statuses that it describes it for.
    Documented(Option<StatusCode>, Statuses, Bytes),
    /// Any other error, in the words that a user sees.
    Other(Option<StatusCode>, String),
}

/// Sends a call.
pub fn send<'c, B, T, E>(call: B) -> Sent<'c>
where
    B: IntoFuture<Output = Result<Response<T>, Error<E>>, IntoFuture: 'c>,
    T: Answer,
    E: ErrorBodies,
{
    let sending = call.into_future();
    Box::pin(async move {
        match sending.await {
            Ok(response) => Outcome::Success(response.status(), response.to_body()),
            Err(error) => match error.documented() {
                Some(documented) => {
                    let (statuses, body) = documented.to_answer();
                    Outcome::Documented(error.status(), statuses, body)
                }
                None => Outcome::Other(error.status(), error.to_string()),
            },
        }
    })
}

/// Says how the calls of a tag are made: each with its arguments, then its setters.
///
/// An input is `"query limit": i64`, the document's name for it and the type that the call takes; a
/// body in one of several forms is `"body": Body { Json("application/json": Pet), … }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __calls {
    (
        $client:ty = $tag:ident {}
        $($id:literal: $method:ident = $operation:literal {
            $($argument:literal: $ty:ty $({ $($forms:tt)* })?,)*
            $($setter:ident = $input:literal: $of:ty $({ $($more:tt)* })?,)*
        })*
    ) => {
        pub(super) static CALLS: &[$crate::facade::Call<$client>] = &[$(
            $crate::facade::Call {
                id: $id,
                operation: $operation,
                make: {
                    #[allow(deprecated, unused_mut, unused_variables, reason = "what is outdated is proved too")]
                    fn make<'c>(
                        client: &'c $client,
                        given: &$crate::facade::Given,
                    ) -> ::core::result::Result<$crate::facade::Sent<'c>, ::std::string::String> {
                        // One variable, because a call with hundreds of setters is no rarity, and
                        // each variable is one more for the compiler to follow out of each.
                        let mut call = client.$tag().$method($(
                            $crate::__input!(given, $argument, $ty $({ $($forms)* })?)
                        ),*);
                        $(if given.has($input) {
                            call = call
                                .$setter($crate::__input!(given, $input, $of $({ $($more)* })?));
                        })*
                        ::core::result::Result::Ok($crate::facade::send(call))
                    }
                    make
                },
            }
        ),*];
    };
}

/// Says what the builder of a client takes.
#[doc(hidden)]
#[macro_export]
macro_rules! __connect {
    (
        $client:ty {}
        schemes { $($scheme:literal),* $(,)? }
        shared { $($setter:ident = $key:literal: $ty:ty),* $(,)? }
        tags { $($tag:ident),* $(,)? }
    ) => {
        /// The calls of all operations.
        pub static CALLS: $crate::facade::Calls<$client> = $crate::facade::Calls {
            connect: {
                #[allow(unused_variables, reason = "few clients send something with every call")]
                fn connect(
                    wire: $crate::facade::Wire,
                    given: &$crate::facade::Given,
                ) -> ::core::result::Result<$client, ::std::string::String> {
                    let builder = <$client>::builder().base_url($crate::facade::SERVER);
                    $(let builder = builder.credential($scheme, $crate::facade::SECRET);)*
                    $(let builder = if given.has($key) {
                        builder.$setter($crate::__input!(given, $key, $ty))
                    } else {
                        builder
                    };)*
                    builder.transport(wire).build().map_err(|it| it.to_string())
                }
                connect
            },
            shared: &[$($key),*],
            tags: &[$(super::$tag::CALLS),*],
        };
    };
}

/// Makes an input of the values that are given.
#[doc(hidden)]
#[macro_export]
macro_rules! __input {
    ($given:ident, $key:literal, $ty:ty) => {
        $given.take::<$ty>($key)?
    };
    ($given:ident, $key:literal, $body:ty {
        $($variant:ident($media:literal : $ty:ty $(,)?)),* $(,)?
    }) => {
        $given.form::<$body>(&[$(($media, |given| {
            ::core::result::Result::Ok(<$body>::$variant(given.take::<$ty>($key)?))
        })),*])?
    };
}
