//! Measures the generator beside another one; `cargo xtask bench codegen` builds it and starts this.
//!
//! Both generators run as whole processes on the same documents, in turn, round by round, into
//! folders that are emptied before, and a figure is the median of its rounds: what the machine does
//! meanwhile hits both alike. Then each generated package is checked in turn. Its dependencies are
//! compiled before, and the memory is that of the compiler's process for this package alone: cargo
//! starts this program in place of the compiler, so that it can wait for it and ask what it used.

mod check;
mod documents;
mod figures;
mod generator;
mod process;
mod rustc;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::Parser;
use tests::bench::own_folder;

use crate::check::Workspace;
use crate::figures::{Comparison, Figures};
use crate::generator::Generator;

/// Measures the generator beside another one.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench codegen")]
struct Arguments {
    /// Documents to measure
    documents: Vec<PathBuf>,
    /// Measure the well-known documents that this folder holds, and the flagship's
    #[arg(long = "documents", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Generate each document this many times
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100))]
    rounds: u16,
    /// Check each generated package this many times
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    check_rounds: u16,
}

fn main() -> anyhow::Result<ExitCode> {
    // In place of the compiler there are no arguments of ours.
    if let Some(log) = rustc::log() {
        return rustc::run_and_note(&log);
    }
    let arguments = Arguments::parse();
    if !cfg!(unix) {
        bail!("this bench asks the system what a process used, which it can on Unix only");
    }
    let documents = documents::find(&arguments.documents, arguments.folder.as_deref())?;
    let folder = own_folder()?;
    let generators = [Generator::ours(&folder)?, Generator::theirs(&folder)?];
    let workspace = Workspace::new(&folder)?;

    let mut comparisons = Vec::new();
    for document in documents {
        let mut figures = [Figures::default(), Figures::default()];
        for round in 1..=arguments.rounds {
            eprintln!("{}: generating, round {round} of {}", document.name, arguments.rounds);
            for (generator, figures) in generators.iter().zip(&mut figures) {
                if figures.failure.is_none() {
                    let package = workspace.package(&document, generator);
                    figures.generated(generator.measure(&document, &package)?);
                }
            }
        }
        comparisons.push(Comparison { document, figures });
    }

    workspace.write(&comparisons, &generators)?;
    for Comparison { document, figures } in &mut comparisons {
        for (generator, figures) in generators.iter().zip(figures.iter_mut()) {
            if figures.failure.is_none() {
                eprintln!("{}: compiling what {} needs", document.name, generator.name);
                let package = workspace.package(document, generator);
                figures.prepared(workspace.prepare(&package)?);
            }
        }
        for round in 1..=arguments.check_rounds {
            eprintln!("{}: checking, round {round} of {}", document.name, arguments.check_rounds);
            for (generator, figures) in generators.iter().zip(figures.iter_mut()) {
                if figures.failure.is_none() {
                    let package = workspace.package(document, generator);
                    figures.checked(workspace.measure(&package)?);
                }
            }
        }
    }
    println!("{}", table::report(&comparisons, &generators, &arguments));
    Ok(ExitCode::SUCCESS)
}
