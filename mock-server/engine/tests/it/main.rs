//! The engine, seen from the outside: requests in, answers out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod behaviour;
#[cfg(feature = "cli")]
mod cli;
mod credentials;
mod data;
mod generated;
mod invalid;
mod journal;
mod library;
mod limit;
mod oauth;
mod paging;
mod repeatable;
mod restore;
mod routing;
mod socket;
mod state;
mod takeover;
mod tokens;
mod verbs;
