//! The operations of a tag: a method, a builder, and one constant that describes the request.

pub(super) mod answer;
mod body;
mod description;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::{Given, Operation, Parameter, Presence, Tag, Type};
use crate::render::Examples;
use crate::render::tokens::{
    argument, argument_ty, comment, doc, ident, input_ty, member_input, number, ty,
};

pub(super) fn tag(tag: &Tag, examples: Option<&Examples<'_>>) -> TokenStream {
    let name = ident(&tag.rust);
    let tag_doc = doc(&tag.doc, &format!("The operations of `{}`.", tag.rust));
    let module_doc = format!(" The operations of `{}`.", tag.rust);
    let methods = tag.operations.iter().map(|it| {
        let example = examples.map(|examples| examples.of(tag, it));
        method(it, example.as_deref())
    });
    let operations = tag.operations.iter().map(operation);
    quote! {
        #![doc = #module_doc]
        use twinspec_client::facade as rt;

        #tag_doc
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c>(pub(super) &'c rt::Client);

        impl<'c> #name<'c> {
            #(#methods)*
        }

        #(#operations)*
    }
}

fn method(operation: &Operation, example: Option<&[String]>) -> TokenStream {
    let (name, builder) = (ident(&operation.rust), ident(&operation.builder));
    let constant = ident(&operation.constant);
    let line = format!("`{} {}`", operation.method.as_str(), operation.path);
    let doc = doc(&format!("{}\n\n{line}", operation.doc.trim()), &line);
    let example = example.filter(|it| !it.is_empty()).map(comment);
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let server = operation.server.as_ref().map(|it| quote!(.server(#it)));
    let inputs = Inputs::of(operation);
    let (names, types) = (&inputs.names, &inputs.types);
    let parameters = inputs.parameters;
    let body = inputs.body;
    quote! {
        #doc
        #example
        #deprecated
        pub fn #name(self, #(#names: #types),*) -> #builder<'c> {
            #builder(rt::Call::new(self.0, &#constant)#server #(#parameters)* #body)
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
            inputs.parameters.push(given(index, &name, &parameter.ty));
            inputs.types.push(argument_ty(&parameter.ty, Presence::Required));
            inputs.names.push(name);
        }
        let Some(body) = &operation.body else { return inputs };
        inputs.body = Some(match &body.given {
            _ if !body.required => quote!(, None),
            Given::Whole(rust) => {
                let name = ident(rust);
                let value = argument(&name, &body.ty, Presence::Required);
                inputs.types.push(argument_ty(&body.ty, Presence::Required));
                inputs.names.push(name);
                quote!(, Some(#value))
            }
            Given::Members(members) => {
                let given = members.iter().filter(|it| it.member.presence.is_given());
                let mut names = Vec::new();
                for input in given {
                    names.push(ident(&input.rust));
                    inputs.types.push(argument_ty(&input.member.ty, input.member.presence));
                }
                let ty = ty(&body.ty);
                inputs.names.extend(names.iter().cloned());
                if names.is_empty() {
                    quote!(, Some(rt::blank()))
                } else {
                    quote!(, Some(#ty::new(#(#names),*)))
                }
            }
        });
        inputs
    }
}

/// Prints what gives a parameter its argument.
fn given(index: usize, name: &Ident, ty: &Type) -> TokenStream {
    let index = number(index);
    match ty {
        Type::List(item) => {
            let item = self::ty(item);
            quote!(.give_all::<#item>(#index, #name))
        }
        Type::Boolean | Type::Map(_) | Type::Empty => quote!(.with(#index, &#name)),
        _ => {
            let ty = self::ty(ty);
            quote!(.give::<#ty>(#index, #name))
        }
    }
}

fn required(operation: &Operation) -> impl Iterator<Item = (usize, &Parameter)> {
    operation.parameters.iter().enumerate().filter(|(_, it)| it.required)
}

fn operation(operation: &Operation) -> TokenStream {
    let builder = ident(&operation.builder);
    let success = ty(&operation.success);
    let errors = answer::errors_ty(operation);
    let shared = answer::shared_errors(operation);
    let body = body::body(operation);
    let (given, body_items) = (body.given, body.items);
    let setters = setters(operation);
    let answers = answer::items(operation);
    let description = description::description(operation);
    quote! {
        rt::call!(#builder #given -> #success, #errors #shared);

        #setters

        #body_items

        #answers

        #description
    }
}

fn setters(operation: &Operation) -> TokenStream {
    let builder = ident(&operation.builder);
    let optional = operation.parameters.iter().enumerate().filter(|(_, it)| !it.required);
    let parameters: Vec<_> = optional.map(|(index, it)| parameter(index, it)).collect();
    let parameters =
        (!parameters.is_empty()).then(|| quote!(rt::parameters! { #builder { #(#parameters,)* } }));
    let choice = answer::choice(operation);
    let body = operation.body.as_ref().map(|body| match &body.given {
        Given::Members(inputs) => {
            let optional = inputs.iter().filter(|it| !it.member.presence.is_given());
            let members: Vec<_> = optional.map(member).collect();
            (!members.is_empty()).then(|| quote!(rt::members! { #builder { #(#members,)* } }))
        }
        Given::Whole(rust) if !body.required => Some(whole(&builder, rust, &body.ty)),
        Given::Whole(_) => None,
    });
    let body = body.flatten();
    quote!(#parameters #choice #body)
}

fn parameter(index: usize, parameter: &Parameter) -> TokenStream {
    let (index, name) = (number(index), ident(&parameter.rust));
    let doc = doc(&parameter.doc, &format!("Sets `{}`.", parameter.wire));
    let ty = input_ty(&quote!(super::types::), &parameter.ty);
    quote!(#doc #name(#ty) = #index)
}

fn member(input: &crate::model::Input) -> TokenStream {
    let member = &input.member;
    let (name, field) = (ident(&input.rust), ident(&member.rust));
    let doc = doc(&member.doc, &format!("Sets `{}`.", member.wire));
    let ty = member_input(&quote!(super::types::), &member.ty, member.presence);
    quote!(#doc #name(#ty) = #field)
}

/// The setter of a body that need not be there.
fn whole(builder: &Ident, rust: &str, ty: &Type) -> TokenStream {
    let name = ident(rust);
    let argument_ty = argument_ty(ty, Presence::Required);
    let value = argument(&name, ty, Presence::Required);
    quote! {
        impl #builder<'_> {
            /// Sets the body.
            pub fn #name(mut self, #name: #argument_ty) -> Self {
                self.1 = Some(#value);
                self
            }
        }
    }
}
