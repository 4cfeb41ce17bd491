//! Starts programs of the package `tests`.

use std::ffi::OsStr;
use std::process::Command;

use anyhow::{Context, bail};

/// Builds and runs a program; fails when it fails.
pub(crate) fn run<A: AsRef<OsStr>>(program: &str, arguments: &[A]) -> anyhow::Result<()> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "tests", "--bin", program, "--"]).args(arguments);
    finish(command, program)
}

/// Builds everything that the bench of the mock compares, in release, and runs it.
pub(crate) fn bench_mock(arguments: &[String]) -> anyhow::Result<()> {
    let mut build = cargo();
    build.args(["build", "--release", "--package", "ghl-mock", "--package", "tests"]);
    build.args(["--bin", "ghl-mock", "--bin", "bench-mock", "--bin", "bare-axum"]);
    finish(build, "cargo build")?;
    if arguments.iter().any(|it| it.starts_with("--document")) {
        let mut build = cargo();
        build.args(["build", "--release", "--package", "twinspec", "--bin", "twinspec"]);
        finish(build, "cargo build")?;
    }
    let mut command = cargo();
    // The path of the document is seen from where this was started.
    command.current_dir(std::env::current_dir().context("asking for the current folder")?);
    command.arg("run").arg("--manifest-path").arg(crate::paths::root().join("Cargo.toml"));
    command.args(["--release", "--quiet", "--package", "tests", "--bin", "bench-mock"]);
    command.arg("--").args(arguments);
    finish(command, "bench-mock")
}

/// Builds the generator in release and the bench that compares it, and runs the bench.
pub(crate) fn bench_codegen(arguments: &[String]) -> anyhow::Result<()> {
    let mut build = cargo();
    build.args(["build", "--release", "--package", "twinspec", "--bin", "twinspec"]);
    finish(build, "cargo build")?;
    let mut command = cargo();
    // The paths of documents are seen from where this was started.
    command.current_dir(std::env::current_dir().context("asking for the current folder")?);
    command.arg("run").arg("--manifest-path").arg(crate::paths::root().join("Cargo.toml"));
    command.args(["--quiet", "--package", "tests", "--bin", "bench-codegen", "--"]);
    command.args(arguments);
    finish(command, "bench-codegen")
}

/// Runs acceptance cases against the mock.
pub(crate) fn cases(arguments: &[String]) -> anyhow::Result<()> {
    let mut command = cargo();
    // The path of the file is seen from where this was started.
    command.current_dir(std::env::current_dir().context("asking for the current folder")?);
    command.arg("run").arg("--manifest-path").arg(crate::paths::root().join("Cargo.toml"));
    command.args(["--quiet", "--package", "tests", "--bin", "cases", "--"]).args(arguments);
    finish(command, "cases")
}

/// Starts a call of cargo in the folder of the project.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::paths::root());
    command
}

/// Runs a command to its end; fails when it fails.
pub(crate) fn finish(mut command: Command, name: &str) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("starting `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed");
    }
    Ok(())
}
