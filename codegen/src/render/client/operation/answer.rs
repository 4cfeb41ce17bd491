//! What comes back: the enums of answers and of errors.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::Status;

use crate::model::{Answers, ErrorBody, Errors, Operation, SharedErrors};
use crate::render::tokens::{doc, ident, number, ty};

/// Prints the type of the documented errors.
pub(super) fn errors_ty(operation: &Operation) -> TokenStream {
    match &operation.errors {
        Errors::None => quote!(rt::NoBodies),
        Errors::Own { rust, .. } | Errors::Shared { rust, .. } => {
            let name = ident(rust);
            quote!(#name)
        }
    }
}

/// Prints what the type of the errors is another name of, where several operations document them.
pub(super) fn shared_errors(operation: &Operation) -> Option<TokenStream> {
    let Errors::Shared { shared, .. } = &operation.errors else { return None };
    let shared = ident(shared);
    Some(quote!(= super::errors::#shared))
}

pub(super) fn items(operation: &Operation) -> TokenStream {
    let answers = operation.answers.as_ref().map(|it| answers(it, operation));
    let errors = match &operation.errors {
        Errors::Own { rust, bodies } => Some(errors(rust, bodies)),
        Errors::None | Errors::Shared { .. } => None,
    };
    quote!(#answers #errors)
}

/// The module of the errors that several operations document.
pub(in crate::render) fn shared(shared: &[SharedErrors]) -> TokenStream {
    let enums = shared.iter().map(|it| errors(&it.rust, &it.bodies));
    quote! {
        //! Errors that several operations document.
        use twinspec_client::facade as rt;

        #(#enums)*
    }
}

fn errors(rust: &str, bodies: &[ErrorBody]) -> TokenStream {
    let (name, bodies) = (ident(rust), bodies.iter().map(error));
    quote!(rt::errors! { pub enum #name { #(#bodies,)* } })
}

fn error(error: &ErrorBody) -> TokenStream {
    let doc = doc(&error.doc, &format!("`{}`.", error.rust));
    let (variant, ty, statuses) = (ident(&error.rust), ty(&error.ty), statuses(error.status));
    quote!(#doc #variant(#ty) = #statuses)
}

fn statuses(status: Status) -> TokenStream {
    match status {
        Status::Exact(code) => {
            let code = number(code.into());
            quote!(Exact(#code))
        }
        Status::Range(digit) => {
            let digit = number(digit.into());
            quote!(Range(#digit))
        }
        Status::Default => quote!(Default),
    }
}

fn answers(answers: &Answers, operation: &Operation) -> TokenStream {
    let (name, accept) = (ident(&answers.rust), &answers.accept);
    let enum_doc = doc("", &format!("The answers of `{}`.", operation.id));
    let cases = answers.cases.iter().enumerate().map(|(index, case)| {
        let doc = doc(&case.doc, &format!("`{}`.", case.rust));
        let (variant, ty, statuses) = (ident(&case.rust), ty(&case.ty), statuses(case.status));
        let index = number(index);
        let media_type = case.media_type.as_ref().map(|it| quote!(, #it));
        quote!(#doc #variant(#ty) = (#index, #statuses #media_type))
    });
    quote! {
        rt::answers! {
            #[accept = #accept]
            #enum_doc
            pub enum #name { #(#cases,)* }
        }
    }
}

/// The setter by which a caller picks among several media types.
pub(super) fn choice(operation: &Operation) -> Option<TokenStream> {
    let answers = operation.answers.as_ref()?;
    let (builder, name) = (ident(&operation.builder), ident(answers.choice.as_ref()?));
    let media_types: Vec<String> = answers
        .cases
        .iter()
        .filter_map(|it| Some(format!("`{}`", it.media_type.as_ref()?)))
        .collect();
    let doc = doc("", &format!("Asks for this media type: {}.", media_types.join(", ")));
    Some(quote! {
        impl #builder<'_> {
            #doc
            pub fn #name(mut self, media_type: &'static str) -> Self {
                self.0 = self.0.accept(media_type);
                self
            }
        }
    })
}
