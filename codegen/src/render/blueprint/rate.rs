//! Rate limits as Rust source.

use proc_macro2::TokenStream;
use quote::quote;
use twinspec_blueprint::{RateLimit, Unit, Window, WindowHeaders};

use crate::render::blueprint::{number, text, texts};
use crate::render::tokens::option;

pub(super) fn rate_limit(limit: &RateLimit) -> TokenStream {
    let RateLimit { by_token, by_claims, windows } = limit;
    let by_claims = texts(by_claims.iter());
    let windows = windows.iter().map(window);
    quote! {
        rt::RateLimit {
            by_token: #by_token,
            by_claims: #by_claims,
            windows: Borrowed(&[#(#windows),*]),
        }
    }
}

fn window(window: &Window) -> TokenStream {
    let limit = number(window.limit);
    let seconds = number(window.seconds);
    let unit = match window.unit {
        Unit::Seconds => quote!(rt::Unit::Seconds),
        Unit::Milliseconds => quote!(rt::Unit::Milliseconds),
    };
    let WindowHeaders { limit: own, remaining, interval, reset, retry } = &window.headers;
    let [own, remaining, interval, reset, retry] =
        [own, remaining, interval, reset, retry].map(|it| option(it.as_deref().map(text)));
    quote! {
        rt::Window {
            limit: #limit,
            seconds: #seconds,
            unit: #unit,
            headers: rt::WindowHeaders {
                limit: #own,
                remaining: #remaining,
                interval: #interval,
                reset: #reset,
                retry: #retry,
            },
        }
    }
}
