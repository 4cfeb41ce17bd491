//! A blueprint as Rust source: the same values, borrowed.
//!
//! Answers repeat (most operations fail in the same ways), so each is printed once as a constant.

mod action;
mod answer;
mod listing;
mod operation;
mod resource;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use twinspec_blueprint::{Answer, Blueprint, Credential, Place, Scheme, Status};

use crate::render::tokens::option;

/// Prints the module with the static.
pub(super) fn blueprint(blueprint: &Blueprint) -> TokenStream {
    let answers = Answers::of(blueprint);
    let constants = answers.0.iter().map(|(name, it)| {
        let answer = answer::answer(it);
        quote!(const #name: rt::Answer = #answer;)
    });
    let resources = blueprint.resources.iter().map(resource::resource);
    let operations = blueprint.operations.iter().map(|it| operation::operation(it, &answers));
    let schemes = blueprint.schemes.iter().map(scheme);
    let bases = texts(blueprint.bases.iter());
    let error = option(blueprint.error.as_deref().map(text));
    let (title, version) = (text(&blueprint.title), text(&blueprint.version));
    let definitions = text(&blueprint.definitions);
    quote! {
        //! The blueprint.
        use std::borrow::Cow::Borrowed;

        use twinspec_mock::facade as rt;

        /// What the document says, as the engine reads it.
        pub static BLUEPRINT: rt::Blueprint = rt::Blueprint {
            title: #title,
            version: #version,
            definitions: #definitions,
            schemes: Borrowed(&[#(#schemes),*]),
            resources: Borrowed(&[#(#resources),*]),
            operations: Borrowed(&[#(#operations),*]),
            bases: #bases,
            error: #error,
        };

        #(#constants)*
    }
}

/// The different answers of a blueprint, in the order in which they first appear.
struct Answers<'b>(Vec<(Ident, &'b Answer)>);

impl<'b> Answers<'b> {
    fn of(blueprint: &'b Blueprint) -> Self {
        let mut answers: Vec<(Ident, &Answer)> = Vec::new();
        for answer in blueprint.operations.iter().flat_map(|it| it.answers.iter()) {
            if answers.iter().any(|(_, it)| *it == answer) {
                continue;
            }
            let status = match answer.status {
                Status::Exact(code) => code.to_string(),
                Status::Range(digit) => format!("{digit}XX"),
                Status::Default => "DEFAULT".to_owned(),
            };
            let alike = answers.iter().filter(|(_, it)| it.status == answer.status).count();
            let name = match alike {
                0 => format_ident!("ANSWER_{status}"),
                _ => format_ident!("ANSWER_{status}_{}", alike + 1),
            };
            answers.push((name, answer));
        }
        Self(answers)
    }

    fn name(&self, answer: &Answer) -> &Ident {
        let found = self.0.iter().find(|(_, it)| *it == answer);
        &found.expect("every answer of the blueprint was collected").0
    }
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let name = text(&scheme.name);
    let credential = match &scheme.credential {
        Credential::Bearer => quote!(rt::Credential::Bearer),
        Credential::Basic => quote!(rt::Credential::Basic),
        Credential::ApiKey { place, name } => {
            let (place, name) = (self::place(*place), text(name));
            quote!(rt::Credential::ApiKey { place: #place, name: #name })
        }
    };
    quote!(rt::Scheme { name: #name, credential: #credential })
}

fn place(place: Place) -> TokenStream {
    match place {
        Place::Path => quote!(rt::Place::Path),
        Place::Query => quote!(rt::Place::Query),
        Place::Header => quote!(rt::Place::Header),
        Place::Cookie => quote!(rt::Place::Cookie),
    }
}

fn text(text: &str) -> TokenStream {
    quote!(Borrowed(#text))
}

fn texts<'t>(texts: impl IntoIterator<Item = &'t twinspec_blueprint::Text>) -> TokenStream {
    let texts = texts.into_iter().map(|it| text(it));
    quote!(Borrowed(&[#(#texts),*]))
}
