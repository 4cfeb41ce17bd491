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
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::document::Document;
use crate::lower::{lower, lower_for_mock};
use crate::output::{File, Keep, Output, Target};
use crate::settings::Formats;

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
    let document = Document::read(&settings.document, &settings.overlays);
    match document.and_then(Document::with_versions) {
        Ok(document) => {
            let blueprint = lower_for_mock(&document, &settings.operations);
            Reading { blueprint, sources: document.sources() }
        }
        Err(error) => Reading { blueprint: Err(error), sources: given(settings) },
    }
}

/// Reads the document and returns what the generator cannot use, and where.
pub fn warnings(settings: &Settings) -> Result<Vec<Diagnostic>, Error> {
    Ok(lower_all(settings)?.warnings)
}

/// What a client calls the parts of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Names {
    /// For each operation, as in `GET /contacts/{contactId}`, the call: `contacts().get`.
    pub calls: BTreeMap<String, String>,
    /// For each schema that has a type of its own, by its JSON pointer, the type.
    pub types: BTreeMap<String, String>,
}

/// Reads the document and returns what a client calls its parts.
pub fn names(settings: &Settings) -> Result<Names, Error> {
    let document = Document::read(&settings.document, &settings.overlays)?;
    let (api, _) = lower(&document, &settings.formats()?, &settings.operations)?;
    let calls = api.tags.iter().flat_map(|tag| {
        tag.operations.iter().map(|it| {
            let call = format!("{}().{}", tag.module, it.rust);
            (format!("{} {}", it.method.as_str(), it.path), call)
        })
    });
    let types = api.types.iter().map(|it| (it.place.clone(), it.rust.clone()));
    Ok(Names { calls: calls.collect(), types: types.collect() })
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
    if let Ok(document) = Document::read(&settings.document, &settings.overlays) {
        // What is wrong does not matter here; only the way through the document does.
        let _ = lower(&document, &settings.formats().unwrap_or_default(), &[]);
        let sources = document.sources();
        let all = document.with_versions();
        return all.map_or(sources, |it| it.sources());
    }
    given(settings)
}

/// Returns the files that are named, in the order of their paths.
fn given(settings: &Settings) -> Vec<PathBuf> {
    let given = std::iter::once(&settings.document).chain(&settings.overlays);
    given.cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

/// What came of lowering a document.
struct Lowered {
    document: Document,
    api: model::Api,
    warnings: Vec<Diagnostic>,
    /// The files that it took.
    sources: Vec<PathBuf>,
}

/// Lowers a document for a client of its own version, and for a mock of all versions.
fn lower_all(settings: &Settings) -> Result<Lowered, Error> {
    let read = || Document::read(&settings.document, &settings.overlays);
    let document = read()?;
    let (mut api, mut warnings) = lower(&document, &settings.formats()?, &settings.operations)?;
    let mut sources = document.sources();
    if document.has_versions() {
        let all = read()?.with_versions()?;
        let (blueprint, others) = lower_for_mock(&all, &settings.operations)?;
        lower::describe_mock(&mut api, blueprint);
        let others: Vec<_> = others.into_iter().filter(|it| !warnings.contains(it)).collect();
        warnings.extend(others);
        sources = all.sources();
    }
    Ok(Lowered { document, api, warnings, sources })
}

fn render_all(settings: &Settings) -> Result<Output, Error> {
    let formats = settings.formats()?;
    let modules = settings.library.iter().chain(settings.tests.iter().map(|(_, it)| it));
    if let Some(wrong) = modules.into_iter().find(|it| syn::parse_str::<syn::Path>(it).is_err()) {
        return Err(Error::Settings(format!("expected a module, found `{wrong}`")));
    }
    let Lowered { document, api, warnings, sources } = lower_all(settings)?;
    let banner = settings.banner();
    let modules = |folder: &Path, modules: &[render::Module<'_>]| Target {
        folder: folder.to_owned(),
        files: print(&banner, modules),
        owned: true,
    };
    let mut targets = Vec::new();
    let mut notes = Vec::new();
    if let Some(folder) = &settings.client {
        let library = settings.library.as_deref();
        targets.push(modules(folder, &render::client(&api, None, library)));
    }
    if let Some((folder, runtime)) = &settings.client_package {
        let manifest = output::read_if_there(&folder.join("Cargo.toml"))?;
        let manifest = manifest.as_deref();
        let features = api.features.as_ref();
        // Without a place for them in the manifest they would be off, and what they compile missing.
        let features = features.filter(|_| manifest.is_none_or(package::has_place));
        let name = package::name(folder, "client");
        let library = settings.library.clone();
        let library = library.unwrap_or_else(|| package::library(&name, manifest));
        let client = render::client(&api, features, Some(&library));
        let generated = modules(&folder.join("src/generated"), &client);
        let texts: Vec<&str> = generated.files.iter().map(|it| it.text.as_str()).collect();
        let formats = formats.clone().used_in(&texts);
        let files = package::client((&name, &library), &api, runtime, &formats, manifest);
        notes.extend(missing_dependencies(folder, &files, &formats)?);
        targets.push(Target { folder: folder.clone(), files, owned: false });
        targets.push(generated);
    }
    if let Some(folder) = &settings.mock {
        targets.push(modules(folder, &render::mock(&api)));
    }
    if let Some((folder, engine)) = &settings.mock_package {
        let client = settings.client_package.as_ref().map(|(folder, _)| folder);
        if client.is_some_and(|it| is_same(it, folder)) {
            let what = format!("client and mock cannot both be in `{}`", folder.display());
            return Err(Error::Settings(what));
        }
        let name = mock_name(folder, settings);
        let files = package::mock(&name, &api, engine);
        targets.push(Target { folder: folder.clone(), files, owned: false });
        targets.push(modules(&folder.join("src/generated"), &render::mock(&api)));
    }
    if let Some((folder, library)) = &settings.tests {
        targets.push(modules(folder, &render::proof(&api, library)));
    }
    if let Some((folder, proof)) = &settings.tests_package {
        targets.extend(proof_package(settings, folder, proof, (&api, &document, &formats))?);
    }
    Ok(Output { targets, warnings, notes, sources, visited: document.visited() })
}

/// Names the package of the mock.
fn mock_name(folder: &Path, settings: &Settings) -> String {
    let name = package::name(folder, "mock");
    // Both may be members of one workspace.
    let client = settings.client_package.as_ref().map(|(it, _)| package::name(it, "client"));
    if client.as_ref() == Some(&name) { name + "-mock" } else { name }
}

/// Makes the package of a proof.
fn proof_package(
    settings: &Settings,
    folder: &Path,
    proof: &Runtime,
    (api, document, formats): (&model::Api, &Document, &Formats),
) -> Result<[Target; 2], Error> {
    let Some((client, runtime)) = &settings.client_package else {
        let what = "a proof is about a client: say where that is to be, too".to_owned();
        return Err(Error::Settings(what));
    };
    let mock = settings.mock_package.as_ref();
    if is_same(client, folder) || mock.is_some_and(|(it, _)| is_same(it, folder)) {
        let what = format!("`{}` cannot also hold the tests", folder.display());
        return Err(Error::Settings(what));
    }
    let client_name = package::name(client, "client");
    let mock_name = mock.map(|(folder, _)| mock_name(folder, settings));
    let mut name = package::name(folder, "tests");
    if name == client_name || Some(&name) == mock_name.as_ref() {
        name += "-tests";
    }
    let banner = settings.banner();
    let generated = Target {
        folder: folder.join("src/generated"),
        files: print(&banner, &render::proof(api, &client_name.replace('-', "_"))),
        owned: true,
    };
    let texts: Vec<&str> = generated.files.iter().map(|it| it.text.as_str()).collect();
    let formats = formats.clone().used_in(&texts);
    let client = package::Twin { name: &client_name, folder: client, runtime };
    let mock = mock.zip(mock_name.as_deref());
    let mock = mock.map(|((folder, runtime), name)| package::Twin { name, folder, runtime });
    let files = package::tests(&name, folder, (client, mock), document, (api, proof, &formats));
    Ok([Target { folder: folder.to_owned(), files, owned: false }, generated])
}

/// Makes the texts of modules, side by side, in their order.
fn print(banner: &str, modules: &[render::Module<'_>]) -> Vec<File> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut files = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(module) = modules.get(index) else { return files };
            let text = format::format(banner, (module.code)());
            files.push((index, File { path: module.path.clone(), text, keep: Keep::Generated }));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(modules.len());
    let mut files = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut files = work();
        for other in others {
            // A renderer that panics does so on whichever thread it is.
            files.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        files
    });
    files.sort_by_key(|(index, _)| *index);
    files.into_iter().map(|(_, file)| file).collect()
}

/// Says which dependencies a package's manifest must get by hand: it is its owner's once it is
/// there, and not every crate's version is known.
fn missing_dependencies(
    folder: &Path,
    files: &[File],
    formats: &Formats,
) -> Result<Vec<String>, Error> {
    let path = folder.join("Cargo.toml");
    let made = files.iter().find(|it| it.path == "Cargo.toml").map(|it| it.text.clone());
    let manifest = output::read_if_there(&path)?.or(made).unwrap_or_default();
    let missing = package::missing(&manifest, formats).into_iter();
    let note =
        |it| format!("`{}` needs the dependency `{it}`, for the types of formats", path.display());
    Ok(missing.map(note).collect())
}

fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |it: &Path| std::path::absolute(it).map(|it| document::normal(&it)).ok();
    whole(one) == whole(other)
}
