//! Webhooks as Rust source.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use twinspec_blueprint::{Emit, Event, Retry, Webhooks};

use crate::render::blueprint::{number, text, texts};
use crate::render::tokens::option;

pub(super) fn webhooks(webhooks: &Webhooks) -> TokenStream {
    let Webhooks { events, emits, signature, retry } = webhooks;
    let events = events.iter().map(event);
    let emits = emits.iter().map(emit);
    let signature = option(signature.as_deref().map(text));
    let retry = option(retry.as_ref().map(self::retry));
    quote! {
        //! What the API tells, and what causes it.
        use std::borrow::Cow::Borrowed;

        use twinspec_mock::facade as rt;

        pub(super) const WEBHOOKS: rt::Webhooks = rt::Webhooks {
            events: Borrowed(&[#(#events),*]),
            emits: Borrowed(&[#(#emits),*]),
            signature: #signature,
            retry: #retry,
        };
    }
}

fn event(event: &Event) -> TokenStream {
    let (name, schema) = (text(&event.name), text(&event.schema));
    quote!(rt::Event { name: #name, schema: #schema })
}

fn emit(emit: &Emit) -> TokenStream {
    let [operation, event] = [emit.operation, emit.event].map(Literal::usize_unsuffixed);
    let changed = texts(emit.changed.iter());
    let becomes = emit.becomes.iter().map(|(property, json)| {
        let (property, json) = (text(property), text(json));
        quote!((#property, #json))
    });
    quote! {
        rt::Emit {
            operation: #operation,
            event: #event,
            changed: #changed,
            becomes: Borrowed(&[#(#becomes),*]),
        }
    }
}

fn retry(retry: &Retry) -> TokenStream {
    let statuses = retry.statuses.iter().copied().map(Literal::u16_unsuffixed);
    let seconds = number(retry.seconds);
    let times = Literal::usize_unsuffixed(retry.times);
    quote! {
        rt::Retry { statuses: Borrowed(&[#(#statuses),*]), seconds: #seconds, times: #times }
    }
}
