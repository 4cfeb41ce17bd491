//! Questions to a place in a document.

use serde_json::Value;

/// The value that a reference inside of the document leads to.
pub(crate) fn target<'d>(root: &'d Value, reference: &str) -> Option<&'d Value> {
    let pointer = percent_encoding::percent_decode_str(reference.strip_prefix('#')?);
    root.pointer(&pointer.decode_utf8_lossy())
}

pub(crate) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

pub(crate) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool) == Some(true)
}

pub(crate) fn members(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten().map(|(key, it)| (key.as_str(), it))
}

pub(crate) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}
