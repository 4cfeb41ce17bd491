//! What a caller of a generated client sees, by way of a small client written by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod client;
mod data;
mod errors;
mod fake;
#[expect(unreachable_pub, reason = "generated code is written for a library")]
mod fixture;
mod loopback;
mod request;
mod union_and_enum;
