//! A process that is waited for, and what it used.

use std::process::{Command, ExitStatus};

use anyhow::Context;
use tests::bench::now;
use wait4::Wait4 as _;

/// What a process used from its start to its end.
#[derive(Clone, Copy)]
pub(crate) struct Usage {
    pub(crate) seconds: f64,
    /// The most bytes that were resident at a time.
    pub(crate) peak: f64,
}

/// Runs a command to its end.
pub(crate) fn measure(command: &mut Command) -> anyhow::Result<(ExitStatus, Usage)> {
    let name = command.get_program().to_string_lossy().into_owned();
    let start = now();
    let child = command.spawn().with_context(|| format!("starting `{name}`"))?;
    let used = child.wait4().with_context(|| format!("waiting for `{name}`"))?;
    let seconds = start.elapsed().as_secs_f64();
    // In KiB it fits, and so loses nothing.
    let peak = f64::from(u32::try_from(used.rusage.maxrss / 1024).unwrap_or(u32::MAX)) * 1024.0;
    Ok((used.status, Usage { seconds, peak }))
}
