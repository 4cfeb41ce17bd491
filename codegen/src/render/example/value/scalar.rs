//! Texts, numbers and what else needs no other value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::{Position, Wanted};
use crate::model::Type;

/// The longest text that is shown.
const TEXT: usize = 48;

/// Returns the text of the example, else what it is called.
pub(super) fn text(wanted: &Wanted<'_>) -> String {
    let shown = match wanted.example {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let shown = [shown.as_str(), wanted.wire].into_iter().find(|it| is_shown(it));
    shown.unwrap_or("text").to_owned()
}

/// Whether a text is short and plain; others may break the comment that they stand in.
pub(super) fn is_shown(text: &str) -> bool {
    let is_plain = |it: char| {
        it.is_alphanumeric()
            || it == ' '
            || (it.is_ascii_punctuation() && !matches!(it, '"' | '\\'))
    };
    !text.trim().is_empty() && text.len() <= TEXT && text.chars().all(is_plain)
}

/// A number without a suffix is an `i32` where several types would do.
pub(super) fn integer(integer: i64, position: Position) -> TokenStream {
    let is_known = match position {
        Position::Exact => true,
        Position::Argument | Position::Into => i32::try_from(integer).is_ok(),
        Position::Nullable | Position::Alone => false,
    };
    if is_known {
        let literal = Literal::i64_unsuffixed(integer);
        return quote!(#literal);
    }
    suffixed(&integer, "i64")
}

fn suffixed(number: &dyn std::fmt::Display, ty: &str) -> TokenStream {
    format!("{number}_{ty}").parse().expect("a number with a suffix is a token")
}

/// Prints a number of a type that was chosen.
pub(super) fn number_of(ty: &str, example: Option<&Value>) -> Option<TokenStream> {
    // What an example says need not fit the type that somebody chose.
    let small = example.and_then(Value::as_i64).filter(|it| (0..128).contains(it)).unwrap_or(1);
    match ty {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => Some(suffixed(&small, ty)),
        "f32" | "f64" => Some(suffixed(&"1.0", ty)),
        _ => None,
    }
}

/// Prints JSON that is a text or a number; more takes too many words.
pub(super) fn json(example: &Value, position: Position) -> Option<TokenStream> {
    let is_converted = matches!(position, Position::Argument | Position::Into);
    match example {
        Value::String(text) if is_shown(text) && is_converted => Some(quote!(#text)),
        Value::String(text) if is_shown(text) && position == Position::Exact => {
            Some(quote!(#text.into()))
        }
        Value::Bool(flag) if is_converted => Some(quote!(#flag)),
        Value::Number(number) if is_converted => {
            number.as_i64().map(|it| integer(it, Position::Into))
        }
        _ => None,
    }
}

/// Whether a value looks like one of a type.
pub(super) fn is_of(ty: &Type, value: &Value) -> bool {
    match ty {
        Type::Text => value.is_string(),
        Type::Integer => value.is_i64(),
        Type::Number => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::List(_) | Type::Tuple(_) => value.is_array(),
        Type::Map(_) => value.is_object(),
        _ => false,
    }
}
