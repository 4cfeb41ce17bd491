//! The small pieces that all renderers share.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

use crate::model::{Presence, Type};
use crate::render::markdown;

/// Makes an identifier of a name from the model, which may be raw.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Makes a number without the suffix that says its type.
pub(super) fn number(number: usize) -> Literal {
    Literal::usize_unsuffixed(number)
}

/// Prints an option.
pub(super) fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |it| quote!(Some(#it)))
}

/// Makes documentation of a text from the document; `fallback` stands where there is none.
pub(super) fn doc(text: &str, fallback: &str) -> TokenStream {
    let lines = markdown::tame(text);
    comment(&if lines.is_empty() { markdown::tame(fallback) } else { lines })
}

/// Makes documentation of lines that are Markdown already.
pub(super) fn comment(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|it| if it.is_empty() { String::new() } else { format!(" {it}") });
    quote!(#(#[doc = #lines])*)
}

/// Turns the documentation of an item into that of the module around it.
pub(super) fn inner(doc: TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    for token in doc {
        let is_hash = matches!(&token, TokenTree::Punct(it) if it.as_char() == '#');
        out.extend([token]);
        if is_hash {
            out.extend(quote!(!));
        }
    }
    out
}

/// Prints a type; named types live in a module beside the one that names them.
pub(super) fn ty(ty: &Type) -> TokenStream {
    ty_from(&quote!(super::types::), ty)
}

/// Prints a type with the path that leads to named ones.
pub(super) fn ty_from(path: &TokenStream, ty: &Type) -> TokenStream {
    let of = |it: &Type| ty_from(path, it);
    match ty {
        Type::Text => quote!(String),
        Type::Integer => quote!(i64),
        Type::Number => quote!(f64),
        Type::Boolean => quote!(bool),
        Type::Chosen(ty) => ty.parse().expect("settings were checked to be types"),
        Type::Json => quote!(rt::Json),
        Type::Empty => quote!(rt::Empty),
        Type::Raw => quote!(rt::Raw),
        Type::Plain => quote!(rt::Text),
        Type::File => quote!(rt::File),
        Type::Maybe(inner) => {
            let inner = of(inner);
            quote!(Option<#inner>)
        }
        Type::Local(name) => ident(name).to_token_stream(),
        Type::List(item) => {
            let item = of(item);
            quote!(Vec<#item>)
        }
        Type::Tuple(items) => {
            // Only a tuple of one needs a comma at its end.
            let end = (items.len() == 1).then(|| quote!(,));
            let items = items.iter().map(of);
            quote!((#(#items),* #end))
        }
        Type::Map(value) => {
            let value = of(value);
            quote!(rt::Map<#value>)
        }
        Type::Named(name) => {
            let name = ident(name);
            quote!(#path #name)
        }
        Type::Boxed(name) => {
            let name = ident(name);
            quote!(Box<#path #name>)
        }
    }
}

/// Prints the type of a member.
pub(super) fn member_ty(path: &TokenStream, ty: &Type, presence: Presence) -> TokenStream {
    let ty = ty_from(path, ty);
    match presence {
        Presence::Required => ty,
        Presence::Optional => quote!(Option<#ty>),
        Presence::Nullable => quote!(rt::Nullable<#ty>),
        Presence::OptionalNullable => quote!(rt::Field<#ty>),
    }
}

/// Prints what gives a value, as the runtime's macros want it: `[…]` for a list.
pub(super) fn input_ty(path: &TokenStream, ty: &Type) -> TokenStream {
    match ty {
        Type::List(item) => {
            let item = ty_from(path, item);
            quote!([#item])
        }
        ty => ty_from(path, ty),
    }
}

/// Prints what gives a member.
pub(super) fn member_input(path: &TokenStream, ty: &Type, presence: Presence) -> TokenStream {
    match presence {
        Presence::Nullable | Presence::OptionalNullable => member_ty(path, ty, presence),
        Presence::Required | Presence::Optional => input_ty(path, ty),
    }
}

/// Prints the type of an argument that gives a member: as much as converts without a doubt.
pub(super) fn argument_ty(ty: &Type, presence: Presence) -> TokenStream {
    match presence {
        Presence::Nullable | Presence::OptionalNullable => {
            let member = member_ty(&quote!(super::types::), ty, presence);
            quote!(impl Into<#member>)
        }
        Presence::Required | Presence::Optional => value_ty(ty),
    }
}

/// Prints the expression that makes a member of an argument.
pub(super) fn argument(name: &Ident, ty: &Type, presence: Presence) -> TokenStream {
    match presence {
        Presence::Nullable | Presence::OptionalNullable => quote!(#name.into()),
        Presence::Required => value(name, ty),
        Presence::Optional => {
            let value = value(name, ty);
            quote!(Some(#value))
        }
    }
}

fn value_ty(ty: &Type) -> TokenStream {
    match ty {
        Type::Boolean | Type::Map(_) | Type::Empty => self::ty(ty),
        Type::List(item) => {
            let item = self::ty(item);
            quote!(impl IntoIterator<Item = impl Into<#item>>)
        }
        Type::Boxed(name) => {
            let name = ident(name);
            quote!(super::types::#name)
        }
        _ => {
            let ty = self::ty(ty);
            quote!(impl Into<#ty>)
        }
    }
}

fn value(name: &Ident, ty: &Type) -> TokenStream {
    match ty {
        Type::Boolean | Type::Map(_) | Type::Empty => quote!(#name),
        Type::List(_) => quote!(#name.into_iter().map(Into::into).collect()),
        Type::Boxed(_) => quote!(Box::new(#name)),
        _ => quote!(#name.into()),
    }
}
