//! What a caller of a generated client sees, by way of a small client written by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![expect(unreachable_pub, reason = "generated code is written for a library")]

mod answer;
mod body;
mod client;
mod data;
mod errors;
mod extra;
mod fake;
mod fixture;
mod loopback;
mod parameter;
mod parsed;
mod request;
mod security;
mod server;
mod tagged_union;
mod union_and_enum;
mod untyped;
mod value_enum;
