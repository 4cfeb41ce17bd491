//! `twinspec mock`: a stateful mock of a document, served without compiling anything.

use std::path::PathBuf;
use std::process::ExitCode;

use twinspec::{Error, Settings};
use twinspec_mock::Behaviour;
use twinspec_mock::cli::{self, Defaults, Options, Source};
use twinspec_mock::facade::Blueprint;

use crate::cli::documents::listed;
use crate::cli::inspect;
use crate::cli::progress::Progress;
use crate::cli::show::{Excerpts, SHOWN, counted, line};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The document, in YAML or JSON
    document: PathBuf,
    /// Correct the document by this Overlay 1.0 file; repeat it for several
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    #[command(flatten)]
    options: Options,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let settings = Settings::new(&arguments.document, "twinspec mock");
    let settings = arguments.overlays.iter().fold(settings, Settings::overlay);
    let mut document = Document { settings, files: Vec::new() };
    let blueprint = document.blueprint()?;
    let hints = |serving: &cli::Serving<'_>| {
        let table = inspect::table(&serving.mock.blueprint());
        table.lines().map(str::to_owned).collect()
    };
    let defaults = Defaults {
        hints: Some(Box::new(hints)),
        source: Some(Box::new(document)),
        ..Defaults::default()
    };
    Ok(cli::run(&blueprint, Behaviour::new(), &arguments.options, defaults))
}

/// The document that is served.
struct Document {
    settings: Settings,
    files: Vec<PathBuf>,
}

impl Document {
    /// Reads the document, and says how much of it cannot be used.
    fn blueprint(&mut self) -> Result<Blueprint, Error> {
        let progress = Progress::new(format!("reading {}", listed(self.settings.documents())));
        let read = twinspec::read(&self.settings);
        drop(progress);
        self.files = read.sources;
        let (blueprint, warnings) = read.blueprint?;
        for warning in warnings.iter().take(SHOWN) {
            eprintln!("{}", line(warning));
        }
        if !warnings.is_empty() {
            let count = counted(warnings.len(), "warning");
            let document = listed(self.settings.documents());
            eprintln!("the document has {count}: `twinspec check {document}` tells more of each\n");
        }
        Ok(blueprint)
    }
}

impl Source for Document {
    fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }

    fn read(&mut self) -> Result<Blueprint, String> {
        self.blueprint().map_err(|error| match error {
            Error::Document(diagnostics) => {
                let mut excerpts = Excerpts::for_stream(&std::io::stderr());
                let shown = diagnostics.iter().map(|it| excerpts.show(it));
                shown.collect::<Vec<_>>().join("\n")
            }
            other => format!("error: {other}"),
        })
    }
}
