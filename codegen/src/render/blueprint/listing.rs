//! How lists are chosen, ordered and cut.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::{Compare, Filter, Limit, Listing, Order, Sort, Start};

use crate::render::blueprint::text;
use crate::render::tokens::{number, option};

pub(super) fn listing(listing: &Listing) -> TokenStream {
    let filters = listing.filters.iter().map(filter);
    let query = option(listing.query.as_deref().map(text));
    let search = listing.search;
    let order = order(&listing.order);
    let sort = option(listing.sort.as_ref().map(|Sort { parameter, direction }| {
        let (parameter, direction) = (text(parameter), option(direction.as_deref().map(text)));
        quote!(rt::Sort { parameter: #parameter, direction: #direction })
    }));
    let limit = option(listing.limit.as_ref().map(|Limit { parameter, default }| {
        let (parameter, default) = (text(parameter), number(*default));
        quote!(rt::Limit { parameter: #parameter, default: #default })
    }));
    let starts = listing.starts.iter().map(start);
    quote! {
        rt::Listing {
            filters: Borrowed(&[#(#filters),*]),
            query: #query,
            search: #search,
            order: #order,
            sort: #sort,
            limit: #limit,
            starts: Borrowed(&[#(#starts),*]),
        }
    }
}

fn filter(filter: &Filter) -> TokenStream {
    let (parameter, property) = (text(&filter.parameter), text(&filter.property));
    let compare = match filter.compare {
        Compare::Equal => quote!(Equal),
        Compare::AtLeast => quote!(AtLeast),
        Compare::AtMost => quote!(AtMost),
        Compare::More => quote!(More),
        Compare::Less => quote!(Less),
    };
    quote! {
        rt::Filter { parameter: #parameter, property: #property, compare: rt::Compare::#compare }
    }
}

fn order(order: &Order) -> TokenStream {
    match order {
        Order::Created => quote!(rt::Order::Created),
        Order::Ascending(it) => {
            let property = text(it);
            quote!(rt::Order::Ascending(#property))
        }
        Order::Descending(it) => {
            let property = text(it);
            quote!(rt::Order::Descending(#property))
        }
    }
}

fn start(start: &Start) -> TokenStream {
    match start {
        Start::Offset { parameter } => {
            let parameter = text(parameter);
            quote!(rt::Start::Offset { parameter: #parameter })
        }
        Start::Page { parameter, first } => {
            let (parameter, first) = (text(parameter), number(*first));
            quote!(rt::Start::Page { parameter: #parameter, first: #first })
        }
        Start::After { id, stamp } => {
            let (id, stamp) = (text(id), option(stamp.as_deref().map(text)));
            quote!(rt::Start::After { id: #id, stamp: #stamp })
        }
    }
}
