//! Why a JSON text could not be read.

use std::fmt;

use serde::de::Unexpected;

use crate::data::Json;

/// Why a JSON text could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    message: String,
}

impl DecodeError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { path: String::new(), message: message.into() }
    }

    /// Says what was there and what should have been, in serde's words.
    pub(crate) fn mismatch(json: &Json, expected: &str) -> Self {
        let found = match json {
            Json::Null => "null".to_owned(),
            Json::Bool(flag) => Unexpected::Bool(*flag).to_string(),
            Json::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(integer), _) => Unexpected::Signed(integer).to_string(),
                (None, Some(integer)) => Unexpected::Unsigned(integer).to_string(),
                _ => Unexpected::Float(number.as_f64().unwrap_or_default()).to_string(),
            },
            Json::String(text) => Unexpected::Str(text).to_string(),
            Json::Array(_) => Unexpected::Seq.to_string(),
            Json::Object(_) => Unexpected::Map.to_string(),
        };
        Self::new(format!("invalid type: {found}, expected {expected}"))
    }

    /// Puts the name of a member in front of the path.
    pub(crate) fn at_member(self, name: &str) -> Self {
        let plain = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '$' | '@');
        let is_plain = !name.is_empty() && name.chars().all(plain);
        if is_plain { self.below(name) } else { self.below(&format!("[{name:?}]")) }
    }

    /// Puts the place in a list in front of the path.
    pub(crate) fn at_index(self, index: usize) -> Self {
        self.below(&format!("[{index}]"))
    }

    fn below(self, step: &str) -> Self {
        let between = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("{step}{between}{}", self.path), ..self }
    }

    /// Returns where in the value the error is, as in `contact.tags[2]`; empty for the whole value.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn map_texts(self, change: impl Fn(String) -> String) -> Self {
        Self { path: change(self.path), message: change(self.message) }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(out, "{}: ", self.path)?;
        }
        out.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}
