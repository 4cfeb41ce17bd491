//! A model in, tokens out: nothing here decides or fails.

mod blueprint;
mod client;
mod markdown;
mod mock;
mod tokens;

use proc_macro2::TokenStream;

pub(crate) use crate::render::client::client;
pub(crate) use crate::render::mock::mock;

/// A module, with its path below the folder that the generator owns.
pub(crate) struct Module {
    pub(crate) path: String,
    pub(crate) code: TokenStream,
}
