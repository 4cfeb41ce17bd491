//! Objects: a struct, a table of its members, and the two lists that read and write them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Definition, Member};
use crate::render::tokens::{argument, argument_ty, doc, ident, member_ty, number};

pub(super) fn object(definition: &Definition, members: &[Member], open: bool) -> TokenStream {
    let wire_name = &definition.rust;
    let name = ident(&definition.rust);
    let object_doc = doc(&definition.doc, &format!("`{}`.", definition.rust));
    let fields: Vec<_> = members.iter().map(|it| ident(&it.rust)).collect();
    let types = members.iter().map(|it| member_ty(&it.ty, it.presence));
    let docs = members.iter().map(|it| doc(&it.doc, &format!("`{}`.", it.wire)));
    let table = members.iter().map(|it| {
        let wire = &it.wire;
        if it.presence.is_given() {
            quote!(rt::Member::required(#wire))
        } else {
            quote!(rt::Member::optional(#wire))
        }
    });
    let indices: Vec<_> = (0..members.len()).map(number).collect();
    let constructors = constructors(definition, members, open);
    let extra = Extra::new(open);
    let (extra_field, extra_blank, extra_write, extra_access) =
        (extra.field, extra.blank, extra.write, extra.access);
    quote! {
        #object_doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#docs pub #fields: #types,)*
            #extra_field
        }

        #constructors

        impl rt::Object for #name {
            const NAME: &'static str = #wire_name;

            const MEMBERS: &'static [rt::Member] = &[#(#table),*];

            fn blank() -> Self {
                Self { #(#fields: rt::blank(),)* #extra_blank }
            }

            fn read<'de, A: rt::MapAccess<'de>>(
                &mut self,
                index: usize,
                source: &mut A,
            ) -> Result<(), A::Error> {
                match index {
                    #(#indices => rt::read(&mut self.#fields, source),)*
                    _ => rt::skip(source),
                }
            }

            fn write<M: rt::SerializeMap>(
                &self,
                out: &mut rt::Writer<'_, M>,
            ) -> Result<(), M::Error> {
                #(out.put(#indices, &self.#fields)?;)*
                #extra_write
            }

            #extra_access
        }

        rt::object!(#name);
    }
}

/// `new` takes what must be given; `Default` stands where nothing must.
///
/// What only ever comes from the server has no `new`: it would be a list of arguments as long as
/// the object, which nobody could call right.
fn constructors(definition: &Definition, members: &[Member], open: bool) -> TokenStream {
    let name = ident(&definition.rust);
    let given: Vec<&Member> = members.iter().filter(|it| it.presence.is_given()).collect();
    if given.is_empty() {
        return quote! {
            impl Default for #name {
                fn default() -> Self {
                    rt::blank()
                }
            }
        };
    }
    if !definition.sent {
        return TokenStream::new();
    }
    let fields: Vec<_> = given.iter().map(|it| ident(&it.rust)).collect();
    let types = given.iter().map(|it| argument_ty(&it.ty, it.presence));
    let values = given.iter().map(|it| field(it));
    let rest = (open || given.len() < members.len()).then(|| quote!(..rt::blank()));
    let new_doc = doc("", "Makes one with what it must have, and nothing else.");
    let arguments = quote!(#(#fields: #types),*);
    quote! {
        impl #name {
            #new_doc
            #[must_use]
            pub fn new(#arguments) -> Self {
                Self { #(#values,)* #rest }
            }
        }
    }
}

fn field(member: &Member) -> TokenStream {
    let name = ident(&member.rust);
    let value = argument(&name, &member.ty, member.presence);
    // A flag is taken as it is, and then the short form is the usual one.
    if name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
}

/// The place for members that the document does not name.
struct Extra {
    field: TokenStream,
    blank: TokenStream,
    write: TokenStream,
    access: TokenStream,
}

impl Extra {
    fn new(open: bool) -> Self {
        if !open {
            let write = quote!(Ok(()));
            let none = TokenStream::new;
            return Self { field: none(), blank: none(), write, access: none() };
        }
        Self {
            field: quote! {
                /// What the server sent and the document does not name.
                pub extra: rt::Extra,
            },
            blank: quote!(extra: rt::blank(),),
            write: quote!(out.extra(&self.extra)),
            access: quote! {
                fn extra(&mut self) -> Option<&mut rt::Extra> {
                    Some(&mut self.extra)
                }
            },
        }
    }
}
