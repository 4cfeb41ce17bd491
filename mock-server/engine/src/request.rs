//! Requests: what a caller sent, taken apart and turned into JSON.

pub(crate) mod body;
pub(crate) mod escape;
pub(crate) mod parameters;

pub(crate) use crate::request::parameters::Parameters;
