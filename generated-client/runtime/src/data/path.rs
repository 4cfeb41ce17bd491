//! Where in a JSON text an error is.
//!
//! Every level that an error passes on its way out puts its own step in front of the message, as
//! in `` `contact.tags[2]`: invalid type… ``.
//! The path lives in the message because serde leaves no other room in an error, and the backtick
//! in front tells a message that has a path from one that has none: none of serde's own messages
//! begins with it.

use std::fmt::Display;

use serde::de::Error;

/// Puts the name of a member in front of an error.
pub(crate) fn at_member<E: Error>(name: &str, error: &E) -> E {
    E::custom(prepend(&member_step(name), error))
}

/// Puts the place in a list in front of an error.
pub(crate) fn at_index<E: Error>(index: usize, error: &E) -> E {
    E::custom(prepend(&format!("[{index}]"), error))
}

/// Takes the path off a message: the path without backticks, then the message.
pub(crate) fn split(message: &str) -> (&str, &str) {
    let located = message.strip_prefix('`').and_then(|it| it.split_once("`: "));
    located.unwrap_or(("", message))
}

fn prepend(step: &str, error: &dyn Display) -> String {
    let message = error.to_string();
    match message.strip_prefix('`') {
        Some(path) if path.starts_with('[') => format!("`{step}{path}"),
        Some(path) => format!("`{step}.{path}"),
        None => format!("`{step}`: {message}"),
    }
}

fn member_step(name: &str) -> String {
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '$' | '@');
    if !name.is_empty() && name.chars().all(plain) {
        name.to_owned()
    } else {
        // A backtick would end the path too early.
        format!("[{:?}]", name.replace('`', "\u{2019}"))
    }
}
