//! Requests: what a caller sent, taken apart and turned into JSON.

pub(crate) mod accept;
pub(crate) mod body;
pub(crate) mod escape;
mod form;
pub(crate) mod parameters;
pub(crate) mod prefer;
mod style;
mod text;
mod tree;

pub(crate) use crate::request::parameters::Parameters;
