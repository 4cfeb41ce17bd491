//! The client: a module of types, a module for each tag, and the client itself.

mod entry;
mod object;
mod operation;
mod types;

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Apis, Features, Tag};
use crate::render::tokens::{doc, ident, inner};
use crate::render::{Examples, Module};

/// Whether parts of a client can be left out when it is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compiled {
    /// It is compiled whole.
    Whole,
    /// Each tag and what only it needs is compiled by a feature of its own.
    InParts,
}

/// Renders a client; one of several documents has a module for each, and one for what they share.
///
/// `library` is what callers name it; their calls are shown if it is known.
pub(crate) fn client<'m>(
    apis: &'m Apis,
    compiled: Compiled,
    library: Option<&'m str>,
) -> Vec<Module<'m>> {
    let modules =
        |api| one(api, compiled, library).into_iter().map(|it| it.within(api.file().as_deref()));
    let mut all: Vec<Module<'m>> = apis.all.iter().flat_map(modules).collect();
    if apis.all.len() > 1 {
        all.push(Module::new("mod.rs", move || several(apis, compiled)));
        all.extend(types::shared(&apis.shared));
    }
    all
}

/// Renders the client of one document.
fn one<'m>(api: &'m Api, compiled: Compiled, library: Option<&'m str>) -> Vec<Module<'m>> {
    let features = api.features.as_ref().filter(|_| compiled == Compiled::InParts);
    let examples = library.map(|it| Arc::new(Examples::new(api, it)));
    let mut modules = vec![
        Module::new("mod.rs", move || root(api, features)),
        Module::new("api.rs", move || entry::entry(api, features)),
    ];
    if !api.errors.is_empty() {
        modules.push(Module::new("errors.rs", || operation::answer::shared(&api.errors)));
    }
    modules.extend(types::types(api, features));
    modules.extend(api.tags.iter().map(|tag| {
        let examples = examples.clone();
        Module::new(path(tag), move || operation::tag(tag, examples.as_deref()))
    }));
    modules
}

/// The root of a client of several documents.
fn several(apis: &Apis, compiled: Compiled) -> TokenStream {
    let modules = documents(apis, compiled);
    let shared = (!apis.shared.is_empty()).then(|| {
        quote!(
            pub mod shared;
        )
    });
    quote! {
        //! The clients of several documents, and the types that they share.
        #(#modules)*
        #shared
    }
}

/// Declares the modules of several documents.
pub(super) fn documents(apis: &Apis, compiled: Compiled) -> impl Iterator<Item = TokenStream> {
    apis.all.iter().filter_map(move |api| {
        let (module_name, file) = (api.module.as_ref()?, api.file()?);
        let module = ident(module_name);
        // Rust looks for files by themselves only under ASCII names.
        let path = (!module_name.is_ascii()).then(|| format!("{file}/mod.rs"));
        let path = path.map(|it| quote!(#[path = #it]));
        let feature = (compiled == Compiled::InParts).then(|| format!("_{file}"));
        let feature = feature.map(|it| quote!(#[cfg(feature = #it)]));
        Some(quote!(#feature #path pub mod #module;))
    })
}

fn root(api: &Api, features: Option<&Features>) -> TokenStream {
    let tags = gated(api, features).map(|(tag, feature)| module(tag, feature));
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

/// Returns the tags, each with the name of its feature.
fn gated<'m>(
    api: &'m Api,
    features: Option<&'m Features>,
) -> impl Iterator<Item = (&'m Tag, Option<&'m str>)> {
    let feature = move |index: usize| features.map(|it| it.tags[index].name.as_str());
    api.tags.iter().enumerate().map(move |(index, tag)| (tag, feature(index)))
}

fn module(tag: &Tag, feature: Option<&str>) -> TokenStream {
    let module = ident(&tag.module);
    // Rust looks for files by themselves only under ASCII names.
    let path = (!tag.module.is_ascii()).then(|| self::path(tag));
    let path = path.map(|it| quote!(#[path = #it]));
    let feature = feature.map(|it| quote!(#[cfg(feature = #it)]));
    quote!(#feature #path pub mod #module;)
}

/// Returns the file of a tag's module.
pub(super) fn path(tag: &Tag) -> String {
    format!("{}.rs", tag.file())
}
