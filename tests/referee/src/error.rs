//! What makes a document unusable, each problem with its place.

use std::fmt;

/// A document that the referee cannot read.
///
/// It lists every problem found, not just the first, so that a document is mended in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    problems: Vec<Problem>,
}

/// One thing wrong in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer in the form of a URI fragment, for example `#/paths/~1contacts/get`.
    pub pointer: String,
    /// What was expected there.
    pub message: String,
}

impl Error {
    /// Everything that is wrong, in the order of the document.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub(crate) fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    pub(crate) fn whole_document(message: impl Into<String>) -> Self {
        Self::new(vec![Problem { pointer: "#".to_owned(), message: message.into() }])
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.pointer, self.message)
    }
}
