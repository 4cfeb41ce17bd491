//! Percent-encoding, read strictly.
//!
//! Libraries pass a stray `%` through and replace what is not UTF-8. A mock that does so hides a
//! client's bug, so here both are errors.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Why an escaped text could not be decoded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadEscape {
    text: String,
    reason: &'static str,
}

impl BadEscape {
    pub(crate) fn message(&self) -> String {
        format!("`{}` is {}", self.text, self.reason)
    }
}

/// Decodes a segment of a path.
pub(crate) fn decode_segment(text: &str) -> Result<Cow<'_, str>, BadEscape> {
    if !text.contains('%') {
        return Ok(Cow::Borrowed(text));
    }
    let bad = |reason| BadEscape { text: text.to_owned(), reason };
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('%') {
        let digits = after.as_bytes().get(..2);
        if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            return Err(bad("wrongly escaped: `%` must be followed by two hexadecimal digits"));
        }
        rest = &after[2..];
    }
    percent_decode_str(text).decode_utf8().map_err(|_| bad("not UTF-8 after decoding"))
}

/// Decodes a key or value of a query, in which `+` is a space.
pub(crate) fn decode_query(text: &str) -> Result<String, BadEscape> {
    let text = text.replace('+', " ");
    decode_segment(&text).map(Cow::into_owned)
}

/// Takes a query apart into decoded keys and values, in their order.
pub(crate) fn query_pairs(query: &str) -> Result<Vec<(String, String)>, BadEscape> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode_query(key)?, decode_query(value)?))
        })
        .collect()
}
