//! Documents: text in, located JSON out.
//!
//! YAML and JSON come out as the same [`Value`]. A document may lie in several files: a reference
//! into another one is followed like one within the file, and a [`Pointer`] says which file it
//! points into. Where a value stands in the text is worked out only when a diagnostic asks for it,
//! by a second reading.

mod files;
mod node;
mod overlay;
mod pointer;
mod reference;
mod text;
mod versions;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::diagnostic::{self, Code, Diagnostic};
use crate::document::files::{File, Files, slashed};
use crate::document::text::{Position, Positions, Problem};
use crate::error::{self, Error};

pub(crate) use crate::document::files::{absolute, normal, relative};
pub(crate) use crate::document::node::{Node, Unresolved};
pub(crate) use crate::document::pointer::{HOLDERS, Pointer};

/// Where a document lies, and what corrects it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) overlays: Vec<PathBuf>,
}

/// A document with its overlays applied.
pub(crate) struct Document {
    files: Files,
    /// The overlays' files.
    overlays: Vec<PathBuf>,
    /// Problems of the overlays that do not stop the reading.
    warnings: Vec<Diagnostic>,
    /// The folder that all documents lie in or below, from the root of the file system.
    folder: PathBuf,
}

impl Document {
    /// Reads a document, and corrects it by the overlays, in their order.
    pub(crate) fn read(Source { path, overlays }: &Source) -> Result<Self, Error> {
        let (text, mut root) = parse(path)?;
        let warnings = apply_overlays(&mut root, overlays)?;
        let document =
            Self { overlays: overlays.clone(), warnings, ..Self::whole(path, text, root) };
        document.check_version()?;
        Ok(document)
    }

    /// Reads a document that is no file; references look for others beside this path.
    #[cfg(fuzzing)]
    pub(crate) fn of_text(path: &Path, text: &str) -> Result<Self, Error> {
        let document = Self::whole(path, text.to_owned(), value(path, text)?);
        document.check_version()?;
        Ok(document)
    }

    /// Reads documents that may have files in common, and calls them by their ways from one folder.
    ///
    /// They come in the order of these, so that the order in which they are given changes nothing.
    pub(crate) fn read_all(sources: &[Source]) -> Result<Vec<Self>, Error> {
        let folder = folder_of(sources.iter().map(|it| &*it.path));
        let read = |it: &Source| Ok(Self { folder: folder.clone(), ..Self::read(it)? });
        let mut documents = error::all(sources.iter().map(read))?;
        documents.sort_by_cached_key(Self::name);
        match documents.windows(2).find(|it| it[0].name() == it[1].name()) {
            Some(it) => Err(Error::Settings(format!("`{}` is there twice", it[0].name()))),
            None => Ok(documents),
        }
    }

    /// Returns what the document is called among the others: its way from a folder around all.
    pub(crate) fn name(&self) -> String {
        self.name_of(self.files.document().name().as_str())
    }

    /// Returns a place as it is called in every document that leads there.
    pub(crate) fn place(&self, place: &Pointer) -> String {
        let document = self.files.document().name();
        let file = Some(place.file_name()).filter(|it| !it.is_empty()).unwrap_or(&document);
        format!("{}{place}", self.name_of(file))
    }

    /// Returns what a file is called in every document; its name is its way from this one's folder.
    fn name_of(&self, file: &str) -> String {
        let path = normal(&self.files.absolute.join(file));
        slashed(&relative(&path, &self.folder))
    }

    /// Returns the document with the paths of all its versions, if there are others (`x-versions`).
    pub(crate) fn with_versions(self) -> Result<Self, Error> {
        let versions = versions::read(&self)?;
        if versions.is_empty() { Ok(self) } else { versions::add(self, versions) }
    }

    /// Whether the document tells of other versions of the API.
    pub(crate) fn has_versions(&self) -> bool {
        self.root().get("x-versions").is_some()
    }

    /// Returns the root of the document.
    pub(crate) fn root(&self) -> Node<'_> {
        Node::root(&self.files, self.files.document())
    }

    /// Returns the problems that were found while reading.
    pub(crate) fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Returns the files that were read so far, in the order of their paths.
    pub(crate) fn sources(&self) -> Vec<PathBuf> {
        let files = self.files.iter().map(|it| it.path.clone());
        let mut sources: Vec<PathBuf> = files.chain(self.overlays.iter().cloned()).collect();
        sources.sort();
        sources.dedup();
        sources
    }

    /// Returns how many places were looked at so far, each as often as it was.
    pub(crate) fn visited(&self) -> usize {
        self.files.visited.get()
    }

    /// Returns the files that were read so far as copies that lie to each other as they do: their
    /// paths and texts, the document first.
    ///
    /// Overlays are applied, for whoever reads the copies does not know of them.
    pub(crate) fn copies(&self) -> Vec<(String, String)> {
        let paths: Vec<PathBuf> = self.files.iter().map(|it| absolute(&it.path)).collect();
        let folder = folder_of(paths.iter().map(PathBuf::as_path));
        let copy = |(index, (file, path)): (usize, (&File, &PathBuf))| {
            let is_corrected = index == 0 && !self.overlays.is_empty();
            let text = if is_corrected { file.corrected() } else { file.text.clone() };
            (relative(path, &folder).to_string_lossy().replace('\\', "/"), text)
        };
        self.files.iter().zip(&paths).enumerate().map(copy).collect()
    }

    /// Makes diagnostics, with the lines and columns of their places and in the order of the text.
    ///
    /// Those of files that are not well-formed are among them.
    pub(crate) fn diagnostics(&self, found: Vec<(Code, Pointer, String)>) -> Vec<Diagnostic> {
        let mut by_file: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for problem in found {
            by_file.entry(problem.1.file_name().to_owned()).or_default().push(problem);
        }
        let mut files: Vec<&File> = self.files.iter().collect();
        files.sort_by_key(|it| it.place());
        let mut all: Vec<Diagnostic> = Vec::new();
        for file in files {
            let found = of_file(file, by_file.remove(file.place().file_name()));
            // What several versions of an API share is wrong in all of them, and said once.
            let is_new = |it: &Diagnostic| !all.contains(it);
            let found: Vec<Diagnostic> = found.into_iter().filter(is_new).collect();
            all.extend(found);
        }
        all
    }

    fn whole(path: &Path, text: String, value: Value) -> Self {
        let files = Files::new(path, text, value);
        let folder = files.absolute.clone();
        Self { files, overlays: Vec::new(), warnings: Vec::new(), folder }
    }

    fn check_version(&self) -> Result<(), Error> {
        let openapi = self.root().get("openapi");
        let version = openapi.as_ref().map(|it| node::version(it.value()));
        let (message, at) = match (version, self.root().get("swagger")) {
            // What is not quite 3.0 or 3.1 is read as the one that is nearest, with a warning.
            (Some(version), _) if version == "3" || version.starts_with("3.") => return Ok(()),
            (Some(version), _) => (format!("OpenAPI {version} is not understood"), openapi),
            (None, Some(it)) => ("Swagger 2.0 is not understood".to_owned(), Some(it)),
            (None, None) => {
                ("this is not an OpenAPI document: `openapi` is missing".to_owned(), None)
            }
        };
        let at = at.unwrap_or_else(|| self.root()).pointer().clone();
        let found = vec![(diagnostic::NOT_OPENAPI_3, at, message)];
        Err(Error::Document(self.diagnostics(found)))
    }
}

/// Returns the folder that all files lie in or below.
fn folder_of<'p>(files: impl Iterator<Item = &'p Path>) -> PathBuf {
    let mut files = files.map(absolute);
    let mut folder = files.next().unwrap_or_default();
    folder.pop();
    for file in files {
        while !file.starts_with(&folder) && folder.pop() {}
    }
    folder
}

/// Corrects a document by overlays, in their order; returns what does not stop the reading.
fn apply_overlays(root: &mut Value, overlays: &[PathBuf]) -> Result<Vec<Diagnostic>, Error> {
    let mut warnings = Vec::new();
    for path in overlays {
        let (text, overlay) = parse(path)?;
        let overlay = Document::whole(path, text, overlay);
        warnings.extend(overlay::apply(&overlay, root).map_err(Error::Document)?);
    }
    Ok(warnings)
}

/// Reads a file without which there is nothing to go on with.
fn parse(path: &Path) -> Result<(String, Value), Error> {
    let text = std::fs::read_to_string(path).map_err(Error::file("reading", path))?;
    let root = value(path, &text)?;
    Ok((text, root))
}

fn value(path: &Path, text: &str) -> Result<Value, Error> {
    let found = text::parse(text, &Pointer::file(""));
    found.map_err(|it| Error::Document(vec![of_text(path, diagnostic::SYNTAX, &it)]))
}

fn of_file(file: &File, found: Option<Vec<(Code, Pointer, String)>>) -> Vec<Diagnostic> {
    if let Some(problem) = &file.problem {
        return vec![of_text(&file.path, diagnostic::BROKEN_FILE, problem)];
    }
    let Some(found) = found else { return Vec::new() };
    let positions = Positions::of(&file.text, found.iter().map(|(_, at, _)| at));
    let diagnostic = |(code, at, message): (Code, Pointer, String)| {
        diagnostic(&file.path, code, positions.locate(&at), &at, message)
    };
    let mut diagnostics: Vec<Diagnostic> = found.into_iter().map(diagnostic).collect();
    diagnostics.sort_by_key(|it| (it.line, it.column));
    diagnostics
}

fn of_text(file: &Path, code: Code, problem: &Problem) -> Diagnostic {
    diagnostic(file, code, problem.position, &problem.at, problem.message.clone())
}

fn diagnostic(
    file: &Path,
    code: Code,
    position: Position,
    at: &Pointer,
    message: String,
) -> Diagnostic {
    Diagnostic {
        severity: code.severity,
        code: code.name,
        message,
        file: file.display().to_string(),
        line: position.line,
        column: position.column,
        pointer: at.to_string(),
        help: code.help.to_owned(),
    }
}
