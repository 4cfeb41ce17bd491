//! What is wrong with a document, where, and what to do about it.

use std::cell::RefCell;
use std::fmt;

use indexmap::IndexMap;

use crate::document::{Document, Node, Pointer};

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
    error("E002", "give an OpenAPI 3.0 or 3.1 document; a Swagger 2.0 one must be converted first");
pub(crate) const OVERLAY: Code =
    error("E008", "give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)");
pub(crate) const EXTENSION: Code =
    error("E009", "see `spec/README.md` for the extensions and their forms");

pub(crate) const KEYWORD: Code =
    warning("W001", "the value is typed as raw JSON; describe it with supported keywords");
pub(crate) const UNKNOWN_KEYWORD: Code =
    warning("W002", "check the spelling; names that start with `x-` are not looked at");
pub(crate) const BODY_FORM: Code =
    warning("W003", "describe the parts of `multipart/form-data` as the properties of an object");
pub(crate) const STYLE: Code =
    warning("W004", "give a style that OpenAPI allows at this place; here the usual one is taken");
pub(crate) const OVERLAY_TARGET: Code =
    warning("W006", "the overlay's target matches nothing; correct its `target`");

pub(crate) const KEYWORD_FORM: Code =
    warning("W007", "write it as OpenAPI asks; as it is, it is not looked at");
pub(crate) const REQUIRED_CYCLE: Code =
    warning("W008", "leave one of them out of `required`; here this one is taken as optional");
pub(crate) const UNUSED: Code =
    warning("W009", "nothing is made of it; delete it if nothing should");
pub(crate) const OPERATION_ID: Code = warning(
    "W010",
    "give each operation an `operationId` of its own; here method and path name it",
);
pub(crate) const NAME_TAKEN: Code =
    warning("W011", "give one of them an `x-rust-name` if the longer name does not please");
pub(crate) const PATH_PARAMETER: Code = warning(
    "W012",
    "declare what stands in the path, and nothing else, with `in: path`; the path is believed",
);
pub(crate) const DANGLING: Code =
    warning("W013", "correct the reference, or add what it refers to; URLs are never fetched");
pub(crate) const CONFLICT: Code =
    warning("W015", "let the parts of `allOf` agree; here the later one is believed");
pub(crate) const CYCLE: Code = warning("W014", "let one of the references lead to a schema");
pub(crate) const LEFT_OUT: Code =
    warning("W016", "write it as OpenAPI asks; the rest is generated without it");
pub(crate) const REPAIRED: Code =
    warning("W017", "write it as OpenAPI asks if something else is meant");
pub(crate) const VERSION: Code = warning(
    "W018",
    "say `openapi: 3.0.4` or `openapi: 3.1.1`, whichever the document is written in",
);
pub(crate) const NO_SCHEME: Code =
    warning("W019", "add it to `components/securitySchemes`, or correct its name");
pub(crate) const BROKEN_FILE: Code =
    warning("W021", "mend the syntax at this place; until then nothing in this file can be used");

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

    /// Notes a problem at a value; the same one is noted once, however many ways lead there.
    pub(crate) fn note(&self, code: Code, node: &Node<'_>, message: impl Into<String>) {
        self.note_at(code, node.pointer(), message);
    }

    /// Notes a problem at a place.
    pub(crate) fn note_at(&self, code: Code, at: &Pointer, message: impl Into<String>) {
        let key = (at.clone(), code.name, message.into());
        self.found.borrow_mut().entry(key).or_insert(code);
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
