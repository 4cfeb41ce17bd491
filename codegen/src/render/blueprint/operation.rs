//! Operations and what they do.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::{Body, List, Method, Operation, Parameter, Requirement, ValueKind};

use crate::render::blueprint::{Answers, action, place, text, texts};
use crate::render::tokens::{number, option};

pub(super) fn operation(operation: &Operation, answers: &Answers<'_>) -> TokenStream {
    let (id, path, method) = (text(&operation.id), text(&operation.path), method(operation.method));
    let security = operation.security.iter().map(alternative);
    let parameters = operation.parameters.iter().map(parameter);
    let body = option(operation.body.as_ref().map(body));
    let action = action::action(&operation.action);
    let answers = operation.answers.iter().map(|it| answers.name(it));
    quote! {
        rt::Operation {
            id: #id,
            method: #method,
            path: #path,
            security: Borrowed(&[#(#security),*]),
            parameters: Borrowed(&[#(#parameters),*]),
            body: #body,
            action: #action,
            answers: Borrowed(&[#(#answers),*]),
        }
    }
}

fn method(method: Method) -> TokenStream {
    match method {
        Method::Get => quote!(rt::Method::Get),
        Method::Put => quote!(rt::Method::Put),
        Method::Post => quote!(rt::Method::Post),
        Method::Delete => quote!(rt::Method::Delete),
        Method::Options => quote!(rt::Method::Options),
        Method::Head => quote!(rt::Method::Head),
        Method::Patch => quote!(rt::Method::Patch),
        Method::Trace => quote!(rt::Method::Trace),
    }
}

fn alternative(requirements: &List<Requirement>) -> TokenStream {
    let requirements = requirements.iter().map(|it| {
        let (scheme, scopes) = (number(it.scheme), texts(it.scopes.iter()));
        quote!(rt::Requirement { scheme: #scheme, scopes: #scopes })
    });
    quote!(Borrowed(&[#(#requirements),*]))
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let (name, place, required) =
        (text(&parameter.name), place(parameter.place), parameter.required);
    let kind = match parameter.kind {
        ValueKind::Text => quote!(Text),
        ValueKind::Integer => quote!(Integer),
        ValueKind::Number => quote!(Number),
        ValueKind::Boolean => quote!(Boolean),
        ValueKind::Repeated => quote!(Repeated),
        ValueKind::CommaSeparated => quote!(CommaSeparated),
    };
    let schema = text(&parameter.schema);
    quote! {
        rt::Parameter {
            name: #name,
            place: #place,
            required: #required,
            kind: rt::ValueKind::#kind,
            schema: #schema,
        }
    }
}

fn body(body: &Body) -> TokenStream {
    let (required, media_types) = (body.required, texts(body.media_types.iter()));
    let schema = text(&body.schema);
    quote!(rt::Body { required: #required, media_types: #media_types, schema: #schema })
}
