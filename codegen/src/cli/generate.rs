//! `twinspec generate`: client and mock of one document, or of all that a file lists.

use std::io::stderr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};
use twinspec::{Change, Diagnostic, Error, Report, Runtime, Settings, Severity};

use crate::cli::documents::{corrected, listed};
use crate::cli::progress::Progress;
use crate::cli::show::{Excerpts, SHOWN, counted, diagnostics};

/// The file that is read when no document is given.
const CONFIG: &str = "twinspec.toml";

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("packages").args(["client", "mock"]).multiple(true)))]
pub(crate) struct Arguments {
    /// The document, in YAML or JSON; several become one client, with a module for each and types
    /// that they share; without any `twinspec.toml` says what to generate
    #[arg(value_name = "DOCUMENT", requires = "packages")]
    documents: Vec<PathBuf>,
    /// Read this file instead of `twinspec.toml`
    #[arg(long, value_name = "FILE", conflicts_with = "documents")]
    config: Option<PathBuf>,
    /// Correct the document by this Overlay 1.0 file; repeat it for several
    #[arg(long = "overlay", value_name = "FILE", requires = "documents")]
    overlays: Vec<PathBuf>,
    /// Generate only these operations and the types that they reach: an `operationId`, `METHOD /path`
    /// or `tag:NAME`; several with commas in between, or by repeating it
    #[arg(long, value_name = "SELECTOR", value_delimiter = ',', requires = "documents")]
    operations: Vec<String>,
    /// Give values of a format this Rust type, as in `date-time=jiff::Timestamp`; with `strict:` in
    /// front of the type, a text that does not parse is an error; repeat it for several
    #[arg(long = "format", value_name = "FORMAT=TYPE", value_parser = format, requires = "documents")]
    formats: Vec<(String, String)>,
    /// Write the client's package into this folder
    #[arg(long, value_name = "DIR", requires = "documents")]
    client: Option<PathBuf>,
    /// Where the client finds its runtime: `vendored` (the default), `path=DIR` from the client's
    /// folder on, or `version=V`
    #[arg(long, requires = "client")]
    runtime: Option<Runtime>,
    /// Write the mock's package into this folder; a mock is of one document
    #[arg(long, value_name = "DIR", requires = "documents")]
    mock: Option<PathBuf>,
    /// Where the mock finds its engine: `vendored` (the default), `path=DIR` from the mock's folder
    /// on, or `version=V`
    // Not one flag for both: runtime and engine are two packages, in folders of their own.
    #[arg(long, requires = "mock")]
    engine: Option<Runtime>,
    /// Write a package into this folder whose tests prove that client and mock keep to the document
    #[arg(long, value_name = "DIR", requires = "client")]
    tests: Option<PathBuf>,
    /// Where the tests find what proves: `vendored` (the default), `path=DIR` from the tests' folder
    /// on, or `version=V`
    #[arg(long, requires = "tests")]
    proof: Option<Runtime>,
    /// Write nothing; fail with the difference when a generated file is stale
    #[arg(long)]
    check: bool,
    /// Write nothing; say which files would be written and removed
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
    /// Print what was done as JSON, one object for each document in a list
    #[arg(long, conflicts_with = "check")]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let run = match (arguments.check, arguments.dry_run) {
        (true, _) => twinspec::check,
        (_, true) => twinspec::plan,
        _ => twinspec::generate,
    };
    let all = settings(arguments)?;
    let mut failed = false;
    let mut done = Vec::new();
    for settings in &all {
        let documents = listed(settings.documents());
        if all.len() > 1 && !arguments.json {
            println!("{documents}:");
        }
        let progress = Progress::new(format!("generating from {documents}"));
        let result = run(settings);
        drop(progress);
        if arguments.json {
            failed |= result.is_err();
            done.push(to_json(settings, result));
            continue;
        }
        match result {
            Ok(report) => show(report, arguments, settings),
            // One document that cannot be used keeps no other from being generated.
            Err(error) => {
                failed = true;
                show_error(error, arguments, settings);
            }
        }
    }
    if arguments.json {
        println!("{:#}", Value::from(done));
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn settings(arguments: &Arguments) -> Result<Vec<Settings>, Error> {
    let Some((first, others)) = arguments.documents.split_first() else {
        let (file, remake) = match &arguments.config {
            Some(file) => {
                (file.as_path(), format!("twinspec generate --config {}", file.display()))
            }
            None => (Path::new(CONFIG), "twinspec generate".to_owned()),
        };
        if arguments.config.is_none() && !file.exists() {
            let what = "expected a document, as in `twinspec generate api.yaml --client my-api`";
            return Err(Error::Settings(format!("{what}, or a file `{CONFIG}` in this folder")));
        }
        return Settings::read_all(file, remake);
    };
    let settings = Settings::new(first, command(arguments));
    let settings = corrected(settings, others, &arguments.overlays)?;
    let settings = arguments.operations.iter().fold(settings, Settings::operation);
    let formats = arguments.formats.iter();
    let settings = formats.fold(settings, |settings, (format, ty)| settings.format(format, ty));
    let settings = match &arguments.client {
        Some(folder) => {
            settings.client_package(folder, arguments.runtime.clone().unwrap_or_default())
        }
        None => settings,
    };
    let settings = match &arguments.mock {
        Some(folder) => settings.mock_package(folder, arguments.engine.clone().unwrap_or_default()),
        None => settings,
    };
    let settings = match &arguments.tests {
        Some(folder) => settings.tests_package(folder, arguments.proof.clone().unwrap_or_default()),
        None => settings,
    };
    Ok(vec![settings])
}

/// Returns the command that makes the same files again.
fn command(arguments: &Arguments) -> String {
    let documents = arguments.documents.iter().map(PathBuf::as_path);
    let mut words = vec![format!("twinspec generate {}", listed(documents))];
    words.extend(overlays(arguments));
    words.extend(arguments.operations.iter().map(|it| format!("--operations '{it}'")));
    let formats = arguments.formats.iter();
    words.extend(formats.map(|(format, ty)| format!("--format '{format}={ty}'")));
    let packages = [
        ("client", &arguments.client, "runtime", &arguments.runtime),
        ("mock", &arguments.mock, "engine", &arguments.engine),
        ("tests", &arguments.tests, "proof", &arguments.proof),
    ];
    for (package, folder, basis, place) in packages {
        words.extend(folder.iter().map(|it| format!("--{package} {}", it.display())));
        match place {
            Some(Runtime::Path(path)) => words.push(format!("--{basis} path={path}")),
            Some(Runtime::Version(version)) => words.push(format!("--{basis} version={version}")),
            _ => {}
        }
    }
    words.join(" ")
}

fn overlays(arguments: &Arguments) -> impl Iterator<Item = String> {
    arguments.overlays.iter().map(|it| format!("--overlay {}", it.display()))
}

/// Returns what came of a document as a program reads it; `spec/README.md` lists the members.
fn to_json(settings: &Settings, result: Result<Report, Error>) -> Value {
    let (report, error) = match result {
        Ok(report) => (Some(report), None),
        Err(error) => (None, Some(error)),
    };
    let found = match (&report, &error) {
        (Some(report), _) => diagnostics(&report.warnings),
        (_, Some(Error::Document(found))) => diagnostics(found),
        _ => json!([]),
    };
    let error = error.map(|it| match it {
        Error::Document(_) => "the document has errors".to_owned(),
        other => other.to_string(),
    });
    let changes = report.iter().flat_map(|it| &it.changes).map(|it| match it {
        Change::Written(path) => json!({"path": path, "change": "written"}),
        Change::Removed(path) => json!({"path": path, "change": "removed"}),
    });
    json!({
        "document": settings.documents().next(),
        "documents": settings.documents().collect::<Vec<_>>(),
        "files": report.as_ref().map(|it| it.files),
        "changes": changes.collect::<Value>(),
        "diagnostics": found,
        "notes": report.as_ref().map_or(&[][..], |it| &it.notes),
        "error": error,
    })
}

fn show(mut report: Report, arguments: &Arguments, settings: &Settings) {
    let warnings = std::mem::take(&mut report.warnings);
    let mut excerpts = Excerpts::for_stream(&stderr());
    for warning in warnings.iter().take(SHOWN) {
        eprintln!("{}\n", excerpts.show(warning));
    }
    if warnings.len() > SHOWN {
        let more = warnings.len() - SHOWN;
        eprintln!("… and {more} more: `{}` lists all\n", check_command(arguments, settings));
    }
    println!("{report}");
}

fn show_error(error: Error, arguments: &Arguments, settings: &Settings) {
    let Error::Document(found) = error else {
        eprintln!("error: {error}");
        return;
    };
    let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
        found.into_iter().partition(|it| it.severity == Severity::Error);
    let mut excerpts = Excerpts::for_stream(&stderr());
    for error in &errors {
        eprintln!("{}\n", excerpts.show(error));
    }
    if !warnings.is_empty() {
        let (count, command) =
            (counted(warnings.len(), "warning"), check_command(arguments, settings));
        eprintln!("… and {count}: `{command}` lists all\n");
    }
    eprintln!("nothing was generated: the document has {}", counted(errors.len(), "error"));
}

fn check_command(arguments: &Arguments, settings: &Settings) -> String {
    let words = std::iter::once(format!("twinspec check {}", listed(settings.documents())));
    words.chain(overlays(arguments)).collect::<Vec<_>>().join(" ")
}

fn format(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((format, ty)) if !format.is_empty() => Ok((format.to_owned(), ty.to_owned())),
        _ => Err("expected `FORMAT=TYPE`, as in `date-time=jiff::Timestamp`".to_owned()),
    }
}
