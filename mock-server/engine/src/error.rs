//! Why a mock could not be made.

use std::fmt;

/// Everything that is wrong with what a mock was to be made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    problems: Vec<Problem>,
}

impl Error {
    pub(crate) fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// Adds what was found before, in the order of the file.
    pub(crate) fn after(mut self, problems: &[Problem]) -> Self {
        self.problems.extend_from_slice(problems);
        self.problems.sort_by_key(|it| it.place.as_ref().map(|it| (it.line, it.column)));
        self
    }

    /// Returns all problems, in the order of the file they are in.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.problems.iter().enumerate() {
            if position > 0 {
                formatter.write_str("\n")?;
            }
            problem.fmt(formatter)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// One thing that is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file's name, with line and column (both from 1) where they are known.
    pub place: Option<Place>,
    /// What is wrong and what to do.
    pub message: String,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Problem {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { file, line, column }) = &self.place {
            write!(formatter, "{file}:{line}:{column}: ")?;
        }
        formatter.write_str(&self.message)
    }
}
