//! `twinspec mock`: a stateful mock of a document, served without compiling anything.

use std::path::PathBuf;
use std::process::ExitCode;

use twinspec::{Error, Settings};
use twinspec_mock::Behaviour;
use twinspec_mock::cli::{self, Defaults, Options};

use crate::cli::inspect;
use crate::cli::show::counted;

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
    let (blueprint, warnings) = twinspec::blueprint(&settings)?;
    if !warnings.is_empty() {
        let count = counted(warnings.len(), "warning");
        let document = arguments.document.display();
        eprintln!("the document has {count}: `twinspec check {document}` lists them");
    }
    let hints = |serving: &cli::Serving<'_>| {
        let table = inspect::table(&serving.mock.blueprint());
        table.lines().map(str::to_owned).collect()
    };
    let defaults = Defaults { hints: Some(Box::new(hints)), ..Defaults::default() };
    Ok(cli::run(&blueprint, Behaviour::new(), &arguments.options, defaults))
}
