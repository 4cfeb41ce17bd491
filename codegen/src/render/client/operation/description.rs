//! The constant that describes the request of an operation.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::{Method, Place};

use crate::model::{Form, Operation, Style, Writing};
use crate::render::tokens::ident;

pub(super) fn description(operation: &Operation) -> TokenStream {
    let constant = ident(&operation.constant);
    let (id, path) = (&operation.id, &operation.template);
    let method = method(operation.method);
    let parameters =
        list("parameters", &operation.parameters, |it| parameter(it.place, &it.wire, &it.writing));
    let security = list("security", &operation.security, |it| quote!(&[#(#it),*]));
    let form = match operation.body.as_ref().map(|it| &it.form) {
        Some(Form::Fields(writings)) => {
            list("form", writings, |(name, writing)| parameter(Place::Query, name, writing))
        }
        _ => None,
    };
    let shared = operation.shared.as_ref().map(|it| quote!(.shared(&[#(#it),*])));
    quote! {
        static #constant: rt::Operation =
            rt::Operation::new(#id, rt::Method::#method, #path) #parameters #form #security #shared;
    }
}

fn list<T>(name: &str, items: &[T], print: impl Fn(&T) -> TokenStream) -> Option<TokenStream> {
    let (name, printed) = (ident(name), items.iter().map(print));
    (!items.is_empty()).then(|| quote!(.#name(&[#(#printed),*])))
}

fn method(method: Method) -> proc_macro2::Ident {
    ident(match method {
        Method::Get => "Get",
        Method::Put => "Put",
        Method::Post => "Post",
        Method::Delete => "Delete",
        Method::Options => "Options",
        Method::Head => "Head",
        Method::Patch => "Patch",
        Method::Trace => "Trace",
    })
}

/// Prints the description of a parameter, or of a member of a form.
pub(super) fn parameter(place: Place, wire: &str, writing: &Writing) -> TokenStream {
    let place = ident(match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    });
    if writing.style == Some(Style::DeepObject) && writing.explode == Some(true) {
        return quote!(rt::Parameter::#place(#wire).deep_object());
    }
    let style = writing.style.map(|it| {
        let style = style(it);
        quote!(.style(rt::Style::#style))
    });
    let explode = writing.explode.map(|it| quote!(.explode(#it)));
    let json = writing.json.then(|| quote!(.json()));
    let reserved = writing.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(rt::Parameter::#place(#wire) #style #explode #json #reserved)
}

fn style(style: Style) -> proc_macro2::Ident {
    ident(match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    })
}
