//! How the body of a request gets into the call.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{BodyVariant, Form, Operation, Part, Rest, Type, Writing};
use crate::render::client::operation::description::parameter;
use crate::render::tokens::{doc, ident, ty};

/// What a builder needs for its body.
#[derive(Default)]
pub(super) struct Body {
    /// Its type and the function that gives it to the call.
    pub(super) given: TokenStream,
    /// That function, and the enum of several forms.
    pub(super) items: TokenStream,
}

pub(super) fn body(operation: &Operation) -> Body {
    let Some(body) = &operation.body else { return Body::default() };
    let body_ty = ty(&body.ty);
    let whole = |give: TokenStream, items| Body { given: quote!((#body_ty, #give)), items };
    match &body.form {
        Form::Json(media_type) if media_type == "application/json" => {
            whole(quote!(rt::Call::json), TokenStream::new())
        }
        Form::Fields(_) => whole(quote!(rt::Call::form), TokenStream::new()),
        Form::OneOf(variants) => {
            whole(quote!(#body_ty::give), one_of(operation, &body.ty, variants))
        }
        form => {
            let name = ident(&format!("give_{}", operation.rust.trim_start_matches("r#")));
            let given = given(form);
            let items = quote! {
                fn #name<'c>(call: rt::Call<'c>, body: &#body_ty) -> rt::Call<'c> {
                    #given
                }
            };
            whole(quote!(#name), items)
        }
    }
}

/// Prints what puts `body` into `call`.
fn given(form: &Form) -> TokenStream {
    match form {
        Form::Json(media_type) if media_type == "application/json" => quote!(call.json(body)),
        Form::Json(media_type) => quote!(call.json_as(#media_type, body)),
        Form::Fields(writings) if writings.is_empty() => quote!(call.form(body)),
        Form::Fields(writings) => {
            let encoding = writings.iter().map(|(name, writing)| member(name, writing));
            quote!(call.form_as(body, &[#(#encoding),*]))
        }
        Form::Multipart(parts, rest) => {
            let parts = parts.iter().map(part);
            let rest = match rest {
                Rest::None => None,
                Rest::Extra => Some(quote!(.extra(&body.extra))),
                Rest::All => Some(quote!(.all(body))),
            };
            quote!(call.multipart(rt::Parts::new() #(#parts)* #rest))
        }
        Form::File(media_type) => quote!(call.file(#media_type, body)),
        Form::Text(media_type) => quote!(call.text(#media_type, body.as_str())),
        Form::OneOf(_) => quote!(call),
    }
}

fn member(name: &str, writing: &Writing) -> TokenStream {
    parameter(twinspec_blueprint::Place::Query, name, writing)
}

fn part(part: &Part) -> TokenStream {
    let (wire, field) = (&part.wire, ident(&part.rust));
    match (&part.media_type, part.is_file) {
        (None, true) => quote!(.file(#wire, &body.#field)),
        (None, false) => quote!(.value(#wire, &body.#field)),
        (Some(media_type), true) => quote!(.file_as(#wire, #media_type, &body.#field)),
        (Some(media_type), false) => quote!(.value_as(#wire, #media_type, &body.#field)),
    }
}

/// The enum of the forms in which a body may be given.
fn one_of(operation: &Operation, body_ty: &Type, variants: &[BodyVariant]) -> TokenStream {
    let name = ty(body_ty);
    let enum_doc = doc("", &format!("The body of `{}`, in one of its forms.", operation.id));
    let cases = variants.iter().map(|it| {
        let (variant, ty, given) = (ident(&it.rust), ty(&it.ty), given(&it.form));
        quote!(#variant(#ty) = |call, body| #given)
    });
    let is_only =
        |it: &&BodyVariant| variants.iter().filter(|other| other.ty == it.ty).count() == 1;
    let from = variants.iter().filter(is_only).map(|it| {
        let (variant, ty) = (ident(&it.rust), ty(&it.ty));
        quote! {
            impl From<#ty> for #name {
                fn from(body: #ty) -> Self {
                    Self::#variant(body)
                }
            }
        }
    });
    quote! {
        rt::bodies! { #enum_doc pub enum #name { #(#cases,)* } }

        #(#from)*
    }
}
