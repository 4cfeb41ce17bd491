//! Answers, slot by slot.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::{
    Answer, Fill, Header, Make, Property, Representation, Slot, Status, Url, View,
};

use crate::render::blueprint::text;
use crate::render::tokens::{number, option};

pub(super) fn answer(answer: &Answer) -> TokenStream {
    let status = match answer.status {
        Status::Exact(code) => {
            let code = number(code.into());
            quote!(rt::Status::Exact(#code))
        }
        Status::Range(digit) => {
            let digit = number(digit.into());
            quote!(rt::Status::Range(#digit))
        }
        Status::Default => quote!(rt::Status::Default),
    };
    let media_type = option(answer.media_type.as_deref().map(text));
    let body = fill(&answer.body);
    let schema = option(answer.schema.as_deref().map(text));
    let representations = answer.representations.iter().map(representation);
    let headers = answer.headers.iter().map(header);
    quote! {
        rt::Answer {
            status: #status,
            media_type: #media_type,
            body: #body,
            schema: #schema,
            representations: Borrowed(&[#(#representations),*]),
            headers: Borrowed(&[#(#headers),*]),
        }
    }
}

fn representation(representation: &Representation) -> TokenStream {
    let media_type = text(&representation.media_type);
    let schema = option(representation.schema.as_deref().map(text));
    let examples = representation.examples.iter().map(|it| {
        let (name, value) = (text(&it.name), text(&it.value));
        quote!(rt::Example { name: #name, value: #value })
    });
    quote! {
        rt::Representation {
            media_type: #media_type,
            schema: #schema,
            examples: Borrowed(&[#(#examples),*]),
        }
    }
}

fn header(header: &Header) -> TokenStream {
    let (name, required, schema) = (text(&header.name), header.required, text(&header.schema));
    let example = option(header.example.as_deref().map(text));
    quote!(rt::Header { name: #name, required: #required, schema: #schema, example: #example })
}

fn slots(slots: &[Slot]) -> TokenStream {
    let slots = slots.iter().map(|it| {
        let (name, required, fill) = (text(&it.name), it.required, fill(&it.fill));
        quote!(rt::Slot { name: #name, required: #required, fill: #fill })
    });
    quote!(Borrowed(&[#(#slots),*]))
}

fn fill(fill: &Fill) -> TokenStream {
    match fill {
        Fill::Nothing => quote!(rt::Fill::Nothing),
        Fill::Object(it) => {
            let slots = slots(it);
            quote!(rt::Fill::Object(#slots))
        }
        Fill::Entity(it) => {
            let view = view(it);
            quote!(rt::Fill::Entity(#view))
        }
        Fill::Entities(it) => {
            let view = view(it);
            quote!(rt::Fill::Entities(#view))
        }
        Fill::Keyed(it) => {
            let view = view(it);
            quote!(rt::Fill::Keyed(#view))
        }
        Fill::Property(name) => {
            let name = text(name);
            quote!(rt::Fill::Property(#name))
        }
        Fill::Id => quote!(rt::Fill::Id),
        Fill::Ids => quote!(rt::Fill::Ids),
        Fill::HasMore => quote!(rt::Fill::HasMore),
        Fill::Limit => quote!(rt::Fill::Limit),
        Fill::Offset => quote!(rt::Fill::Offset),
        Fill::Pages => quote!(rt::Fill::Pages),
        Fill::PreviousUrl(it) => {
            let url = url(*it);
            quote!(rt::Fill::PreviousUrl(#url))
        }
        Fill::FirstId => quote!(rt::Fill::FirstId),
        Fill::LastId => quote!(rt::Fill::LastId),
        Fill::Created => quote!(rt::Fill::Created),
        Fill::Added => quote!(rt::Fill::Added),
        Fill::Total => quote!(rt::Fill::Total),
        Fill::Count => quote!(rt::Fill::Count),
        Fill::Page => quote!(rt::Fill::Page),
        Fill::NextPage => quote!(rt::Fill::NextPage),
        Fill::PreviousPage => quote!(rt::Fill::PreviousPage),
        Fill::NextUrl(it) => {
            let url = url(*it);
            quote!(rt::Fill::NextUrl(#url))
        }
        Fill::CursorId => quote!(rt::Fill::CursorId),
        Fill::CursorStamp => quote!(rt::Fill::CursorStamp),
        Fill::Made(it) => {
            let make = make(it);
            quote!(rt::Fill::Made(#make))
        }
    }
}

fn url(url: Url) -> TokenStream {
    match url {
        Url::Relative => quote!(rt::Url::Relative),
        Url::Absolute => quote!(rt::Url::Absolute),
    }
}

fn view(view: &View) -> TokenStream {
    let properties = view.properties.iter().map(property);
    let (open, schema) = (view.open, text(&view.schema));
    let id = option(view.id.as_deref().map(text));
    quote! {
        rt::View {
            properties: Borrowed(&[#(#properties),*]),
            id: #id,
            open: #open,
            schema: #schema,
        }
    }
}

fn property(property: &Property) -> TokenStream {
    let (name, nullable) = (text(&property.name), property.nullable);
    let unset = option(property.unset.as_ref().map(make));
    quote!(rt::Property { name: #name, nullable: #nullable, unset: #unset })
}

fn make(make: &Make) -> TokenStream {
    match make {
        Make::Null => quote!(rt::Make::Null),
        Make::Uuid => quote!(rt::Make::Uuid),
        Make::Now => quote!(rt::Make::Now),
        Make::Schema(schema) => {
            let schema = text(schema);
            quote!(rt::Make::Schema(#schema))
        }
        Make::Json(json) => {
            let json = text(json);
            quote!(rt::Make::Json(#json))
        }
    }
}
