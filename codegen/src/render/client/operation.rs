//! The operations of a tag: a method, a builder, and one constant that describes the request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use twinspec_blueprint::{Method, Place, Status};

use crate::model::{Body, ErrorBody, Operation, Parameter, Presence, Tag};
use crate::render::tokens::{argument, argument_ty, doc, ident, number, ty, typed_argument};

pub(super) fn tag(tag: &Tag) -> TokenStream {
    let name = ident(&tag.rust);
    let tag_doc = doc(&tag.doc, &format!("The operations of `{}`.", tag.rust));
    let module_doc = format!(" The operations of `{}`.", tag.rust);
    let methods = tag.operations.iter().map(method);
    let operations = tag.operations.iter().map(operation);
    quote! {
        #![doc = #module_doc]
        use twinspec_client::facade as rt;

        #tag_doc
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> {
            pub(super) client: &'c rt::Client,
        }

        impl<'c> #name<'c> {
            #(#methods)*
        }

        #(#operations)*
    }
}

fn method(operation: &Operation) -> TokenStream {
    let (name, builder) = (ident(&operation.rust), ident(&operation.builder));
    let constant = ident(&operation.constant);
    let line = format!("`{} {}`", operation.method.as_str(), operation.path);
    let doc = doc(&format!("{}\n\n{line}", operation.doc.trim()), &line);
    let inputs = Inputs::of(operation);
    let (names, types) = (&inputs.names, &inputs.types);
    let parameters = inputs.parameters;
    let body = inputs.body;
    quote! {
        #doc
        pub fn #name(self, #(#names: #types),*) -> #builder<'c> {
            #builder {
                call: rt::Call::new(self.client, &#constant)#(#parameters)*,
                #body
            }
        }
    }
}

/// What a call takes as arguments: required parameters, then what its body must have.
struct Inputs {
    names: Vec<Ident>,
    types: Vec<TokenStream>,
    parameters: Vec<TokenStream>,
    body: Option<TokenStream>,
}

impl Inputs {
    fn of(operation: &Operation) -> Self {
        let mut inputs = Self { names: vec![], types: vec![], parameters: vec![], body: None };
        for (index, parameter) in required(operation) {
            let name = ident(&parameter.rust);
            let value = typed_argument(&name, &parameter.ty);
            let index = number(index);
            inputs.parameters.push(quote!(.with(#index, #value)));
            inputs.types.push(argument_ty(&parameter.ty, Presence::Required));
            inputs.names.push(name);
        }
        match &operation.body {
            None => {}
            Some(Body::Whole { rust, ty }) => {
                let name = ident(rust);
                let value = argument(&name, ty, Presence::Required);
                // The short form is the usual one, where the argument is taken as it is.
                let is_plain = name == "body" && name == value.to_string();
                inputs.body = Some(if is_plain { quote!(body,) } else { quote!(body: #value,) });
                inputs.types.push(argument_ty(ty, Presence::Required));
                inputs.names.push(name);
            }
            Some(Body::Members { ty, inputs: members }) => {
                let body = ident(ty);
                let given = members.iter().filter(|it| it.member.presence.is_given());
                let mut names = Vec::new();
                for input in given {
                    names.push(ident(&input.rust));
                    inputs.types.push(argument_ty(&input.member.ty, input.member.presence));
                }
                inputs.body = Some(if names.is_empty() {
                    quote!(body: rt::blank(),)
                } else {
                    quote!(body: super::types::#body::new(#(#names),*),)
                });
                inputs.names.extend(names);
            }
        }
        inputs
    }
}

fn required(operation: &Operation) -> impl Iterator<Item = (usize, &Parameter)> {
    operation.parameters.iter().enumerate().filter(|(_, it)| it.required)
}

fn operation(operation: &Operation) -> TokenStream {
    let builder = ident(&operation.builder);
    let builder_doc = doc("", &format!("A call of `{}`, sent when it is awaited.", operation.id));
    let success = ty(&operation.success);
    let error = if operation.errors.is_empty() {
        quote!(rt::NoBodies)
    } else {
        let name = ident(&operation.error);
        quote!(#name)
    };
    let body_field = operation.body.as_ref().map(|it| {
        let ty = match it {
            Body::Whole { ty: whole, .. } => ty(whole),
            Body::Members { ty, .. } => {
                let ty = ident(ty);
                quote!(super::types::#ty)
            }
        };
        quote!(body: #ty,)
    });
    let send = if operation.body.is_some() {
        quote!(self.call.json(&self.body).send())
    } else {
        quote!(self.call.send())
    };
    let setters = setters(operation);
    let setters = (!setters.is_empty()).then(|| quote!(impl #builder<'_> { #(#setters)* }));
    let errors = (!operation.errors.is_empty()).then(|| errors(operation));
    let description = description(operation);
    quote! {
        #builder_doc
        #[derive(Debug)]
        #[must_use = "an operation does nothing until it is awaited"]
        pub struct #builder<'c> {
            call: rt::Call<'c>,
            #body_field
        }

        #setters

        impl<'c> IntoFuture for #builder<'c> {
            type Output = Result<rt::Response<#success>, rt::Error<#error>>;
            type IntoFuture = rt::Sending<'c, #success, #error>;

            fn into_future(self) -> Self::IntoFuture {
                #send
            }
        }

        #errors

        #description
    }
}

fn setters(operation: &Operation) -> Vec<TokenStream> {
    let optional = operation.parameters.iter().enumerate().filter(|(_, it)| !it.required);
    let mut setters: Vec<TokenStream> = optional.map(|(index, it)| parameter(index, it)).collect();
    if let Some(Body::Members { inputs, .. }) = &operation.body {
        for input in inputs.iter().filter(|it| !it.member.presence.is_given()) {
            let member = &input.member;
            let (name, field) = (ident(&input.rust), ident(&member.rust));
            let doc = doc(&member.doc, &format!("Sets `{}`.", member.wire));
            let ty = argument_ty(&member.ty, member.presence);
            let value = argument(&name, &member.ty, member.presence);
            setters.push(quote! {
                #doc
                pub fn #name(mut self, #name: #ty) -> Self {
                    self.body.#field = #value;
                    self
                }
            });
        }
    }
    setters
}

fn parameter(index: usize, parameter: &Parameter) -> TokenStream {
    let (index, name) = (number(index), ident(&parameter.rust));
    let doc = doc(&parameter.doc, &format!("Sets `{}`.", parameter.wire));
    let ty = argument_ty(&parameter.ty, Presence::Required);
    let value = typed_argument(&name, &parameter.ty);
    quote! {
        #doc
        pub fn #name(mut self, #name: #ty) -> Self {
            self.call.set(#index, #value);
            self
        }
    }
}

fn errors(operation: &Operation) -> TokenStream {
    let name = ident(&operation.error);
    let doc_text = doc("", &format!("The errors that `{}` documents.", operation.id));
    let variants: Vec<_> = operation.errors.iter().map(|it| ident(&it.rust)).collect();
    let types = operation.errors.iter().map(|it| ty(&it.ty));
    let docs = operation.errors.iter().map(|it| doc(&it.doc, &format!("`{}`.", it.rust)));
    let statuses = operation.errors.iter().map(status);
    let (last, others) = variants.split_last().expect("only called with errors");
    let indices = (0..others.len()).map(number);
    quote! {
        #doc_text
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#docs #variants(#types),)*
        }

        impl rt::ErrorBodies for #name {
            const STATUSES: &'static [rt::Statuses] = &[#(#statuses),*];

            fn read(index: usize, body: &[u8]) -> Result<Self, rt::DecodeError> {
                match index {
                    #(#indices => rt::decode(body).map(Self::#others),)*
                    _ => rt::decode(body).map(Self::#last),
                }
            }
        }
    }
}

fn status(error: &ErrorBody) -> TokenStream {
    match error.status {
        Status::Exact(code) => {
            let code = number(code.into());
            quote!(rt::Statuses::Exact(#code))
        }
        Status::Range(digit) => {
            let digit = number(digit.into());
            quote!(rt::Statuses::Range(#digit))
        }
        Status::Default => quote!(rt::Statuses::Default),
    }
}

fn description(operation: &Operation) -> TokenStream {
    let constant = ident(&operation.constant);
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(match operation.method {
        Method::Get => "Get",
        Method::Put => "Put",
        Method::Post => "Post",
        Method::Delete => "Delete",
        Method::Options => "Options",
        Method::Head => "Head",
        Method::Patch => "Patch",
        Method::Trace => "Trace",
    });
    let parameters = operation.parameters.iter().map(|it| {
        let wire = &it.wire;
        match it.place {
            Place::Path => quote!(rt::Parameter::path(#wire)),
            Place::Header => quote!(rt::Parameter::header(#wire)),
            Place::Query | Place::Cookie => quote!(rt::Parameter::query(#wire)),
        }
    });
    let security = operation.security.iter().map(|it| quote!(&[#(#it),*]));
    quote! {
        static #constant: rt::Operation = rt::Operation {
            id: #id,
            method: rt::Method::#method,
            path: #path,
            parameters: &[#(#parameters),*],
            security: &[#(#security),*],
        };
    }
}
