//! The verbs of the command.

pub(crate) mod check;
mod documents;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod inspect;
#[cfg(feature = "mock")]
pub(crate) mod mock;
mod progress;
mod show;
