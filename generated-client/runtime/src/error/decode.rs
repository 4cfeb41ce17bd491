//! Why a JSON text could not be read.

use std::fmt;

use crate::data::path;

/// Why a JSON text could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    message: String,
}

impl DecodeError {
    pub(crate) fn new(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let (path, message) = path::split(&text);
        Self { path: path.to_owned(), message: message.to_owned() }
    }

    pub(crate) fn empty() -> Self {
        Self { path: String::new(), message: "the body is empty".to_owned() }
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
