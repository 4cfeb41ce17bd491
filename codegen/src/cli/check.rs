//! `twinspec check`: what is wrong with a document, and where.

use std::io::stdout;
use std::path::PathBuf;
use std::process::ExitCode;

use twinspec::{Error, Settings, Severity};

use crate::cli::documents::{corrected, listed};
use crate::cli::progress::Progress;
use crate::cli::show::{Excerpts, counted, diagnostics};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The document, in YAML or JSON; several are read as for one client
    #[arg(value_name = "DOCUMENT", required = true)]
    documents: Vec<PathBuf>,
    /// Correct the document by this Overlay 1.0 file; repeat it for several
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
    /// Fail on `warnings` too
    #[arg(long, value_name = "warnings", value_parser = ["warnings"])]
    deny: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let (first, others) = arguments.documents.split_first().expect("one is required");
    let settings = Settings::new(first, "twinspec check");
    let settings = corrected(settings, others, &arguments.overlays)?;
    let progress = Progress::new(format!("reading {}", listed(settings.documents())));
    let found = match twinspec::warnings(&settings) {
        Ok(warnings) => warnings,
        Err(Error::Document(found)) => found,
        Err(error) => return Err(error),
    };
    drop(progress);
    let errors = found.iter().filter(|it| it.severity == Severity::Error).count();
    if arguments.json {
        println!("{:#}", diagnostics(&found));
    } else {
        let mut excerpts = Excerpts::for_stream(&stdout());
        for diagnostic in &found {
            println!("{}\n", excerpts.show(diagnostic));
        }
        let warnings = found.len() - errors;
        println!("{}, {}", counted(errors, "error"), counted(warnings, "warning"));
        if let Some(first) = found.first() {
            println!("`twinspec explain {}` says more about that code", first.code);
        }
    }
    let failed = errors > 0 || (arguments.deny.is_some() && !found.is_empty());
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
