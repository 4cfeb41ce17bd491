//! Operations and what they do.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use twinspec_blueprint::{Body, Content, List, Method, Operation, Parameter, Requirement, Style};

use crate::render::blueprint::constant::Constants;
use crate::render::blueprint::{action, place, text, texts};
use crate::render::tokens::{number, option};

pub(super) fn operation(operation: &Operation, constants: &Constants<'_>) -> TokenStream {
    let (id, path, method) = (text(&operation.id), text(&operation.path), method(operation.method));
    let security = if operation.security.is_empty() {
        quote!(&[])
    } else {
        constants.securities.name(&operation.security).to_token_stream()
    };
    let parameters = operation.parameters.iter().map(|it| constants.parameters.name(it));
    let body = option(operation.body.as_ref().map(body));
    let action = action::action(&operation.action);
    let answers = operation.answers.iter().map(|it| constants.answers.name(it));
    quote! {
        rt::Operation {
            id: #id,
            method: #method,
            path: #path,
            security: Borrowed(#security),
            parameters: Borrowed(&[#(parameters::#parameters),*]),
            body: #body,
            action: #action,
            answers: Borrowed(&[#(answers::#answers),*]),
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

pub(super) fn alternative(requirements: &List<Requirement>) -> TokenStream {
    let requirements = requirements.iter().map(|it| {
        let (scheme, scopes) = (number(it.scheme), texts(it.scopes.iter()));
        quote!(rt::Requirement { scheme: #scheme, scopes: #scopes })
    });
    quote!(Borrowed(&[#(#requirements),*]))
}

pub(super) fn parameter(parameter: &Parameter) -> TokenStream {
    let (name, place, required) =
        (text(&parameter.name), place(parameter.place), parameter.required);
    let (may_be_empty, explode) = (parameter.may_be_empty, parameter.explode);
    let style = style(parameter.style);
    let schema = text(&parameter.schema);
    quote! {
        rt::Parameter {
            name: #name,
            place: #place,
            required: #required,
            may_be_empty: #may_be_empty,
            style: #style,
            explode: #explode,
            schema: #schema,
        }
    }
}

fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote!(rt::Style::Simple),
        Style::Label => quote!(rt::Style::Label),
        Style::Matrix => quote!(rt::Style::Matrix),
        Style::Form => quote!(rt::Style::Form),
        Style::SpaceDelimited => quote!(rt::Style::SpaceDelimited),
        Style::PipeDelimited => quote!(rt::Style::PipeDelimited),
        Style::DeepObject => quote!(rt::Style::DeepObject),
        Style::Json => quote!(rt::Style::Json),
        Style::Opaque => quote!(rt::Style::Opaque),
    }
}

fn body(body: &Body) -> TokenStream {
    let (required, contents) = (body.required, body.contents.iter().map(content));
    quote!(rt::Body { required: #required, contents: Borrowed(&[#(#contents),*]) })
}

fn content(content: &Content) -> TokenStream {
    let (media_type, schema) = (text(&content.media_type), text(&content.schema));
    let encodings = content.encodings.iter().map(|it| {
        let (property, style, explode) = (text(&it.property), style(it.style), it.explode);
        quote!(rt::Encoding { property: #property, style: #style, explode: #explode })
    });
    quote! {
        rt::Content {
            media_type: #media_type,
            schema: #schema,
            encodings: Borrowed(&[#(#encodings),*]),
        }
    }
}
