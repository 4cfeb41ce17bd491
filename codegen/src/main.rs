//! The command `twinspec`.

mod cli;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Documents and requests are many small pieces of JSON, and the system's allocator takes a fifth
/// of the time of a mock.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// One `OpenAPI` document, two twins.
#[derive(Parser)]
#[command(name = "twinspec", version)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Generate client and mock from a document, or all that `twinspec.toml` lists
    Generate(cli::generate::Arguments),
    /// List everything in a document that is wrong or cannot be used
    Check(cli::check::Arguments),
    /// Say more about a code of `check`, with a wrong and a right document
    Explain(cli::explain::Arguments),
    /// Print what a mock of a document would do, operation by operation, and why
    Inspect(cli::inspect::Arguments),
    /// Serve a stateful mock of a document
    #[cfg(feature = "mock")]
    Mock(cli::mock::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().verb {
        Verb::Generate(arguments) => cli::generate::run(&arguments),
        Verb::Check(arguments) => cli::check::run(&arguments),
        Verb::Explain(arguments) => return cli::explain::run(&arguments),
        Verb::Inspect(arguments) => cli::inspect::run(&arguments),
        #[cfg(feature = "mock")]
        Verb::Mock(arguments) => cli::mock::run(&arguments),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}
