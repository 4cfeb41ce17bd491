//! A file's text to a JSON value.
//!
//! What looks like JSON is read as JSON first, which is fast. What that refuses is read as YAML,
//! which holds JSON: it forgives comments and commas, and says where the rest is wrong.

mod json;
mod position;
mod yaml;

use std::borrow::Cow;

use serde_json::Value;

use crate::document::Pointer;

pub(super) use crate::document::text::position::{Position, Positions};

/// How deep values may be nested: what reads the value after us goes down by one call a step.
const DEPTH: usize = 128;

/// Why a text is not a document.
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) position: Position,
    /// The way to the value that is wrong, where it is not the syntax.
    pub(super) at: Pointer,
}

/// Reads a text that holds one value; problems are found in the file of this pointer.
pub(super) fn parse(text: &str, file: &Pointer) -> Result<Value, Problem> {
    let json = looks_like_json(text).then(|| json::parse(text.trim_start_matches('\u{feff}')));
    match json.flatten() {
        Some(value) => Ok(value),
        None => yaml::parse(&without_pairs(text), file),
    }
}

fn looks_like_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
}

/// Writes out the pairs of escapes (`\ud83d\ude00`) that JSON has and YAML does not.
fn without_pairs(text: &str) -> Cow<'_, str> {
    if !looks_like_json(text) || !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        let escape = &rest[start..];
        out.push_str(&rest[..start]);
        let length = if let Some(character) = pair(escape) {
            out.push(character);
            "\\ud83d\\ude00".len()
        } else {
            let length = 1 + escape[1..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&escape[..length]);
            length
        };
        rest = &escape[length..];
    }
    Cow::Owned(out + rest)
}

fn pair(text: &str) -> Option<char> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let units = [unit(0)?, unit(6)?];
    // A pair is one character; two units that are none are two.
    let mut characters = char::decode_utf16(units);
    let first = characters.next()?.ok()?;
    characters.next().is_none().then_some(first)
}
