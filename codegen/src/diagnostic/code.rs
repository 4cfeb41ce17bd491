//! The kinds of problems that a document can have: a closed list.

use crate::diagnostic::Severity;

/// A kind of problem: its code, its severity and what to do about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    pub(crate) help: &'static str,
}

/// Makes a constant of each code, and a list of what there is to say about them.
macro_rules! codes {
    ($($constant:ident = $severity:ident $name:literal: $help:literal;)*) => {
        $(pub(crate) const $constant: Code =
            Code { name: $name, severity: Severity::$severity, help: $help };)*

        const EXPLANATIONS: &[Explanation] = &[$(Explanation {
            code: $name,
            text: include_str!(concat!("explained/", $name, ".md")),
        }),*];
    };
}

// Codes are never given to something else, and those of problems that are no more are not given again.
codes! {
    SYNTAX = Error "E001": "mend the syntax at this place";
    NOT_OPENAPI_3 = Error "E002": "give an OpenAPI 3.0 or 3.1 document; a Swagger 2.0 one must be converted first";
    OVERLAY = Error "E008": "give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)";
    EXTENSION = Error "E009": "see `spec/README.md` for the extensions and their forms";
    KEYWORD = Warning "W001": "the value is typed as raw JSON; describe it with supported keywords";
    UNKNOWN_KEYWORD = Warning "W002": "check the spelling; names that start with `x-` are not looked at";
    BODY_FORM = Warning "W003": "describe the parts of `multipart/form-data` as the properties of an object";
    STYLE = Warning "W004": "give a style that OpenAPI allows at this place; here the usual one is taken";
    OVERLAY_TARGET = Warning "W006": "the overlay's target matches nothing; correct its `target`";
    KEYWORD_FORM = Warning "W007": "write it as OpenAPI asks; as it is, it is not looked at";
    REQUIRED_CYCLE = Warning "W008": "leave one of them out of `required`; here this one is taken as optional";
    UNUSED = Warning "W009": "nothing is made of it; delete it if nothing should";
    OPERATION_ID = Warning "W010": "give each operation an `operationId` of its own; here method and path name it";
    NAME_TAKEN = Warning "W011": "give one of them an `x-rust-name` if the longer name does not please";
    PATH_PARAMETER = Warning "W012": "declare what stands in the path, and nothing else, with `in: path`; the path is believed";
    DANGLING = Warning "W013": "correct the reference, or add what it refers to; URLs are never fetched";
    CYCLE = Warning "W014": "let one of the references lead to a schema";
    CONFLICT = Warning "W015": "let the parts of `allOf` agree; here the later one is believed";
    LEFT_OUT = Warning "W016": "write it as OpenAPI asks; the rest is generated without it";
    REPAIRED = Warning "W017": "write it as OpenAPI asks if something else is meant";
    VERSION = Warning "W018": "say `openapi: 3.0.4` or `openapi: 3.1.1`, whichever the document is written in";
    NO_SCHEME = Warning "W019": "add it to `components/securitySchemes`, or correct its name";
    BROKEN_FILE = Warning "W021": "mend the syntax at this place; until then nothing in this file can be used";
    NOT_SHARED = Warning "W022": "correct the file itself, not one document by an overlay; until then each has a type of its own";
}

/// What there is to say about a code of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The code: `W013`.
    pub code: &'static str,
    /// What it means, with a document that has the problem and one that has not, in Markdown.
    pub text: &'static str,
}

impl Explanation {
    /// Returns what it is about, in one line.
    #[must_use]
    pub fn title(&self) -> &'static str {
        let line = self.text.lines().next().unwrap_or_default();
        line.split_once(": ").map_or(line, |(_, title)| title)
    }
}

/// Returns an explanation of each code that a diagnostic can have, in the order of the codes.
#[must_use]
pub fn explanations() -> &'static [Explanation] {
    EXPLANATIONS
}
