//! Documents: text in, located JSON out.
//!
//! YAML and JSON come out as the same [`Value`]. Where a value stands in the text is worked out
//! only when a diagnostic asks for it, by a second, slower reading that keeps positions.

mod node;
mod overlay;
mod pointer;
mod position;
mod yaml;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::diagnostic::{self, Code, Diagnostic};
use crate::document::position::{Position, Positions};
use crate::error::Error;

pub(crate) use crate::document::node::{Node, Unresolved};
pub(crate) use crate::document::pointer::Pointer;

/// A document with its overlays applied.
pub(crate) struct Document {
    file: String,
    text: String,
    root: Value,
    /// Problems of the overlays that do not stop the reading.
    warnings: Vec<Diagnostic>,
}

impl Document {
    /// Reads a document, and corrects it by the overlays, in their order.
    pub(crate) fn read(path: &Path, overlays: &[PathBuf]) -> Result<Self, Error> {
        let mut document = Self::parse(path)?;
        for path in overlays {
            let overlay = Self::parse(path)?;
            let warnings = overlay::apply(&overlay, &mut document.root).map_err(Error::Document)?;
            document.warnings.extend(warnings);
        }
        document.check_version()?;
        Ok(document)
    }

    /// Returns the root of the document.
    pub(crate) fn root(&self) -> Node<'_> {
        Node::root(&self.root)
    }

    /// Returns the problems that were found while reading.
    pub(crate) fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Makes diagnostics, with the lines and columns of their places.
    pub(crate) fn diagnostics(&self, found: Vec<(Code, Pointer, String)>) -> Vec<Diagnostic> {
        if found.is_empty() {
            return Vec::new();
        }
        let positions = Positions::of(&self.text);
        let diagnostic = |(code, at, message): (Code, Pointer, String)| Diagnostic {
            file: self.file.clone(),
            ..diagnostic(code, positions.locate(&at), &at, message)
        };
        found.into_iter().map(diagnostic).collect()
    }

    fn parse(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(Error::file("reading", path))?;
        let text = yaml::without_pairs(text);
        let file = path.display().to_string();
        match yaml::parse(&text) {
            Ok(root) => Ok(Self { file, text, root, warnings: Vec::new() }),
            Err(yaml::Problem { message, position, at }) => {
                let found = diagnostic(diagnostic::SYNTAX, position, &at, message);
                Err(Error::Document(vec![Diagnostic { file, ..found }]))
            }
        }
    }

    fn check_version(&self) -> Result<(), Error> {
        let openapi = self.root().get("openapi");
        let version = openapi.as_ref().map(|it| match it.value() {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        let (message, at) = match (version, self.root().get("swagger")) {
            (Some(version), _) if version.starts_with("3.0.") || version.starts_with("3.1.") => {
                return Ok(());
            }
            (Some(version), _) => (format!("OpenAPI {version} is not understood"), openapi),
            (None, Some(it)) => ("Swagger 2.0 is not understood".to_owned(), Some(it)),
            (None, None) => {
                ("this is not an OpenAPI document: `openapi` is missing".to_owned(), None)
            }
        };
        let at = at.map_or_else(Pointer::default, |it| it.pointer().clone());
        let found = vec![(diagnostic::NOT_OPENAPI_3, at, message)];
        Err(Error::Document(self.diagnostics(found)))
    }
}

fn diagnostic(code: Code, position: Position, at: &Pointer, message: String) -> Diagnostic {
    Diagnostic {
        severity: code.severity,
        code: code.name,
        message,
        file: String::new(),
        line: position.line,
        column: position.column,
        pointer: at.to_string(),
        help: code.help.to_owned(),
    }
}
