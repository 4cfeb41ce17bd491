//! A folder with a document, and what is made of it.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use twinspec::{Error, Report, Settings};

/// A folder of its own for each test.
pub(crate) struct Project {
    folder: TempDir,
    document: &'static str,
    overlays: Vec<PathBuf>,
}

impl Project {
    pub(crate) fn new(document: &str) -> Self {
        Self::named("openapi.yaml", document)
    }

    pub(crate) fn named(name: &'static str, document: &str) -> Self {
        let project =
            Self { folder: TempDir::new().unwrap(), document: name, overlays: Vec::new() };
        project.write(name, document);
        project
    }

    pub(crate) fn overlay(mut self, name: &str, overlay: &str) -> Self {
        self.write(name, overlay);
        self.overlays.push(self.path(name));
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn settings(&self) -> Settings {
        let settings = Settings::new(self.path(self.document), "make twins")
            .client(self.path("client"))
            .mock(self.path("mock"));
        self.overlays.iter().fold(settings, Settings::overlay)
    }

    pub(crate) fn generate(&self) -> Result<Report, Error> {
        twinspec::generate(&self.settings())
    }

    /// Returns what is wrong with the document, as a person reads it.
    pub(crate) fn problems(&self) -> String {
        let text = match self.generate() {
            Ok(report) => {
                report.warnings.iter().map(|it| format!("{it}\n")).collect::<Vec<_>>().concat()
            }
            Err(error) => error.to_string(),
        };
        self.tidy(&text)
    }

    /// Names files from the project's folder on.
    pub(crate) fn tidy(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.folder.path().display()), "")
    }
}

/// Puts the two lines in front that a document begins with, so that the rest begins in line 3.
///
/// A document that says its version itself is whole already.
pub(crate) fn document(rest: &str) -> String {
    let rest = rest.trim_start_matches('\n');
    if rest.starts_with("openapi:") {
        return rest.to_owned();
    }
    format!("openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\n{rest}")
}
