//! The vendor's own SDKs, unchanged, against the mock.
//!
//! Each is installed from its registry and tells a story (`tests/sdk`) that fails when an answer is
//! not what the SDK, or who uses it, expects. The referee has watched every exchange, and each
//! operation must have succeeded at least once.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, ensure};
use tests::process::Process;
use tests::{Harness, Wire, install};
use twinspec_mock::SystemClock;

/// How long a story may take.
const LIMIT: Duration = Duration::from_mins(2);

#[tokio::main]
async fn main() -> ExitCode {
    let javascript =
        install::javascript("sdk/javascript").map(|it| ("node".into(), it, "story.mjs"));
    let python = install::python("sdk/python");
    let python = python.map(|it| (it.join("venv/bin/python"), it, "story.py"));
    let mut exit = ExitCode::SUCCESS;
    for (language, installed) in [("JavaScript", javascript), ("Python", python)] {
        let story = match installed {
            Ok(story) => story,
            Err(missing) => {
                let what = format!("the SDK for {language} was NOT run against the mock");
                install::skipped(&what, &missing);
                continue;
            }
        };
        match tell(story).await {
            Ok(told) => {
                println!("{language}\n{told}  the referee found nothing, each operation succeeded");
            }
            Err(error) => {
                eprintln!("error: {language}: {error:#}");
                exit = ExitCode::FAILURE;
            }
        }
    }
    exit
}

/// Runs a story against a mock of its own; returns what it printed.
async fn tell((program, folder, story): (PathBuf, PathBuf, &str)) -> anyhow::Result<String> {
    // SDKs go by the machine's clock when they are told to wait.
    let mock = tests::mock_with(&ghl_mock::BLUEPRINT, ghl_mock::behaviour(), SystemClock)?;
    // It ends with the program: the referee's layer serves, which knows of no webhooks.
    let told = mock.clone();
    tokio::spawn(async move { told.keep_delivering().await });
    let harness = Harness::with(mock, Wire::Tcp).await?;
    let mut command = Command::new(program);
    command.arg(story).current_dir(folder);
    command.env("MOCK_URL", harness.base_url());
    command.env("MOCK_TOKEN", harness.token());
    command.env("MOCK_LOCATION", harness.location());
    command.env("MOCK_OTHER_TOKEN", harness.other_token());
    command.env("MOCK_OTHER_LOCATION", harness.other_location());
    let story = Process::start(command)?;
    let told = tokio::task::spawn_blocking(move || story.finish(LIMIT)).await?;
    let told = told.context("the story did not end well")?;
    check(&harness)?;
    Ok(told)
}

/// Asks what the referee saw, but for what was asked of the mock itself.
fn check(harness: &Harness) -> anyhow::Result<()> {
    let judged = harness.judged();
    ensure!(!judged.is_empty(), "nothing was asked of the mock");
    for it in judged.iter().filter(|it| !it.uri.path().starts_with("/_twinspec/")) {
        ensure!(it.verdict.is_pass(), "{} {}: {}", it.method, it.uri, it.verdict);
    }
    let referee = tests::referee()?;
    let succeeded = judged.iter().filter(|it| it.status.is_success());
    let succeeded: BTreeSet<_> = succeeded.filter_map(|it| it.verdict.operation()).collect();
    let untouched = referee.operations().map(|it| it.id).filter(|it| !succeeded.contains(it));
    let untouched: Vec<&str> = untouched.collect();
    ensure!(untouched.is_empty(), "no success of {}", untouched.join(", "));
    Ok(())
}
