//! The command `twinspec`.

mod cli;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// One `OpenAPI` document, two twins.
#[derive(Parser)]
#[command(name = "twinspec", version)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Generate a client from a document, or all clients that `twinspec.toml` lists
    Generate(cli::generate::Arguments),
    /// List everything in a document that is wrong or cannot be used
    Check(cli::check::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().verb {
        Verb::Generate(arguments) => cli::generate::run(&arguments),
        Verb::Check(arguments) => cli::check::run(&arguments),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}
