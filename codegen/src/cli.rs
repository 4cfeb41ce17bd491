//! The verbs of the command.

pub(crate) mod check;
pub(crate) mod generate;
mod show;
