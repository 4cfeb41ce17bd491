//! What to generate, and where to.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::package::Runtime;

/// Says which document to read, how to correct it, and what to make of it.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(crate) document: PathBuf,
    pub(crate) overlays: Vec<PathBuf>,
    pub(crate) client: Option<PathBuf>,
    pub(crate) client_package: Option<(PathBuf, Runtime)>,
    pub(crate) mock: Option<PathBuf>,
    pub(crate) remake: String,
    pub(crate) formats: BTreeMap<String, String>,
}

impl Settings {
    /// Starts from a document and the command that a reader of the output should run to remake it.
    ///
    /// Both end up in the first line of each generated file, so the path should be relative.
    pub fn new(document: impl Into<PathBuf>, remake: impl Into<String>) -> Self {
        Self {
            document: document.into(),
            overlays: Vec::new(),
            client: None,
            client_package: None,
            mock: None,
            remake: remake.into(),
            formats: BTreeMap::new(),
        }
    }

    /// Corrects the document by an `OpenAPI` Overlay 1.0 file; repeatable, applied in order.
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.overlays.push(overlay.into());
        self
    }

    /// Writes the client's modules into this folder, which then belongs to the generator.
    #[must_use]
    pub fn client(mut self, folder: impl Into<PathBuf>) -> Self {
        self.client = Some(folder.into());
        self
    }

    /// Writes the client as a package that compiles as it lies, called like the folder.
    ///
    /// `src/generated` in it belongs to the generator, and so does the runtime that it may carry.
    /// `Cargo.toml`, `README.md` and `src/lib.rs` are made once and then yours.
    #[must_use]
    pub fn client_package(mut self, folder: impl Into<PathBuf>, runtime: Runtime) -> Self {
        self.client_package = Some((folder.into(), runtime));
        self
    }

    /// Writes the mock's modules into this folder, which then belongs to the generator.
    #[must_use]
    pub fn mock(mut self, folder: impl Into<PathBuf>) -> Self {
        self.mock = Some(folder.into());
        self
    }

    pub(crate) fn banner(&self) -> String {
        let file = self.document.file_name().unwrap_or(self.document.as_os_str());
        format!(
            "{} from `{}`. Do not edit: run `{}`.",
            crate::output::MARK,
            file.display(),
            self.remake
        )
    }
}
