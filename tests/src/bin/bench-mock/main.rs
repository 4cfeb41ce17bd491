//! Measures the mock beside a bare axum server; `cargo xtask bench mock` builds both and starts it.
//!
//! Both servers run with two worker threads and get the same requests, byte for byte, and the bare
//! server answers a read with the very bytes of the mock's answer. They are measured in turn, round
//! by round, each time in a fresh process, and a figure is the median of its rounds: what the
//! machine does meanwhile hits both alike. CPU time per request is the figure to trust; latency
//! also depends on the load generator, which runs on the same cores.

mod beside;
mod document;
mod exchange;
mod full;
mod http;
mod load;
mod many;
mod measure;
mod prism;
mod server;
mod table;
mod usage;

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Parser;
use tests::bench::own_folder;

use crate::exchange::Exchange;
use crate::load::Generator;
use crate::measure::{Figures, Round};
use crate::server::Program;
use crate::table::Report;

/// Measures the mock beside a bare axum server.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench mock")]
struct Arguments {
    /// Measure each server this many times; figures are medians
    #[arg(long, value_name = "N", default_value_t = 9, value_parser = clap::value_parser!(u16).range(1..=100))]
    rounds: u16,
    /// Measure this many requests of each kind in each round
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1_000..=1_000_000))]
    requests: u32,
    /// Measure how long `twinspec mock` takes to start with this document
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// Measure only the mock, beside itself with these flags: `--beside "--journal 0"`
    #[arg(long, value_name = "FLAGS", allow_hyphen_values = true)]
    beside: Option<String>,
}

fn main() -> anyhow::Result<()> {
    let Arguments { rounds, requests, document, beside } = Arguments::parse();
    if !cfg!(target_os = "linux") {
        bail!("this bench reads CPU time and memory from `/proc` and is supported on Linux only");
    }
    if cfg!(debug_assertions) {
        bail!("this is a debug build, which says nothing; run `cargo xtask bench mock`");
    }
    let folder = own_folder()?;
    let generator = Generator::find_or_install(&folder)?;

    let mock = Program::mock(&folder)?;
    let exchange = Exchange::with(&mock)?;
    if let Some(flags) = beside {
        let other = Program::mock_with(&folder, &flags)?;
        return beside::measure([&mock, &other], &exchange, &generator, (rounds, requests));
    }
    let bare = Program::bare(&folder, &exchange)?;

    let mut mock_rounds = Vec::new();
    let mut bare_rounds = Vec::new();
    for number in 1..=rounds {
        for (program, taken) in [(&mock, &mut mock_rounds), (&bare, &mut bare_rounds)] {
            let round = Round::measure(program, &exchange, &generator, requests)
                .with_context(|| format!("measuring `{}`", program.name))?;
            eprintln!("round {number} of {rounds}, {}: {round}", program.name);
            taken.push(round);
        }
    }

    let full = full::measure(&mock, &exchange, &generator, (rounds, requests / 5))?;
    if document.is_none() {
        eprintln!("WITHOUT A BIG DOCUMENT: its row is left out; `--document FILE` names one");
    }
    let document = document.map(|it| document::start(&folder, &it)).transpose()?;
    let report = Report {
        full,
        document,
        prism: prism::measure(&folder, &exchange, &generator),
        mock: Figures::medians(&mock_rounds),
        bare: Figures::medians(&bare_rounds),
        rounds,
        requests,
    };
    println!("\n{}\n\nThe same for the README:\n\n{}", report.for_terminal(), report.for_readme());
    Ok(())
}
