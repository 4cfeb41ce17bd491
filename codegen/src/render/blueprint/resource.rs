//! Resources.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::{IdShape, Parent, Resource, Stamp, StampFormat};

use crate::render::blueprint::{text, texts};
use crate::render::tokens::{number, option};

pub(super) fn resource(resource: &Resource) -> TokenStream {
    let (name, plural, id) = (text(&resource.name), text(&resource.plural), text(&resource.id));
    let parent = option(resource.parent.as_ref().map(parent));
    let id_shape = id_shape(&resource.id_shape);
    let created = option(resource.created.as_ref().map(stamp));
    let updated = option(resource.updated.as_ref().map(stamp));
    let properties = texts(resource.properties.iter());
    let schema = text(&resource.schema);
    quote! {
        rt::Resource {
            name: #name,
            plural: #plural,
            parent: #parent,
            id: #id,
            id_shape: #id_shape,
            created: #created,
            updated: #updated,
            properties: #properties,
            schema: #schema,
        }
    }
}

fn parent(parent: &Parent) -> TokenStream {
    let (resource, property) = (number(parent.resource), text(&parent.property));
    quote!(rt::Parent { resource: #resource, property: #property })
}

fn id_shape(shape: &IdShape) -> TokenStream {
    match shape {
        IdShape::Uuid => quote!(rt::IdShape::Uuid),
        IdShape::Integer => quote!(rt::IdShape::Integer),
        IdShape::Random { prefix, alphabet, length } => {
            let (prefix, alphabet) = (text(prefix), text(alphabet));
            let length = number(*length);
            quote!(rt::IdShape::Random { prefix: #prefix, alphabet: #alphabet, length: #length })
        }
    }
}

fn stamp(stamp: &Stamp) -> TokenStream {
    let property = text(&stamp.property);
    let format = match stamp.format {
        StampFormat::Rfc3339Millis => quote!(Rfc3339Millis),
        StampFormat::Date => quote!(Date),
        StampFormat::UnixSeconds => quote!(UnixSeconds),
        StampFormat::UnixMillis => quote!(UnixMillis),
    };
    quote!(rt::Stamp { property: #property, format: rt::StampFormat::#format })
}
