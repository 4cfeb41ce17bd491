//! Operations and what they do.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::{
    Action, Ancestor, Body, Limit, List, Listing, Method, Operation, Order, Parameter, Requirement,
    Start, ValueKind, Verb,
};

use crate::render::blueprint::{Answers, place, text, texts};
use crate::render::tokens::{number, option};

pub(super) fn operation(operation: &Operation, answers: &Answers<'_>) -> TokenStream {
    let (id, path, method) = (text(&operation.id), text(&operation.path), method(operation.method));
    let security = operation.security.iter().map(alternative);
    let parameters = operation.parameters.iter().map(parameter);
    let body = option(operation.body.as_ref().map(body));
    let action = action(&operation.action);
    let answers = operation.answers.iter().map(|it| answers.name(it));
    quote! {
        rt::Operation {
            id: #id,
            method: #method,
            path: #path,
            security: Borrowed(&[#(#security),*]),
            parameters: Borrowed(&[#(#parameters),*]),
            body: #body,
            action: #action,
            answers: Borrowed(&[#(#answers),*]),
        }
    }
}

fn method(method: Method) -> TokenStream {
    match method {
        Method::Get => quote!(rt::Method::Get),
        Method::Put => quote!(rt::Method::Put),
        Method::Post => quote!(rt::Method::Post),
        Method::Delete => quote!(rt::Method::Delete),
        Method::Options => quote!(rt::Method::Options),
        Method::Head => quote!(rt::Method::Head),
        Method::Patch => quote!(rt::Method::Patch),
        Method::Trace => quote!(rt::Method::Trace),
    }
}

fn alternative(requirements: &List<Requirement>) -> TokenStream {
    let requirements = requirements.iter().map(|it| {
        let (scheme, scopes) = (number(it.scheme), texts(it.scopes.iter()));
        quote!(rt::Requirement { scheme: #scheme, scopes: #scopes })
    });
    quote!(Borrowed(&[#(#requirements),*]))
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let (name, place, required) =
        (text(&parameter.name), place(parameter.place), parameter.required);
    let kind = match parameter.kind {
        ValueKind::Text => quote!(Text),
        ValueKind::Integer => quote!(Integer),
        ValueKind::Number => quote!(Number),
        ValueKind::Boolean => quote!(Boolean),
        ValueKind::Repeated => quote!(Repeated),
        ValueKind::CommaSeparated => quote!(CommaSeparated),
    };
    let schema = text(&parameter.schema);
    quote! {
        rt::Parameter {
            name: #name,
            place: #place,
            required: #required,
            kind: rt::ValueKind::#kind,
            schema: #schema,
        }
    }
}

fn body(body: &Body) -> TokenStream {
    let (required, media_types) = (body.required, texts(body.media_types.iter()));
    let schema = text(&body.schema);
    quote!(rt::Body { required: #required, media_types: #media_types, schema: #schema })
}

fn action(action: &Action) -> TokenStream {
    let Action::On { resource, ancestors, verb, reason } = action else {
        return quote!(rt::Action::Respond);
    };
    let ancestors = ancestors.iter().map(|Ancestor { resource, parameter }| {
        let (resource, parameter) = (number(*resource), text(parameter));
        quote!(rt::Ancestor { resource: #resource, parameter: #parameter })
    });
    let (resource, verb, reason) = (number(*resource), self::verb(verb), text(reason));
    quote! {
        rt::Action::On {
            resource: #resource,
            ancestors: Borrowed(&[#(#ancestors),*]),
            verb: #verb,
            reason: #reason,
        }
    }
}

fn verb(verb: &Verb) -> TokenStream {
    let (name, id) = match verb {
        Verb::Create => return quote!(rt::Verb::Create),
        Verb::List(it) => {
            let listing = listing(it);
            return quote!(rt::Verb::List(#listing));
        }
        Verb::AddTo { id, property } => {
            let (id, property) = (text(id), text(property));
            return quote!(rt::Verb::AddTo { id: #id, property: #property });
        }
        Verb::Read { id } => (quote!(Read), id),
        Verb::Replace { id } => (quote!(Replace), id),
        Verb::Merge { id } => (quote!(Merge), id),
        Verb::Delete { id } => (quote!(Delete), id),
        Verb::SetFields { id } => (quote!(SetFields), id),
    };
    let id = text(id);
    quote!(rt::Verb::#name { id: #id })
}

fn listing(listing: &Listing) -> TokenStream {
    let filters = listing.filters.iter().map(|it| {
        let (parameter, property) = (text(&it.parameter), text(&it.property));
        quote!(rt::Filter { parameter: #parameter, property: #property })
    });
    let query = option(listing.query.as_deref().map(text));
    let order = match &listing.order {
        Order::Created => quote!(rt::Order::Created),
        Order::Ascending(it) => {
            let property = text(it);
            quote!(rt::Order::Ascending(#property))
        }
        Order::Descending(it) => {
            let property = text(it);
            quote!(rt::Order::Descending(#property))
        }
    };
    let limit = option(listing.limit.as_ref().map(|Limit { parameter, default }| {
        let (parameter, default) = (text(parameter), number(*default));
        quote!(rt::Limit { parameter: #parameter, default: #default })
    }));
    let start = start(&listing.start);
    quote! {
        rt::Listing {
            filters: Borrowed(&[#(#filters),*]),
            query: #query,
            order: #order,
            limit: #limit,
            start: #start,
        }
    }
}

fn start(start: &Start) -> TokenStream {
    match start {
        Start::Beginning => quote!(rt::Start::Beginning),
        Start::Offset { parameter } => {
            let parameter = text(parameter);
            quote!(rt::Start::Offset { parameter: #parameter })
        }
        Start::Page { parameter } => {
            let parameter = text(parameter);
            quote!(rt::Start::Page { parameter: #parameter })
        }
        Start::After { id, stamp } => {
            let (id, stamp) = (text(id), option(stamp.as_deref().map(text)));
            quote!(rt::Start::After { id: #id, stamp: #stamp })
        }
    }
}
