//! Objects: a struct, whose members say what they are called on the wire.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Definition, Member, Type};
use crate::render::tokens::{doc, ident, member_input, member_ty, ty_from};

pub(super) fn object(
    definition: &Definition,
    members: &[Member],
    extra: Option<&Type>,
    path: &TokenStream,
) -> TokenStream {
    let name = ident(&definition.rust);
    let object_doc = doc(&definition.doc, "");
    let made = made(definition, members, path);
    let extra = extra.map(|it| match it {
        Type::Json => quote!(with extra),
        typed => {
            let ty = ty_from(path, typed);
            quote!(with extra(#ty))
        }
    });
    let members = members.iter().map(|it| member(it, path));
    quote! {
        #object_doc
        pub struct #name #extra #made { #(#members,)* }
    }
}

fn member(member: &Member, path: &TokenStream) -> TokenStream {
    let (field, ty) = (ident(&member.rust), member_ty(path, &member.ty, member.presence));
    let (doc, wire) = (doc(&member.doc, ""), &member.wire);
    // A raw identifier is not the name itself.
    let wire = (member.rust != *wire).then(|| quote!(= #wire));
    quote!(#doc pub #field: #ty #wire)
}

/// What an object can be made of: of nothing where nothing must be given, else of what must.
///
/// What only ever comes from the server has no `new`: it would be a list of arguments as long as
/// the object, which nobody could call right.
fn made(definition: &Definition, members: &[Member], path: &TokenStream) -> Option<TokenStream> {
    let given: Vec<&Member> = members.iter().filter(|it| it.presence.is_given()).collect();
    if given.is_empty() {
        return Some(quote!(: default));
    }
    let inputs = given.iter().map(|it| {
        let (field, ty) = (ident(&it.rust), member_input(path, &it.ty, it.presence));
        quote!(#field(#ty))
    });
    definition.sent.then(|| quote!(: new(#(#inputs),*)))
}
