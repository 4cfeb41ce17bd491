//! A place in the document: the value and how to name it in a message.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::error::Problem;

/// A value in the document together with its JSON pointer.
#[derive(Clone)]
pub(crate) struct Node<'d> {
    root: &'d Value,
    /// JSON pointer without the leading `#`.
    pub(crate) pointer: String,
    pub(crate) value: &'d Value,
}

/// Chains of references longer than this are cycles in all but name.
const MAX_HOPS: usize = 64;

impl<'d> Node<'d> {
    pub(crate) fn root(root: &'d Value) -> Self {
        Self { root, pointer: String::new(), value: root }
    }

    pub(crate) fn at(root: &'d Value, pointer: &str) -> Option<Self> {
        let value = root.pointer(pointer)?;
        Some(Self { root, pointer: pointer.to_owned(), value })
    }

    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.child(key, value))
    }

    /// Members of an object; nothing if the value is something else.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'d str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(|(key, value)| (key.as_str(), self.child(key, value)))
    }

    /// Items of an array; nothing if the value is something else.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> {
        let items = self.value.as_array().into_iter().flatten();
        items.enumerate().map(|(index, value)| self.child(&index.to_string(), value))
    }

    pub(crate) fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        self.value.get(key)?.as_bool()
    }

    /// The text of `$ref`, if the value is a reference.
    pub(crate) fn reference(&self) -> Option<&'d str> {
        self.text("$ref")
    }

    /// Follows one reference.
    pub(crate) fn target(&self, reference: &str) -> Result<Self, Problem> {
        let Some(fragment) = reference.strip_prefix('#') else {
            return Err(self.problem(format!(
                "`$ref: {reference}` leaves the document; expected `#/…`, bundle the files first"
            )));
        };
        let pointer = percent_decode_str(fragment).decode_utf8_lossy();
        Self::at(self.root, &pointer)
            .ok_or_else(|| self.problem(format!("`$ref: {reference}` points at nothing")))
    }

    /// Follows references until something else is found.
    pub(crate) fn resolve(&self) -> Result<Self, Problem> {
        let mut node = self.clone();
        for _ in 0..MAX_HOPS {
            let Some(reference) = node.reference() else { return Ok(node) };
            node = node.target(reference)?;
        }
        Err(self.problem("a `$ref` that leads back to itself"))
    }

    pub(crate) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { pointer: format!("#{}", self.pointer), message: message.into() }
    }

    fn child(&self, key: &str, value: &'d Value) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { root: self.root, pointer: format!("{}/{key}", self.pointer), value }
    }
}
