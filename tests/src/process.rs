//! Child processes that always end: when they are done, when time is up, or with their owner.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};

use crate::bench::now;

/// A process whose lines on standard output are read; it is killed when this is dropped.
pub struct Process {
    name: String,
    child: Child,
    lines: Receiver<String>,
}

impl Process {
    /// Starts a program; what it says on standard error goes to ours.
    pub fn start(mut command: Command) -> anyhow::Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("starting `{name}`"))?;
        let stdout = child.stdout.take().context("standard output was just set to a pipe")?;
        let (sender, lines) = channel();
        // A read from a pipe cannot be given a time limit, a channel can.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { name, child, lines })
    }

    /// Returns the id of the process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for a line that tells something and returns what.
    pub fn tell<T>(
        &self,
        limit: Duration,
        what: &str,
        find: impl Fn(&str) -> Option<T>,
    ) -> anyhow::Result<T> {
        let deadline = now() + limit;
        while let Some(line) = self.line(deadline)? {
            if let Some(found) = find(&line) {
                return Ok(found);
            }
        }
        Err(anyhow!("`{}` ended without saying {what}", self.name))
    }

    /// Waits for the end and returns all that was printed; a failure is an error.
    pub fn finish(mut self, limit: Duration) -> anyhow::Result<String> {
        let deadline = now() + limit;
        let mut output = String::new();
        while let Some(line) = self.line(deadline)? {
            output.push_str(&line);
            output.push('\n');
        }
        // Nothing can print any more, so the end is near.
        let status = self.child.wait().with_context(|| format!("waiting for `{}`", self.name))?;
        if !status.success() {
            bail!("`{}` failed ({status}): {output}", self.name);
        }
        Ok(output)
    }

    /// Returns the next line, `None` at the end of the output.
    fn line(&self, deadline: Instant) -> anyhow::Result<Option<String>> {
        let left = deadline.saturating_duration_since(now());
        match self.lines.recv_timeout(left) {
            Ok(line) => Ok(Some(line)),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => Err(anyhow!("`{}` took too long", self.name)),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Both fail only for a process that has ended, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
