//! Resources.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use twinspec_blueprint::{IdShape, Origin, Resource, Scope, Stamp, StampFormat};

use crate::render::blueprint::{text, texts};
use crate::render::tokens::{number, option};

pub(super) fn resource(resource: &Resource) -> TokenStream {
    let (name, plural) = (text(&resource.name), text(&resource.plural));
    let scope = resource.scope.iter().map(scope);
    let id = texts(resource.id.iter());
    let origin = match resource.origin {
        Origin::Created => quote!(rt::Origin::Created),
        Origin::Given => quote!(rt::Origin::Given),
    };
    let id_shape = id_shape(&resource.id_shape);
    let created = option(resource.created.as_ref().map(stamp));
    let updated = option(resource.updated.as_ref().map(stamp));
    let properties = texts(resource.properties.iter());
    let schema = text(&resource.schema);
    quote! {
        rt::Resource {
            name: #name,
            plural: #plural,
            scope: Borrowed(&[#(#scope),*]),
            id: #id,
            id_shape: #id_shape,
            origin: #origin,
            created: #created,
            updated: #updated,
            properties: #properties,
            schema: #schema,
        }
    }
}

fn scope(scope: &Scope) -> TokenStream {
    let resource = option(scope.resource.map(|it| number(it).to_token_stream()));
    let (property, is_shown) = (text(&scope.property), scope.is_shown);
    quote!(rt::Scope { resource: #resource, property: #property, is_shown: #is_shown })
}

fn id_shape(shape: &IdShape) -> TokenStream {
    match shape {
        IdShape::Uuid => quote!(rt::IdShape::Uuid),
        IdShape::Integer => quote!(rt::IdShape::Integer),
        IdShape::Schema(schema) => {
            let schema = text(schema);
            quote!(rt::IdShape::Schema(#schema))
        }
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
