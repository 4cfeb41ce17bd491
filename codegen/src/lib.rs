//! Generates two twins from one `OpenAPI` document: a typed async Rust client, and a stateful mock
//! server that behaves like the API it stands in for.
//!
//! ```text
//! document ─▶ Document ─▶ lower ─▶ model::Api ─▶ render::{client, mock} ─▶ format ─▶ files
//! ```
//!
//! [`generate`] is the whole way. Everything is decided in `lower`, which reports all problems of a
//! document at once; what comes after cannot fail but for the file system.
//!
//! ```no_run
//! let settings = twinspec::Settings::new("spec/contacts.yaml", "cargo xtask codegen")
//!     .client("generated-client/src/generated")
//!     .mock("mock-server/src/generated");
//! let report = twinspec::generate(&settings)?;
//! println!("{report}");
//! # Ok::<(), twinspec::Error>(())
//! ```
//!
//! In a build script [`build`] does that and what cargo must be told; the library without its default
//! features is all it needs:
//!
//! ```no_run
//! // build.rs; then, in `src/lib.rs`: include!(concat!(env!("OUT_DIR"), "/client.rs"));
//! let settings = twinspec::Settings::new("api.yaml", "cargo build");
//! twinspec::build("client", settings).unwrap_or_else(|error| panic!("{error}"));
//! ```

mod build_script;
mod diagnostic;
mod document;
mod error;
mod format;
#[cfg(fuzzing)]
mod fuzz;
mod lower;
mod model;
mod output;
mod package;
mod render;
mod settings;
mod targets;

pub use crate::build_script::build;
pub use crate::diagnostic::{Diagnostic, Explanation, Severity, explanations};
pub use crate::error::Error;
#[cfg(fuzzing)]
pub use crate::fuzz::fuzz;
pub use crate::output::{Change, Report};
pub use crate::package::Runtime;
pub use crate::settings::Settings;
/// The vocabulary of the mock's description, for whoever runs the engine on a [`blueprint`].
pub use twinspec_blueprint::{Action, Blueprint, IdShape, Operation, Resource, Verb};

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::lower::{lower, lower_for_mock};
use crate::output::{Output, Target};
use crate::render::Compiled;
use crate::targets::{is_same, missing_dependencies, mock_name, only, print, proof_package};

/// Generates what the settings ask for, and writes only the files that differ.
///
/// Files in a target folder that the generator did not make in this run are removed, if they say
/// that a generator made them.
pub fn generate(settings: &Settings) -> Result<Report, Error> {
    output::write(render_all(settings)?)
}

/// Says which files [`generate`] would write and remove, and touches none.
pub fn plan(settings: &Settings) -> Result<Report, Error> {
    output::plan(render_all(settings)?)
}

/// Generates what the settings ask for and compares it with the files that are there.
///
/// Nothing is written. [`Error::Stale`] carries the difference and the command that mends it.
pub fn check(settings: &Settings) -> Result<Report, Error> {
    output::check(render_all(settings)?, &settings.remake)
}

/// Reads the document and returns what a mock engine needs to stand in for its API, and what of it
/// cannot be used for that; [`warnings`] also tells what a client cannot use.
pub fn blueprint(settings: &Settings) -> Result<(Blueprint, Vec<Diagnostic>), Error> {
    read(settings).blueprint
}

/// What came of reading a document, and the files that it took.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reading {
    /// What [`blueprint`] returns.
    pub blueprint: Result<(Blueprint, Vec<Diagnostic>), Error>,
    /// What [`sources`] returns.
    pub sources: Vec<PathBuf>,
}

/// Does what [`blueprint`] and [`sources`] do, in one go.
#[must_use]
pub fn read(settings: &Settings) -> Reading {
    let document = only(&settings.documents).and_then(Document::read);
    match document.and_then(Document::with_versions) {
        Ok(document) => {
            let blueprint = lower_for_mock(&document, &settings.operations);
            Reading { blueprint, sources: document.sources() }
        }
        Err(error) => Reading { blueprint: Err(error), sources: given(settings) },
    }
}

/// Reads the documents and returns what the generator cannot use, and where.
pub fn warnings(settings: &Settings) -> Result<Vec<Diagnostic>, Error> {
    Ok(lower_all(settings)?.warnings)
}

/// What a client calls the parts of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Names {
    /// For each operation, as in `GET /contacts/{contactId}`, the call: `contacts().get`.
    ///
    /// Where there are several documents, the module of each is in front: `crm: GET /contacts`.
    pub calls: BTreeMap<String, String>,
    /// For each schema that has a type of its own, by its JSON pointer, the type; likewise.
    pub types: BTreeMap<String, String>,
}

/// Reads the documents and returns what a client calls their parts.
pub fn names(settings: &Settings) -> Result<Names, Error> {
    let documents = Document::read_all(&settings.documents)?;
    let (apis, _) = lower(&documents, &settings.formats()?, &settings.operations)?;
    let mut names = Names { calls: BTreeMap::new(), types: BTreeMap::new() };
    for api in &apis.all {
        let within = |place: String| match &api.module {
            Some(module) => format!("{module}: {place}"),
            None => place,
        };
        for (tag, it) in
            api.tags.iter().flat_map(|tag| tag.operations.iter().map(move |it| (tag, it)))
        {
            let place = format!("{} {}", it.method.as_str(), it.path);
            names.calls.insert(within(place), format!("{}().{}", tag.module, it.rust));
        }
        let types = api.types.iter().map(|it| (within(it.place.clone()), it.rust.clone()));
        names.types.extend(types);
    }
    Ok(names)
}

/// Returns the files that are read: the document, its overlays, and what references lead to.
///
/// They are in the order of their paths. Whoever watches them wants to know them when the document
/// has errors too; then they are those that were read so far.
///
/// ```no_run
/// # let settings = twinspec::Settings::new("spec/contacts.yaml", "cargo build");
/// for path in twinspec::sources(&settings) {
///     println!("cargo::rerun-if-changed={}", path.display());
/// }
/// ```
#[must_use]
pub fn sources(settings: &Settings) -> Vec<PathBuf> {
    let Ok(documents) = Document::read_all(&settings.documents) else { return given(settings) };
    // What is wrong does not matter here; only the way through the documents does.
    let _ = lower(&documents, &settings.formats().unwrap_or_default(), &[]);
    let sources = documents.into_iter().flat_map(|document| {
        let sources = document.sources();
        let all = document.with_versions();
        all.map_or(sources, |it| it.sources())
    });
    sources.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Returns the files that are named, in the order of their paths.
fn given(settings: &Settings) -> Vec<PathBuf> {
    let given = settings.documents.iter();
    let given = given.flat_map(|it| std::iter::once(&it.path).chain(&it.overlays));
    given.cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

/// What came of lowering documents.
struct Lowered {
    documents: Vec<Document>,
    apis: model::Apis,
    warnings: Vec<Diagnostic>,
    /// The files that it took.
    sources: Vec<PathBuf>,
}

/// Lowers documents for a client of their own versions, and for mocks of all versions.
fn lower_all(settings: &Settings) -> Result<Lowered, Error> {
    let documents = Document::read_all(&settings.documents)?;
    let (mut apis, mut warnings) = lower(&documents, &settings.formats()?, &settings.operations)?;
    let mut sources: BTreeSet<PathBuf> = documents.iter().flat_map(Document::sources).collect();
    // Of several documents there is no mock.
    if let ([document], [source], [api]) =
        (documents.as_slice(), settings.documents.as_slice(), apis.all.as_mut_slice())
        && document.has_versions()
        && !settings.is_of_clients()
    {
        let all = Document::read(source)?.with_versions()?;
        let (blueprint, others) = lower_for_mock(&all, &settings.operations)?;
        lower::describe_mock(api, blueprint);
        error::add(&mut warnings, others);
        sources.extend(all.sources());
    }
    Ok(Lowered { documents, apis, warnings, sources: sources.into_iter().collect() })
}

fn render_all(settings: &Settings) -> Result<Output, Error> {
    let formats = settings.formats()?;
    let modules = settings.crate_path.iter().chain(settings.tests.iter().map(|(_, it)| it));
    if let Some(wrong) = modules.into_iter().find(|it| syn::parse_str::<syn::Path>(it).is_err()) {
        return Err(Error::Settings(format!("expected a module, found `{wrong}`")));
    }
    let Lowered { documents, apis, warnings, sources } = lower_all(settings)?;
    let banner = settings.banner();
    let modules = |folder: &Path, modules: &[render::Module<'_>]| Target {
        folder: folder.to_owned(),
        files: print(&banner, modules),
        owned: true,
    };
    let mut targets = Vec::new();
    let mut notes = Vec::new();
    if let Some(folder) = &settings.client {
        let library = settings.crate_path.as_deref();
        targets.push(modules(folder, &render::client(&apis, Compiled::Whole, library)));
    }
    if let Some((folder, runtime)) = &settings.client_package {
        let manifest = output::read_if_there(&folder.join("Cargo.toml"))?;
        let manifest = manifest.as_deref();
        // Without a place for them in the manifest they would be off, and what they compile missing.
        let is_in_parts = manifest.is_none_or(package::has_place);
        let compiled = if is_in_parts { Compiled::InParts } else { Compiled::Whole };
        let name = package::name(folder, "client");
        let library = settings.crate_path.clone();
        let library = library.unwrap_or_else(|| package::library(&name, manifest));
        let client = render::client(&apis, compiled, Some(&library));
        let generated = modules(&folder.join("src/generated"), &client);
        let texts: Vec<&str> = generated.files.iter().map(|it| it.text.as_str()).collect();
        let formats = formats.clone().used_in(&texts);
        let files = package::client((&name, &library), &apis, runtime, &formats, manifest);
        notes.extend(missing_dependencies(folder, &files, &formats)?);
        targets.push(Target { folder: folder.clone(), files, owned: false });
        targets.push(generated);
    }
    if let Some(folder) = &settings.mock {
        let api = only(&apis.all)?;
        targets.push(modules(folder, &render::mock(api)));
    }
    if let Some((folder, engine)) = &settings.mock_package {
        let client = settings.client_package.as_ref().map(|(folder, _)| folder);
        if client.is_some_and(|it| is_same(it, folder)) {
            let what = format!("client and mock cannot both be in `{}`", folder.display());
            return Err(Error::Settings(what));
        }
        let api = only(&apis.all)?;
        let name = mock_name(folder, settings);
        let files = package::mock(&name, api, engine);
        targets.push(Target { folder: folder.clone(), files, owned: false });
        targets.push(modules(&folder.join("src/generated"), &render::mock(api)));
    }
    if let Some((folder, library)) = &settings.tests {
        targets.push(modules(folder, &render::proof(&apis, library)));
    }
    if let Some((folder, proof)) = &settings.tests_package {
        targets.extend(proof_package(settings, folder, proof, (&apis, &documents, &formats))?);
    }
    let visited = documents.iter().map(Document::visited).sum();
    Ok(Output { targets, warnings, notes, sources, visited })
}
