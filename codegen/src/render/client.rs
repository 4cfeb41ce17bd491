//! The client: a module of types, a module for each tag, and the client itself.

mod entry;
mod object;
mod operation;
mod types;

use quote::quote;

use crate::model::{Api, Tag};
use crate::render::Module;
use crate::render::tokens::{doc, ident, inner};

pub(crate) fn client(api: &Api) -> Vec<Module> {
    let mut modules = vec![
        Module { path: "mod.rs".to_owned(), code: root(api) },
        Module { path: "api.rs".to_owned(), code: entry::entry(api) },
    ];
    if !api.errors.is_empty() {
        let code = operation::answer::shared(&api.errors);
        modules.push(Module { path: "errors.rs".to_owned(), code });
    }
    modules.extend(types::types(api));
    modules.extend(api.tags.iter().map(|it| Module { path: path(it), code: operation::tag(it) }));
    modules
}

fn root(api: &Api) -> proc_macro2::TokenStream {
    let tags: Vec<_> = api.tags.iter().map(|it| ident(&it.module)).collect();
    let errors = (!api.errors.is_empty()).then(|| {
        quote!(
            pub mod errors;
        )
    });
    let title = format!("{}, version {}.", api.title, api.version);
    let title = doc(&title, "");
    let text = doc(&api.doc, &api.title);
    let [title, text] = [title, text].map(inner);
    quote! {
        #title
        #![doc = ""]
        #text
        mod api;
        #errors
        pub mod types;
        #(pub mod #tags;)*

        pub use api::{Client, ClientBuilder};
    }
}

fn path(tag: &Tag) -> String {
    format!("{}.rs", tag.module.trim_start_matches("r#"))
}
