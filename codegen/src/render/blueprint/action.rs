//! What operations do.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::{Action, Input, Items, Key, List, Text, Verb};

use crate::render::blueprint::{listing, text, texts};
use crate::render::tokens::{number, option};

pub(super) fn action(action: &Action) -> TokenStream {
    let Action::On { resource, scope, verb, input, reason } = action else {
        return quote!(rt::Action::Respond);
    };
    let scope = scope.iter().map(|it| option(it.as_deref().map(text)));
    let Input { path, many, parts } = input;
    let (path, parts) = (texts(path.iter()), texts(parts.iter()));
    let (resource, verb, reason) = (number(*resource), self::verb(verb), text(reason));
    quote! {
        rt::Action::On {
            resource: #resource,
            scope: Borrowed(&[#(#scope),*]),
            verb: #verb,
            input: rt::Input { path: #path, many: #many, parts: #parts },
            reason: #reason,
        }
    }
}

fn verb(verb: &Verb) -> TokenStream {
    let key = verb.key().map(key);
    match verb {
        Verb::Create => quote!(rt::Verb::Create),
        Verb::Upsert { keys } => {
            let keys = texts(keys.iter());
            quote!(rt::Verb::Upsert { keys: #keys })
        }
        Verb::List(it) => {
            let listing = listing::listing(it);
            quote!(rt::Verb::List(#listing))
        }
        Verb::Count(it) => {
            let listing = listing::listing(it);
            quote!(rt::Verb::Count(#listing))
        }
        Verb::Clear(it) => {
            let listing = listing::listing(it);
            quote!(rt::Verb::Clear(#listing))
        }
        Verb::Read { .. } => quote!(rt::Verb::Read { key: #key }),
        Verb::Delete { .. } => quote!(rt::Verb::Delete { key: #key }),
        Verb::Act { .. } => quote!(rt::Verb::Act { key: #key }),
        Verb::Replace { creates, .. } => quote!(rt::Verb::Replace { key: #key, creates: #creates }),
        Verb::Merge { creates, .. } => quote!(rt::Verb::Merge { key: #key, creates: #creates }),
        Verb::SetFields { values, .. } => {
            let values = self::values(values);
            quote!(rt::Verb::SetFields { key: #key, values: #values })
        }
        Verb::AddTo { property, items, .. } => {
            let (property, items) = (text(property), self::items(items));
            quote!(rt::Verb::AddTo { key: #key, property: #property, items: #items })
        }
        Verb::RemoveFrom { property, items, .. } => {
            let (property, items) = (text(property), self::items(items));
            quote!(rt::Verb::RemoveFrom { key: #key, property: #property, items: #items })
        }
    }
}

fn key(key: &Key) -> TokenStream {
    match key {
        Key::Parameter(name) => {
            let name = text(name);
            quote!(rt::Key::Parameter(#name))
        }
        Key::Only => quote!(rt::Key::Only),
        Key::Latest => quote!(rt::Key::Latest),
    }
}

fn values(values: &List<(Text, Text)>) -> TokenStream {
    let values = values.iter().map(|(property, json)| {
        let (property, json) = (text(property), text(json));
        quote!((#property, #json))
    });
    quote!(Borrowed(&[#(#values),*]))
}

fn items(items: &Items) -> TokenStream {
    match items {
        Items::Property(name) => {
            let name = text(name);
            quote!(rt::Items::Property(#name))
        }
        Items::Parameter(name) => {
            let name = text(name);
            quote!(rt::Items::Parameter(#name))
        }
        Items::Body => quote!(rt::Items::Body),
    }
}
