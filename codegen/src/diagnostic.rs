//! What is wrong with a document, where, and what to do about it.

mod code;

use std::cell::RefCell;
use std::fmt;

use indexmap::IndexMap;

use crate::document::{Document, Node, Pointer};

pub(crate) use self::code::*;
pub use self::code::{Explanation, explanations};

/// One thing that a document says wrongly or that the generator cannot use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether anything can be generated in spite of it.
    pub severity: Severity,
    /// A stable code: `E002`.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// The file it stands in.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The JSON pointer of the place: `#/components/schemas/Contact`.
    pub pointer: String,
    /// What to do about it.
    pub help: String,
}

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// The place is generated in a simpler way.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = self.severity;
        writeln!(out, "{severity}[{}]: {}", self.code, self.message)?;
        writeln!(out, "  --> {}:{}:{} ({})", self.file, self.line, self.column, self.pointer)?;
        write!(out, "  help: {}", self.help)
    }
}

/// Collects the problems of one document.
///
/// Where they stand in the text is worked out once, at the end: it takes a second reading.
pub(crate) struct Problems<'d> {
    document: &'d Document,
    found: RefCell<IndexMap<(Pointer, &'static str, String), Code>>,
}

impl<'d> Problems<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self { document, found: RefCell::default() }
    }

    /// Returns the document that they are of.
    pub(crate) fn root(&self) -> Node<'d> {
        self.document.root()
    }

    /// Returns what the document is called among others.
    pub(crate) fn document_name(&self) -> String {
        self.document.name()
    }

    /// Returns the place of a value as it is called in every document that leads there.
    pub(crate) fn place(&self, node: &Node<'_>) -> String {
        self.document.place(node.pointer())
    }

    /// Notes a problem at a value; the same one is noted once, however many ways lead there.
    pub(crate) fn note(&self, code: Code, node: &Node<'_>, message: impl Into<String>) {
        self.note_at(code, node.pointer(), message);
    }

    /// Notes a problem at a place.
    pub(crate) fn note_at(&self, code: Code, at: &Pointer, message: impl Into<String>) {
        let key = (at.clone(), code.name, message.into());
        self.found.borrow_mut().entry(key).or_insert(code);
    }

    /// Forgets what is wrong within these places: nobody asks for them.
    pub(crate) fn forget(&self, places: &[&Pointer]) {
        self.found.borrow_mut().retain(|(at, ..), _| !places.iter().any(|it| at.is_within(it)));
    }

    /// Returns the warnings, or everything when there is an error among it, in the order of the
    /// text.
    pub(crate) fn finish(self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let found = self.found.into_inner();
        let found = found.into_iter().map(|((at, _, message), code)| (code, at, message));
        let found = self.document.diagnostics(found.collect());
        if found.iter().any(|it| it.severity == Severity::Error) { Err(found) } else { Ok(found) }
    }
}
