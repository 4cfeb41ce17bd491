//! In place of the compiler: runs it and notes what it used.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Context;

use crate::process::{Usage, measure};

/// Names the file to note in; when it is set, this program stands in place of the compiler.
pub(crate) const LOG: &str = "BENCH_CODEGEN_RUSTC_LOG";

/// Returns the file to note in, if this program stands in place of the compiler.
pub(crate) fn log() -> Option<PathBuf> {
    std::env::var_os(LOG).map(PathBuf::from)
}

/// Runs the compiler that cargo names first, and notes what it used for which crate.
pub(crate) fn run_and_note(log: &Path) -> anyhow::Result<ExitCode> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let (program, arguments) = arguments.split_first().context("cargo names the compiler first")?;
    let (status, usage) = measure(Command::new(program).args(arguments))?;
    let name = arguments.iter().position(|it| it == "--crate-name");
    if let Some(name) = name.and_then(|at| arguments.get(at + 1)) {
        // One write a line: several compilers run at a time.
        let line = format!("{} {} {}\n", name.to_string_lossy(), usage.seconds, usage.peak);
        let file = OpenOptions::new().create(true).append(true).open(log);
        file.and_then(|mut it| it.write_all(line.as_bytes()))
            .with_context(|| format!("writing to `{}`", log.display()))?;
    }
    let code = status.code().and_then(|it| u8::try_from(it).ok());
    Ok(ExitCode::from(code.unwrap_or(101)))
}

/// Returns what the compiler last used for a crate, if it was compiled at all.
pub(crate) fn read(log: &Path, name: &str) -> anyhow::Result<Option<Usage>> {
    if !log.is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(log).context("reading what the compiler used")?;
    let usage = |line: &str| {
        let mut words = line.split(' ');
        (words.next()? == name).then_some(())?;
        Some(Usage { seconds: words.next()?.parse().ok()?, peak: words.next()?.parse().ok()? })
    };
    Ok(text.lines().rev().find_map(usage))
}
