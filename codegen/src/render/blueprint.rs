//! A blueprint as Rust source: the same values, borrowed.
//!
//! What repeats is printed once, as a constant, and each kind of thing has a module: that of a large
//! API would be too long to open otherwise.

mod action;
mod answer;
mod constant;
mod listing;
mod operation;
mod rate;
mod resource;
mod webhook;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use twinspec_blueprint::{Blueprint, Credential, Flow, FlowKind, Place, Scheme};

use crate::render::Module;
use crate::render::blueprint::constant::Constants;
use crate::render::tokens::{doc, inner, option};

/// Makes the module with the static, and those below it that it is put together from.
pub(super) fn blueprint(blueprint: &Blueprint) -> Vec<Module<'_>> {
    vec![
        Module::new("blueprint.rs", || root(blueprint)),
        Module::new("blueprint/answers.rs", || answers(blueprint)),
        Module::new("blueprint/operations.rs", || operations(blueprint)),
        Module::new("blueprint/parameters.rs", || parameters(blueprint)),
        Module::new("blueprint/resources.rs", || resources(blueprint)),
        Module::new("blueprint/schemas.rs", || schemas(blueprint)),
        Module::new("blueprint/webhooks.rs", || webhook::webhooks(&blueprint.webhooks)),
    ]
}

fn root(blueprint: &Blueprint) -> TokenStream {
    let schemes = blueprint.schemes.iter().map(scheme);
    let bases = texts(blueprint.bases.iter());
    let error = option(blueprint.error.as_deref().map(text));
    let rate_limit = option(blueprint.rate_limit.as_ref().map(rate::rate_limit));
    let (title, version) = (text(&blueprint.title), text(&blueprint.version));
    quote! {
        //! The blueprint.
        mod answers;
        mod operations;
        mod parameters;
        mod resources;
        mod schemas;
        mod webhooks;

        use std::borrow::Cow::Borrowed;

        use twinspec_mock::facade as rt;

        /// What the document says, as the engine reads it.
        pub static BLUEPRINT: rt::Blueprint = rt::Blueprint {
            title: #title,
            version: #version,
            definitions: Borrowed(schemas::DEFINITIONS),
            schemes: Borrowed(SCHEMES),
            resources: Borrowed(resources::RESOURCES),
            operations: Borrowed(operations::OPERATIONS),
            bases: #bases,
            error: #error,
            rate_limit: #rate_limit,
            webhooks: webhooks::WEBHOOKS,
        };

        const SCHEMES: &[rt::Scheme] = &[#(#schemes),*];
    }
}

fn schemas(blueprint: &Blueprint) -> TokenStream {
    let definitions = literal(&blueprint.definitions);
    quote! {
        //! The schemas that others refer to.
        pub(super) const DEFINITIONS: &str = #definitions;
    }
}

fn resources(blueprint: &Blueprint) -> TokenStream {
    let resources = blueprint.resources.iter().map(resource::resource);
    let import = (!blueprint.resources.is_empty()).then(borrowed);
    quote! {
        //! What the API keeps.
        #import

        use twinspec_mock::facade as rt;

        pub(super) const RESOURCES: &[rt::Resource] = &[#(#resources),*];
    }
}

fn operations(blueprint: &Blueprint) -> TokenStream {
    let constants = Constants::of(blueprint);
    let operations = blueprint.operations.iter().map(|it| operation::operation(it, &constants));
    let securities = constants.securities.iter().map(|(name, it)| {
        let alternatives = it.iter().map(operation::alternative);
        quote!(const #name: &[rt::List<rt::Requirement>] = &[#(#alternatives),*];)
    });
    let import = (!blueprint.operations.is_empty()).then(borrowed);
    let answers = (!constants.answers.is_empty()).then(|| {
        quote!(
            use super::answers;
        )
    });
    let parameters = (!constants.parameters.is_empty()).then(|| {
        quote!(
            use super::parameters;
        )
    });
    quote! {
        //! What callers can do.
        #import

        use twinspec_mock::facade as rt;

        #answers
        #parameters

        pub(super) const OPERATIONS: &[rt::Operation] = &[#(#operations),*];

        #(#securities)*
    }
}

fn answers(blueprint: &Blueprint) -> TokenStream {
    let constants = constant::answers(blueprint);
    let constants = constants.iter().map(|(name, it)| {
        let answer = answer::answer(it);
        quote!(pub(super) const #name: rt::Answer = #answer;)
    });
    of_constants("How operations answer.", &constants.collect::<Vec<_>>())
}

fn parameters(blueprint: &Blueprint) -> TokenStream {
    let constants = constant::parameters(blueprint);
    let constants = constants.iter().map(|(name, it)| {
        let parameter = operation::parameter(it);
        quote!(pub(super) const #name: rt::Parameter = #parameter;)
    });
    of_constants("What callers give beside a body.", &constants.collect::<Vec<_>>())
}

/// Prints a module of constants, which may be empty.
fn of_constants(what: &str, constants: &[TokenStream]) -> TokenStream {
    let module_doc = inner(doc(what, ""));
    let imports = (!constants.is_empty()).then(|| {
        let import = borrowed();
        quote! {
            #import

            use twinspec_mock::facade as rt;
        }
    });
    quote! {
        #module_doc
        #imports

        #(#constants)*
    }
}

fn borrowed() -> TokenStream {
    quote!(
        use std::borrow::Cow::Borrowed;
    )
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
    let flows = scheme.flows.iter().map(flow);
    quote! {
        rt::Scheme { name: #name, credential: #credential, flows: Borrowed(&[#(#flows),*]) }
    }
}

fn flow(flow: &Flow) -> TokenStream {
    let kind = match flow.kind {
        FlowKind::AuthorizationCode => quote!(AuthorizationCode),
        FlowKind::ClientCredentials => quote!(ClientCredentials),
        FlowKind::Implicit => quote!(Implicit),
        FlowKind::Password => quote!(Password),
    };
    let (authorization, token) = (text(&flow.authorization), text(&flow.token));
    let refresh = text(&flow.refresh);
    let scopes = flow.scopes.iter().map(|(name, meaning)| {
        let (name, meaning) = (text(name), text(meaning));
        quote!((#name, #meaning))
    });
    quote! {
        rt::Flow {
            kind: rt::FlowKind::#kind,
            authorization: #authorization,
            token: #token,
            refresh: #refresh,
            scopes: Borrowed(&[#(#scopes),*]),
        }
    }
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
    let text = literal(text);
    quote!(Borrowed(#text))
}

/// Writes a text so that JSON in it can be read.
fn literal(text: &str) -> Literal {
    let is_plain = text.contains('"') && text.chars().all(|it| matches!(it, ' '..='~'));
    // No number of hashes that follows a quote in the text may end it.
    let raw =
        (1..=MOST_HASHES).map(|it| "#".repeat(it)).find(|it| !text.contains(&format!("\"{it}")));
    let raw = raw.filter(|_| is_plain).and_then(|it| format!("r{it}\"{text}\"{it}").parse().ok());
    raw.unwrap_or_else(|| Literal::string(text))
}

/// With more hashes around it, no text is easier to read.
const MOST_HASHES: usize = 3;

fn texts<'t>(texts: impl IntoIterator<Item = &'t twinspec_blueprint::Text>) -> TokenStream {
    let texts = texts.into_iter().map(|it| text(it));
    quote!(Borrowed(&[#(#texts),*]))
}

/// Writes a number with its thousands apart, as a reader wants it.
fn number(number: u64) -> Literal {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text.parse().unwrap_or_else(|_| Literal::u64_unsuffixed(number))
}
