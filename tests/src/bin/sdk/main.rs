//! The vendor's own SDKs, unchanged, against the mock.
//!
//! Each is installed once from its registry, below the target folder, and tells a story (`tests/sdk`)
//! that fails when an answer is not what the SDK, or who uses it, expects. The referee has watched
//! every exchange, and each operation must have succeeded at least once.

mod install;

use std::collections::BTreeSet;
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use tests::process::Process;
use tests::{Harness, Wire};

use crate::install::{Installed, Language};

/// How long a story may take.
const LIMIT: Duration = Duration::from_mins(2);

#[tokio::main]
async fn main() -> ExitCode {
    let mut exit = ExitCode::SUCCESS;
    for language in Language::ALL {
        let told = match install::install(language) {
            Ok(installed) => tell(language, installed).await,
            Err(missing) => {
                println!("\n!!! SKIPPED: the SDK for {language} was NOT run against the mock:");
                println!("!!! {missing:#}\n");
                continue;
            }
        };
        if let Err(error) = told {
            eprintln!("error: {language}: {error:#}");
            exit = ExitCode::FAILURE;
        }
    }
    exit
}

/// Runs a story against a mock of its own.
async fn tell(language: Language, installed: Installed) -> anyhow::Result<()> {
    let harness = Harness::with(tests::mock()?, Wire::Tcp).await?;
    let mut command = Command::new(&installed.program);
    command.arg(&installed.story).current_dir(&installed.folder);
    command.env("MOCK_URL", harness.base_url());
    command.env("MOCK_TOKEN", harness.token());
    command.env("MOCK_LOCATION", harness.location());
    let story = Process::start(command)?;
    let told = tokio::task::spawn_blocking(move || story.finish(LIMIT)).await?;
    print!("{}", told.context("the story did not end well")?);
    check(&harness)?;
    println!("{language}: the referee found nothing, every operation succeeded");
    Ok(())
}

/// Asks what the referee saw.
fn check(harness: &Harness) -> anyhow::Result<()> {
    let judged = harness.judged();
    ensure!(!judged.is_empty(), "nothing was asked of the mock");
    for it in &judged {
        ensure!(it.verdict.is_pass(), "{} {}: {}", it.method, it.uri, it.verdict);
    }
    let referee = tests::referee()?;
    let succeeded = judged.iter().filter(|it| it.status.is_success());
    let succeeded: BTreeSet<_> = succeeded.filter_map(|it| it.verdict.operation()).collect();
    let untouched = referee.operations().map(|it| it.id).filter(|it| !succeeded.contains(it));
    let untouched: Vec<&str> = untouched.collect();
    if !untouched.is_empty() {
        bail!("no success of {}", untouched.join(", "));
    }
    Ok(())
}
