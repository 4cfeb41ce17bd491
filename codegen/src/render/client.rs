//! The client: a module of types, a module for each tag, and the client itself.

mod entry;
mod object;
mod operation;
mod types;

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Tag};
use crate::render::Module;
use crate::render::tokens::{doc, ident, inner};

pub(crate) fn client(api: &Api) -> Vec<Module<'_>> {
    let mut modules =
        vec![Module::new("mod.rs", || root(api)), Module::new("api.rs", || entry::entry(api))];
    if !api.errors.is_empty() {
        modules.push(Module::new("errors.rs", || operation::answer::shared(&api.errors)));
    }
    modules.extend(types::types(api));
    modules.extend(api.tags.iter().map(|it| Module::new(path(it), || operation::tag(it))));
    modules
}

fn root(api: &Api) -> TokenStream {
    let tags = api.tags.iter().map(module);
    let errors = (!api.errors.is_empty()).then(|| {
        quote!(
            pub mod errors;
        )
    });
    let title = format!("{}, version {}.", api.title, api.version);
    let title = doc(&title, "");
    let text = doc(&api.doc, &api.title);
    let [title, text] = [title, text].map(inner);
    let limit = api.recursion_limit.map(|it| {
        let limit = format!("Its types hold each other so deeply that the crate needs `#![recursion_limit = \"{it}\"]`.");
        let limit = inner(doc(&limit, ""));
        quote!(#![doc = ""] #limit)
    });
    quote! {
        #title
        #![doc = ""]
        #text
        #limit
        mod api;
        #errors
        pub mod types;
        #(#tags)*

        pub use api::{Client, ClientBuilder};
    }
}

fn module(tag: &Tag) -> TokenStream {
    let (module, path) = (ident(&tag.module), path(tag));
    let path = (!tag.module.is_ascii()).then(|| quote!(#[path = #path]));
    quote!(#path pub mod #module;)
}

/// The file of a tag's module; Rust looks for files by themselves only under ASCII names.
///
/// No other name has capitals, so that two tags never share a file.
pub(super) fn path(tag: &Tag) -> String {
    let mut path = String::new();
    for character in tag.module.trim_start_matches("r#").chars() {
        if character.is_ascii() {
            path.push(character);
        } else {
            write!(path, "U{:06X}", u32::from(character)).expect("a string takes any text");
        }
    }
    path + ".rs"
}
