//! What is wrong with a document, where, and what to do about it.

use std::cell::RefCell;
use std::fmt;

use crate::document::{Document, Node};

/// One thing that a document says wrongly or that the generator cannot use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether anything can be generated in spite of it.
    pub severity: Severity,
    /// A stable code: `E004`.
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

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(out, "{severity}[{}]: {}", self.code, self.message)?;
        writeln!(out, "  --> {}:{}:{} ({})", self.file, self.line, self.column, self.pointer)?;
        write!(out, "  help: {}", self.help)
    }
}

/// A kind of problem: its code, its severity and what to do about it.
///
/// The list is closed; codes are never given to something else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    pub(crate) help: &'static str,
}

const fn error(name: &'static str, help: &'static str) -> Code {
    Code { name, severity: Severity::Error, help }
}

const fn warning(name: &'static str, help: &'static str) -> Code {
    Code { name, severity: Severity::Warning, help }
}

pub(crate) const SYNTAX: Code = error("E001", "mend the syntax at this place");
pub(crate) const NOT_OPENAPI_3: Code =
    error("E002", "give an OpenAPI 3.0 document; a Swagger 2.0 one must be converted first");
pub(crate) const MALFORMED: Code = error("E003", "write it as OpenAPI 3.0 asks");
pub(crate) const DANGLING: Code =
    error("E004", "correct the reference, or add what it refers to; only `#/…` is followed");
pub(crate) const NO_OPERATION_ID: Code = error("E005", "give each operation an `operationId`");
pub(crate) const NAME_TAKEN: Code = error("E006", "give one of them another `x-rust-name`");
pub(crate) const PATH_PARAMETER: Code =
    error("E007", "declare the parameter with `in: path` and `required: true`");
pub(crate) const OVERLAY: Code =
    error("E008", "write the overlay as Overlay 1.0 asks: `actions` with `target` and `update`");
pub(crate) const EXTENSION: Code =
    error("E009", "see `spec/README.md` for the extensions and their forms");
pub(crate) const CYCLE: Code = error("E010", "let one of the references lead to a schema");

pub(crate) const KEYWORD: Code =
    warning("W001", "the value is typed as raw JSON; describe it with supported keywords");
pub(crate) const UNKNOWN_KEYWORD: Code =
    warning("W002", "check the spelling; names that start with `x-` are not looked at");
pub(crate) const BODY_FORM: Code =
    warning("W003", "describe the body as `application/json` if the API takes or gives it");
pub(crate) const STYLE: Code = warning("W004", "the value is sent as text");
pub(crate) const SCHEME: Code =
    warning("W005", "the client cannot send this credential; use http bearer, basic or apiKey");
pub(crate) const OVERLAY_TARGET: Code =
    warning("W006", "the overlay's target matches nothing; correct its `target`");

/// Collects the problems of one document.
pub(crate) struct Problems<'d> {
    document: &'d Document,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'d> Problems<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self { document, found: RefCell::default() }
    }

    /// Notes a problem at a place; the same one is noted once, however many ways lead there.
    pub(crate) fn note(&self, code: Code, node: &Node<'_>, message: impl Into<String>) {
        let diagnostic = self.document.diagnostic(code, node.pointer(), message.into());
        let mut found = self.found.borrow_mut();
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }

    /// Returns the warnings, or everything when there is an error among it.
    pub(crate) fn finish(self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|it| (it.line, it.column));
        if found.iter().any(|it| it.severity == Severity::Error) { Err(found) } else { Ok(found) }
    }
}
