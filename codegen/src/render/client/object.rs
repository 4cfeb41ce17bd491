//! Objects: a struct, and one macro that says how its members are read and written.

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
    let fields = members.iter().map(|it| ident(&it.rust));
    let types = members.iter().map(|it| member_ty(path, &it.ty, it.presence));
    let docs = members.iter().map(|it| doc(&it.doc, ""));
    let extra_field = extra.map(|it| {
        let ty = match it {
            Type::Json => quote!(rt::Extra),
            typed => ty_from(path, &Type::Map(Box::new(typed.clone()))),
        };
        quote! {
            /// What the server sent and the document does not name.
            pub extra: #ty,
        }
    });
    let with_extra = extra.map(|_| quote!(with extra));
    // Where nothing must be given, an object can be made of nothing.
    let is_free = !members.iter().any(|it| it.presence.is_given());
    let default = is_free.then(|| quote!(, default));
    let table = members.iter().map(entry);
    let constructor = constructor(definition, members, path);
    quote! {
        #object_doc
        #[non_exhaustive]
        pub struct #name {
            #(#docs pub #fields: #types,)*
            #extra_field
        }

        rt::object!(#name #with_extra #default: #(#table),*);

        #constructor
    }
}

fn entry(member: &Member) -> TokenStream {
    let field = ident(&member.rust);
    let presence = ident(if member.presence.is_given() { "required" } else { "optional" });
    let wire = &member.wire;
    // A raw identifier is not the name itself.
    let wire = (member.rust != *wire).then(|| quote!(= #wire));
    quote!(#presence #field #wire)
}

/// `new` takes what must be given.
///
/// What only ever comes from the server has no `new`: it would be a list of arguments as long as
/// the object, which nobody could call right.
fn constructor(
    definition: &Definition,
    members: &[Member],
    path: &TokenStream,
) -> Option<TokenStream> {
    let name = ident(&definition.rust);
    let given: Vec<&Member> = members.iter().filter(|it| it.presence.is_given()).collect();
    let inputs = given.iter().map(|it| {
        let (field, ty) = (ident(&it.rust), member_input(path, &it.ty, it.presence));
        quote!(#field(#ty))
    });
    (definition.sent && !given.is_empty()).then(|| quote!(rt::new!(#name: #(#inputs),*);))
}
