//! The one error of the generator.

use std::fmt;
use std::path::PathBuf;

use crate::diagnostic::Diagnostic;

/// Why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read, written or removed.
    File {
        /// What was being done: `reading`, `writing`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The settings ask for what cannot be.
    Settings(String),
    /// The document has errors; all of them are listed, in the order of the document.
    Document(Vec<Diagnostic>),
    /// Generated files differ from what the document says.
    Stale {
        /// A unified difference, from what is there to what should be.
        difference: String,
        /// The command that mends it.
        command: String,
    },
}

impl Error {
    pub(crate) fn file(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { doing, path, source }
    }
}

/// Returns what came of several documents, or what is wrong with any of them: all of it.
pub(crate) fn all<T>(results: impl Iterator<Item = Result<T, Error>>) -> Result<Vec<T>, Error> {
    let (mut done, mut wrong) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(it) => done.push(it),
            // Documents share files, and what is wrong in one is said once.
            Err(Error::Document(found)) => add(&mut wrong, found),
            Err(other) => return Err(other),
        }
    }
    if wrong.is_empty() { Ok(done) } else { Err(Error::Document(wrong)) }
}

/// Adds diagnostics that are not there yet.
pub(crate) fn add(all: &mut Vec<Diagnostic>, found: Vec<Diagnostic>) {
    for it in found {
        if !all.contains(&it) {
            all.push(it);
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { doing, path, source } => {
                write!(out, "{doing} `{}`: {source}", path.display())
            }
            Self::Settings(message) => write!(out, "{message}"),
            Self::Document(diagnostics) => {
                for diagnostic in diagnostics {
                    writeln!(out, "{diagnostic}")?;
                }
                write!(out, "nothing was generated: the document has errors")
            }
            Self::Stale { difference, command } => {
                write!(out, "{difference}\ngenerated files are stale; run `{command}`")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            Self::Settings(_) | Self::Document(_) | Self::Stale { .. } => None,
        }
    }
}
