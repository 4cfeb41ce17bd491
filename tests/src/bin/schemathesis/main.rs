//! A well-known fuzzer against the mock: `schemathesis` makes requests of the document, valid and
//! invalid ones, alone and in the order that its links allow, and checks every answer; the referee
//! does so beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, ensure};
use clap::Parser;
use ghl_mock::{BLUEPRINT, SEED, behaviour};
use tests::{Wire, install};
use twinspec_mock::{Mock, Token};

/// A token that belongs to no location, so that made-up ones are as good as any.
const TOKEN: &str = "pit-of-a-fuzzer";

#[derive(Parser)]
struct Arguments {
    /// How many requests are made up for each operation, beside those of every boundary
    #[arg(long, value_name = "N", default_value_t = 5)]
    cases: u32,
    /// The number that all that is random follows from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let folder = match install::python("schemathesis") {
        Ok(folder) => folder,
        Err(missing) => {
            install::skipped("schemathesis was NOT run against the mock", &missing);
            return ExitCode::SUCCESS;
        }
    };
    match fuzz_all(&folder, &arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Fuzzes each version of the API.
async fn fuzz_all(folder: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    for (document, name) in tests::documents()?.into_iter().zip(["dated.json", "v3.json"]) {
        let path = folder.join(name);
        fs::write(&path, document.to_string())
            .with_context(|| format!("writing `{}`", path.display()))?;
        let mut command = Command::new(folder.join("venv/bin/schemathesis"));
        command.current_dir(folder).args(["--config-file", "schemathesis.toml", "run", name]);
        command.args(["--checks", "all", "--continue-on-failure", "--no-color"]);
        command.args(["--warnings", "off"]);
        command.args(["--max-examples", &arguments.cases.to_string()]);
        command.args(["--seed", &arguments.seed.to_string()]);
        fuzz(command).await?;
    }
    Ok(())
}

async fn fuzz(mut command: Command) -> anyhow::Result<()> {
    let (name, text) = SEED;
    let mock = Mock::builder(&BLUEPRINT).behaviour(behaviour()).data(name, text);
    let mock = mock.token(Token::new(TOKEN)).build()?;
    let (service, watched) = tests::watched(&mock)?;
    let (_, url) = Wire::Tcp.connect(service).await?;
    command.args(["--url", &url, "--header", &format!("Authorization: Bearer {TOKEN}")]);
    let status = tokio::task::spawn_blocking(move || command.status()).await?;
    let status = status.context("starting `schemathesis`")?;

    let judged = watched.so_far();
    let mut by_status: BTreeMap<u16, usize> = BTreeMap::new();
    for it in &judged {
        ensure!(it.verdict.is_pass(), "{} {}: {}", it.method, it.uri, it.verdict);
        *by_status.entry(it.status.as_u16()).or_default() += 1;
    }
    println!("\nThe referee found nothing in {} exchanges, by status: {by_status:?}", judged.len());
    ensure!(status.success(), "`schemathesis` found something, see above");
    ensure!(by_status.contains_key(&201), "nothing was created: the requests went nowhere");
    Ok(())
}
