//! A model in, tokens out: nothing here decides or fails.

mod blueprint;
mod client;
mod example;
mod markdown;
mod mock;
mod proof;
mod tokens;

use proc_macro2::TokenStream;

pub(crate) use crate::render::client::{Compiled, client};
pub(crate) use crate::render::example::{Call, Examples, lines};
pub(crate) use crate::render::markdown::tame;
pub(crate) use crate::render::mock::mock;
pub(crate) use crate::render::proof::proof;

/// A module, with its path below the folder that the generator owns.
///
/// Its tokens are made where they are formatted: tokens cannot go from one thread to another, and
/// the modules of a large client are made side by side.
pub(crate) struct Module<'a> {
    pub(crate) path: String,
    pub(crate) code: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

impl<'a> Module<'a> {
    /// Returns the module as it is in a folder; its code may stay where it is.
    fn within(self, folder: Option<&str>) -> Self {
        match folder {
            Some(folder) => Self { path: format!("{folder}/{}", self.path), ..self },
            None => self,
        }
    }

    fn new(path: impl Into<String>, code: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), code: Box::new(code) }
    }
}
