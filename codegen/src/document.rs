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
use crate::document::position::Position;
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

    /// Makes a diagnostic, with the line and column of a place.
    pub(crate) fn diagnostic(&self, code: Code, at: &Pointer, message: String) -> Diagnostic {
        let Position { line, column } = position::locate(&self.text, at);
        Diagnostic {
            severity: code.severity,
            code: code.name,
            message,
            file: self.file.clone(),
            line,
            column,
            pointer: at.to_string(),
            help: code.help.to_owned(),
        }
    }

    fn parse(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(Error::file("reading", path))?;
        let file = path.display().to_string();
        match yaml::parse(&text) {
            Ok(root) => Ok(Self { file, text, root, warnings: Vec::new() }),
            Err(problem) => Err(Error::Document(vec![Diagnostic {
                severity: diagnostic::SYNTAX.severity,
                code: diagnostic::SYNTAX.name,
                message: problem.message,
                file,
                line: problem.position.line,
                column: problem.position.column,
                pointer: "#".to_owned(),
                help: diagnostic::SYNTAX.help.to_owned(),
            }])),
        }
    }

    fn check_version(&self) -> Result<(), Error> {
        let version = self.root().get("openapi").and_then(Node::text);
        if version.is_some_and(|it| it.starts_with("3.0.")) {
            return Ok(());
        }
        let message = match (version, self.root().get("swagger")) {
            (Some(version), _) => format!("OpenAPI {version} is not understood"),
            (None, Some(_)) => "Swagger 2.0 is not understood".to_owned(),
            (None, None) => "this is not an OpenAPI document: `openapi` is missing".to_owned(),
        };
        let at =
            self.root().get("openapi").map_or_else(Pointer::default, |it| it.pointer().clone());
        Err(Error::Document(vec![self.diagnostic(diagnostic::NOT_OPENAPI_3, &at, message)]))
    }
}
