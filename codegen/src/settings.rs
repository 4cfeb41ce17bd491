//! What to generate, and where to.

mod file;
mod formats;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::document::Source;
use crate::error::Error;
use crate::package::Runtime;
pub(crate) use crate::settings::formats::Formats;

/// Says which documents to read, how to correct them, and what to make of them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// At least one; a client has a module for each, if there are several.
    pub(crate) documents: Vec<Source>,
    pub(crate) client: Option<PathBuf>,
    pub(crate) client_package: Option<(PathBuf, Runtime)>,
    pub(crate) mock: Option<PathBuf>,
    pub(crate) mock_package: Option<(PathBuf, Runtime)>,
    /// The folder, and the client's module.
    pub(crate) tests: Option<(PathBuf, String)>,
    pub(crate) tests_package: Option<(PathBuf, Runtime)>,
    pub(crate) crate_path: Option<String>,
    pub(crate) remake: String,
    pub(crate) operations: Vec<String>,
    formats: BTreeMap<String, String>,
}

impl Settings {
    /// Starts from a document and the command that a reader of the output should run to remake it.
    ///
    /// Both end up in the first line of each generated file, so the path should be relative.
    pub fn new(document: impl Into<PathBuf>, remake: impl Into<String>) -> Self {
        Self {
            documents: vec![Source { path: document.into(), overlays: Vec::new() }],
            client: None,
            client_package: None,
            mock: None,
            mock_package: None,
            tests: None,
            tests_package: None,
            crate_path: None,
            remake: remake.into(),
            operations: Vec::new(),
            formats: BTreeMap::new(),
        }
    }

    /// Reads the settings of several documents from a file, usually called `twinspec.toml`.
    ///
    /// It has a table for each document, or for several that become one client; only `document` and one of `client` and `mock` must be there,
    /// and paths are relative to the file. `remake` is the command that makes everything in it again.
    ///
    /// ```toml
    /// [[api]]
    /// document = "api.yaml"
    /// overlays = ["fix.overlay.yaml"]
    /// client = "crates/my-api"
    /// runtime = "vendored" # what the client runs on; or `path=DIR`, `version=V`
    /// mock = "crates/my-mock"
    /// engine = "vendored" # what the mock runs on
    /// operations = ["tag:Contacts", "GET /tasks/{id}", "delete-task"] # no others
    /// tests = "crates/my-tests" # their proof
    /// proof = "vendored" # what the proof runs on
    /// formats = { date-time = "jiff::Timestamp" }
    ///
    /// [[api]]
    /// documents = ["crm.yaml", { document = "shop.yaml", overlays = ["fix.yaml"] }]
    /// client = "crates/both"
    /// ```
    pub fn read_all(file: impl AsRef<Path>, remake: impl AsRef<str>) -> Result<Vec<Self>, Error> {
        file::read_all(file.as_ref(), remake.as_ref())
    }

    /// Returns the paths of the documents, of which there is at least one.
    pub fn documents(&self) -> impl Iterator<Item = &Path> {
        self.documents.iter().map(|it| it.path.as_path())
    }

    /// Adds another document to the client, which then has a module for each.
    ///
    /// Types of schemas that several of them refer to, in one file, are the same types in all of them.
    #[must_use]
    pub fn document(mut self, document: impl Into<PathBuf>) -> Self {
        self.documents.push(Source { path: document.into(), overlays: Vec::new() });
        self
    }

    /// Corrects the document that was named last by an `OpenAPI` Overlay 1.0 file; repeatable, applied
    /// in order.
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        if let Some(last) = self.documents.last_mut() {
            last.overlays.push(overlay.into());
        }
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

    /// Shows a call of each operation in its documentation, which `cargo test --doc` compiles; `library`
    /// is the client's crate, or its module: `my_crate::client`.
    ///
    /// It must show what is generated, and the runtime's `Error` and what else is in signatures. A
    /// package is called like itself and needs to be told only where its `lib.rs` is another one.
    #[must_use]
    pub fn library(mut self, library: impl Into<String>) -> Self {
        self.crate_path = Some(library.into());
        self
    }

    /// Writes the mock's modules into this folder, which then belongs to the generator.
    #[must_use]
    pub fn mock(mut self, folder: impl Into<PathBuf>) -> Self {
        self.mock = Some(folder.into());
        self
    }

    /// Writes the mock as a package that compiles as it lies, called like the folder: a library that
    /// answers in a test without a socket, and a program that serves.
    ///
    /// `src/generated` in it belongs to the generator, and so does the engine that it may carry.
    /// `Cargo.toml`, `README.md`, `src/lib.rs`, `src/main.rs` and `src/behaviour.rs` are made once and
    /// then yours.
    #[must_use]
    pub fn mock_package(mut self, folder: impl Into<PathBuf>, engine: Runtime) -> Self {
        self.mock_package = Some((folder.into(), engine));
        self
    }

    /// Generates only what this selects, and the types that it reaches; repeatable.
    ///
    /// An operation is selected by its `operationId`, as `GET /contacts/{contactId}`, or with all of
    /// its tag, as `tag:Contacts`. Its methods and types are called as they are in the whole client.
    #[must_use]
    pub fn operation(mut self, selector: impl Into<String>) -> Self {
        self.operations.push(selector.into());
        self
    }

    /// Writes how the calls of a client are made, for its proof, into this folder, which then belongs
    /// to the generator; `library` is the client's crate, or its module: `crate::client`.
    #[must_use]
    pub fn tests(mut self, folder: impl Into<PathBuf>, library: impl Into<String>) -> Self {
        self.tests = Some((folder.into(), library.into()));
        self
    }

    /// Writes the proof of the client's package, and of the mock's if there is one, as a package
    /// whose tests prove that both keep to the document, of which it has a copy.
    ///
    /// `src/generated` and `document` in it belong to the generator, and so does the proof that it may
    /// carry. `Cargo.toml` and `src/lib.rs` are made once and then yours.
    #[must_use]
    pub fn tests_package(mut self, folder: impl Into<PathBuf>, proof: Runtime) -> Self {
        self.tests_package = Some((folder.into(), proof));
        self
    }

    /// Chooses the Rust type of values with this format: `("date-time", "jiff::Timestamp")`.
    ///
    /// A text becomes `Parsed<jiff::Timestamp>`, which keeps a text that is none; with `strict:` in
    /// front of the type it becomes `Strict<jiff::Timestamp>`, and such an answer is refused. The
    /// type reads itself by `FromStr` and prints itself by `Display` as it is on the wire. A number
    /// can be `i8` to `u64`, `f32` or `f64`, and is that type itself.
    ///
    /// Everything that generates says what is not a type, before it does anything else.
    #[must_use]
    pub fn format(mut self, format: impl Into<String>, ty: impl Into<String>) -> Self {
        self.formats.insert(format.into(), ty.into());
        self
    }

    /// Whether nothing but a client is asked for, which has no use for what only a mock does.
    pub(crate) fn is_of_clients(&self) -> bool {
        let for_mock = self.mock.is_some() || self.mock_package.is_some();
        let for_tests = self.tests.is_some() || self.tests_package.is_some();
        let for_client = self.client.is_some() || self.client_package.is_some();
        for_client && !for_mock && !for_tests
    }

    /// Checks the types of formats.
    pub(crate) fn formats(&self) -> Result<Formats, Error> {
        Formats::read(&self.formats)
    }

    pub(crate) fn banner(&self) -> String {
        let name = |it: &Path| it.file_name().unwrap_or(it.as_os_str()).display().to_string();
        let files: Vec<String> = self.documents().map(|it| format!("`{}`", name(it))).collect();
        format!(
            "{} from {}. Do not edit: run `{}`.",
            crate::output::MARK,
            files.join(", "),
            self.remake
        )
    }
}
