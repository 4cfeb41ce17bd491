//! The command `twinspec`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::json;
use twinspec::{Diagnostic, Error, Runtime, Settings, Severity};

/// One `OpenAPI` document, two twins.
#[derive(Parser)]
#[command(name = "twinspec", version)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Generate a client from a document
    Generate {
        #[command(flatten)]
        source: Source,
        /// Write the client's package into this folder
        #[arg(long, value_name = "DIR")]
        client: PathBuf,
        /// Where the client finds its runtime: `vendored`, `path=DIR` or `version=V`
        #[arg(long, default_value = "vendored", value_parser = runtime)]
        runtime: Runtime,
        /// Write nothing; fail with the difference when a generated file is stale
        #[arg(long)]
        check: bool,
    },
    /// List everything in a document that is wrong or cannot be used
    Check {
        #[command(flatten)]
        source: Source,
        /// Print the list as JSON
        #[arg(long)]
        json: bool,
        /// Fail on `warnings` too
        #[arg(long, value_name = "warnings", value_parser = ["warnings"])]
        deny: Option<String>,
    },
}

#[derive(clap::Args)]
struct Source {
    /// The document, in YAML or JSON
    document: PathBuf,
    /// Correct the document by this Overlay 1.0 file; repeat it for several
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Give values of a format this Rust type, as in `date-time=jiff::Timestamp`; with `strict:` in
    /// front of the type, a text that does not parse is an error; repeat it for several
    #[arg(long = "format", value_name = "FORMAT=TYPE", value_parser = format)]
    formats: Vec<(String, String)>,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().verb {
        Verb::Generate { source, client, runtime, check } => {
            let command = source.command(&client, &runtime);
            let settings = source.settings(&command).client_package(client, runtime);
            let run = if check { twinspec::check } else { twinspec::generate };
            run(&settings).map(|report| {
                println!("{report}");
                ExitCode::SUCCESS
            })
        }
        Verb::Check { source, json, deny } => diagnose(&source, json, deny.is_some()),
    };
    result.unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::FAILURE
    })
}

impl Source {
    /// Returns the command that makes the same files again.
    fn command(&self, client: &Path, runtime: &Runtime) -> String {
        let mut words = vec![format!("twinspec generate {}", self.document.display())];
        words.extend(self.overlays.iter().map(|it| format!("--overlay {}", it.display())));
        words.extend(self.formats.iter().map(|(format, ty)| format!("--format '{format}={ty}'")));
        words.push(format!("--client {}", client.display()));
        match runtime {
            Runtime::Path(path) => words.push(format!("--runtime path={path}")),
            Runtime::Version(version) => words.push(format!("--runtime version={version}")),
            _ => {}
        }
        words.join(" ")
    }

    fn settings(&self, command: &str) -> Settings {
        let settings = Settings::new(&self.document, command);
        let settings = self.overlays.iter().fold(settings, Settings::overlay);
        self.formats.iter().fold(settings, |settings, (format, ty)| settings.format(format, ty))
    }
}

fn diagnose(source: &Source, json: bool, deny_warnings: bool) -> Result<ExitCode, Error> {
    let found = match twinspec::warnings(&source.settings("twinspec check")) {
        Ok(warnings) => warnings,
        Err(Error::Document(found)) => found,
        Err(error) => return Err(error),
    };
    let errors = found.iter().filter(|it| it.severity == Severity::Error).count();
    if json {
        println!("{:#}", found.iter().map(to_json).collect::<serde_json::Value>());
    } else {
        for it in &found {
            println!("{it}");
        }
        println!("{errors} errors, {} warnings", found.len() - errors);
    }
    let failed = errors > 0 || (deny_warnings && !found.is_empty());
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn to_json(diagnostic: &Diagnostic) -> serde_json::Value {
    json!({
        "severity": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": diagnostic.file,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "pointer": diagnostic.pointer,
        "help": diagnostic.help,
    })
}

fn runtime(text: &str) -> Result<Runtime, String> {
    match text.split_once('=') {
        None if text == "vendored" => Ok(Runtime::Vendored),
        Some(("path", path)) => Ok(Runtime::Path(path.to_owned())),
        Some(("version", version)) => Ok(Runtime::Version(version.to_owned())),
        _ => Err("expected `vendored`, `path=DIR` or `version=V`".to_owned()),
    }
}

fn format(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((format, ty)) if !format.is_empty() => Ok((format.to_owned(), ty.to_owned())),
        _ => Err("expected `FORMAT=TYPE`, as in `date-time=jiff::Timestamp`".to_owned()),
    }
}
