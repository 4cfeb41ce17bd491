//! All that must hold before something lands, in one command.

use std::process::Command;
use std::time::Instant;

use crate::command::{cargo, finish};
use crate::{edges, package};

/// A step: what it is called, and the arguments of cargo.
const STEPS: [(&str, &[&str]); 9] = [
    ("format", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    ("lean client", &["check", "--quiet", "--package", "twinspec-client", "--no-default-features"]),
    ("tests", &["test", "--workspace"]),
    ("generated code is up to date", &["xtask", "codegen", "--check"]),
    ("demo", &["demo"]),
    ("the vendor's own SDKs", &["xtask", "sdk"]),
    ("fuzzing", &["xtask", "schemathesis"]),
    ("docs", &["doc", "--quiet", "--workspace", "--no-deps"]),
];

/// Runs every step; the first that fails ends it.
pub(crate) fn run() -> anyhow::Result<()> {
    for (name, arguments) in STEPS {
        step(name, || {
            let mut command = cargo();
            command.args(arguments).env("RUSTDOCFLAGS", "-D warnings");
            // Snapshots are reviewed by people; here they only compare.
            command.env("INSTA_UPDATE", "no");
            finish(command, &format!("cargo {}", arguments.join(" ")))
        })?;
    }
    step("package edges", edges::check)?;
    step("packages can be published", package::check)?;
    if is_deny_installed() {
        step("licences, bans and sources", licences)?;
        println!("\nAll of it holds.");
    } else {
        println!("\n!!! SKIPPED: cargo-deny is not installed, so licences, bans and sources");
        println!("!!! were NOT checked. `cargo install cargo-deny --locked` brings it.");
        println!("\nAll that was checked holds.");
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "people want to know how long a step took")]
fn step(name: &str, run: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    println!("\n=== {name}");
    let start = Instant::now();
    run()?;
    println!("=== {name}: passed in {:.0?}", start.elapsed());
    Ok(())
}

fn is_deny_installed() -> bool {
    Command::new("cargo-deny").arg("--version").output().is_ok()
}

/// Asks `cargo deny`; the advisory database is left to those that can fetch it.
fn licences() -> anyhow::Result<()> {
    let mut command = Command::new("cargo-deny");
    command.args(["check", "licenses", "bans", "sources"]).current_dir(crate::paths::root());
    finish(command, "cargo deny check licenses bans sources")
}
