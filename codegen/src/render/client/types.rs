//! The types of bodies and parameters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Definition, Kind, KindVariant, Shape, TextValue};
use crate::render::client::object::object;
use crate::render::tokens::{doc, ident, number, ty};

pub(super) fn types(api: &Api) -> TokenStream {
    let definitions = api.types.iter().map(definition);
    let import = (!api.types.is_empty()).then(|| {
        quote!(
            use twinspec_client::facade as rt;
        )
    });
    quote! {
        //! What goes in and what comes out.
        #import

        #(#definitions)*
    }
}

fn definition(definition: &Definition) -> TokenStream {
    match &definition.shape {
        Shape::Object { members, open } => object(definition, members, *open),
        Shape::TextEnum(values) => text_enum(definition, values),
        Shape::KindUnion(variants) => kind_union(definition, variants),
    }
}

fn text_enum(definition: &Definition, values: &[TextValue]) -> TokenStream {
    let name = ident(&definition.rust);
    let doc = doc(&definition.doc, &format!("`{}`.", definition.rust));
    let variants: Vec<_> = values.iter().map(|it| ident(&it.rust)).collect();
    let wires: Vec<_> = values.iter().map(|it| &it.wire).collect();
    let variant_docs =
        values.iter().map(|it| crate::render::tokens::doc("", &format!("`{}`.", it.wire)));
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value that the document does not name.
            Other(String),
        }

        impl rt::TextEnum for #name {
            const VALUES: &'static [(&'static str, Self)] = &[#((#wires, Self::#variants)),*];

            fn other(text: String) -> Self {
                Self::Other(text)
            }

            fn as_other(&self) -> Option<&str> {
                match self {
                    Self::Other(text) => Some(text),
                    _ => None,
                }
            }
        }

        rt::text_enum!(#name);
    }
}

fn kind_union(definition: &Definition, variants: &[KindVariant]) -> TokenStream {
    let name = ident(&definition.rust);
    let doc = doc(&definition.doc, &format!("`{}`.", definition.rust));
    let names: Vec<_> = variants.iter().map(|it| variant(it.kind)).collect();
    let types = variants.iter().map(|it| ty(&it.ty));
    let variant_docs = variants.iter().map(|it| match it.kind {
        Kind::Text => "Text.",
        Kind::Number => "A number.",
        Kind::Boolean => "True or false.",
        Kind::List => "A list.",
        Kind::Object => "An object.",
    });
    let variant_docs = variant_docs.map(|it| crate::render::tokens::doc("", it));
    let indices = (0..variants.len()).map(number);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #names(#types),)*
            /// A value of a kind that the document does not name.
            Other(rt::Json),
        }

        impl rt::KindUnion for #name {
            const KINDS: &'static [rt::Kind] = &[#(rt::Kind::#names),*];

            fn read(index: usize, json: &rt::Json) -> Result<Self, rt::DecodeError> {
                match index {
                    #(#indices => rt::read_json(json).map(Self::#names),)*
                    _ => Ok(Self::Other(json.clone())),
                }
            }

            fn other(json: rt::Json) -> Self {
                Self::Other(json)
            }

            fn write<S: rt::Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#names(value) => rt::write(value, sink),)*
                    Self::Other(value) => rt::write(value, sink),
                }
            }
        }

        rt::kind_union!(#name);
    }
}

/// The variants are called like the runtime's kinds.
fn variant(kind: Kind) -> proc_macro2::Ident {
    ident(match kind {
        Kind::Text => "Text",
        Kind::Number => "Number",
        Kind::Boolean => "Boolean",
        Kind::List => "List",
        Kind::Object => "Object",
    })
}
