//! The flagship's client against its mock.
//!
//! A case is one thing that a user can see. Each runs twice, in one process and over TCP, and must
//! say the same both times; what was said is a snapshot, and the referee has watched.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so and stop")]

mod alike;
mod broken;
mod cases;
mod coverage;
mod deleted;
mod facts;
mod filled;
mod hammer;
mod model;
mod proof;
mod run;
mod tokens;
mod versions;
mod walk;
mod wire;
