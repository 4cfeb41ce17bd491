//! The engine, seen from the outside: requests in, answers out.

mod behaviour;
mod credentials;
mod data;
mod invalid;
mod library;
mod paging;
mod repeatable;
mod routing;
mod socket;
mod verbs;
