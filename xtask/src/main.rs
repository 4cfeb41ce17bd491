//! The project's own commands: `cargo xtask --help` lists them.
//!
//! It depends on the generator alone, so that it builds when generated code does not. What needs
//! the client or the mock is a program of the package `tests`, which this one only starts.

mod ci;
mod command;
mod corpus;
mod edges;
mod fidelity;
#[cfg(test)]
mod house;
mod package;
mod paths;
mod walk;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own commands.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Regenerate the client and the mock from `spec/contacts.yaml`.
    Codegen {
        /// Write nothing; fail with the difference when a generated file is stale.
        #[arg(long)]
        check: bool,
    },
    /// Regenerate, then play a story through the client against the mock.
    Demo,
    /// Run `HighLevel`'s own SDKs for JavaScript and Python against the mock.
    Sdk,
    /// Run the fuzzer `schemathesis` against the mock.
    Schemathesis {
        /// Flags of the run: `--cases N --seed N`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Write `spec/FIDELITY.md`: what the mock does, how sure that is, and what holds it.
    Fidelity {
        /// Write nothing; fail when the page is stale.
        #[arg(long)]
        check: bool,
    },
    /// Check everything that must hold before something lands.
    Ci,
    /// Check which package knows of which.
    Edges,
    /// Make the packages that are published, and compile them as they would be downloaded.
    Package,
    /// Generate a client of every document in a folder, and say what became of each.
    Corpus(corpus::Arguments),
    /// Generate one document of a corpus and print what became of it as JSON.
    #[command(hide = true)]
    CorpusOne {
        document: PathBuf,
        folder: PathBuf,
        #[arg(long)]
        prove: bool,
    },
    /// Walk through a mock by what its document says, or through the mocks of a folder.
    Walk(walk::Arguments),
    /// Run acceptance cases of a well-known mock server against ours.
    Cases {
        /// The file of cases, and flags: `FILE --all --only TEXT`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Measure what the project promises.
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
}

#[derive(Subcommand)]
enum Bench {
    /// The generator beside `openapi-to-rust`, in one run.
    Codegen {
        /// Documents and flags of the bench: `DOCS… --documents DIR --rounds N --check-rounds N`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// The mock beside a bare axum server, in one run.
    Mock {
        /// Flags of the bench: `--rounds N --requests N --document FILE --beside FLAGS`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Codegen { check: true } => print(&twinspec::check(&paths::settings())?),
        Task::Codegen { check: false } => print(&twinspec::generate(&paths::settings())?),
        Task::Demo => {
            print(&twinspec::generate(&paths::settings())?);
            command::run::<&str>("demo", &[])?;
        }
        Task::Sdk => command::run::<&str>("sdk", &[])?,
        Task::Schemathesis { arguments } => command::run("schemathesis", &arguments)?,
        Task::Fidelity { check } => fidelity::run(check)?,
        Task::Ci => ci::run()?,
        Task::Edges => edges::check()?,
        Task::Package => package::check()?,
        Task::Corpus(arguments) => corpus::run(&arguments)?,
        Task::CorpusOne { document, folder, prove } => corpus::one(&document, &folder, prove)?,
        Task::Walk(arguments) => walk::run(&arguments)?,
        Task::Cases { arguments } => command::cases(&arguments)?,
        Task::Bench { what: Bench::Codegen { arguments } } => command::bench_codegen(&arguments)?,
        Task::Bench { what: Bench::Mock { arguments } } => command::bench_mock(&arguments)?,
    }
    Ok(())
}

fn print(report: &twinspec::Report) {
    println!("{report}");
}
