//! Generating one document in a process of its own.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde_json::Value;
use twinspec::{Diagnostic, Error, Runtime, Settings, Severity};

use crate::command::cargo;
use crate::corpus::documents::Document;
use crate::corpus::files;
use crate::corpus::prove::packages;
use crate::corpus::state::Generated;
use crate::paths::root;

/// The program that generates one document: this one, built in release.
pub(crate) struct Generator {
    program: PathBuf,
    /// Changes when the generator does, or its limit.
    pub(crate) hash: String,
    limit: Duration,
}

impl Generator {
    /// Builds it; how long a debug build takes would tell nobody anything.
    pub(crate) fn build(limit: Duration) -> anyhow::Result<Self> {
        let mut command = cargo();
        command.args(["build", "--release", "--package", "xtask"]);
        command.args(["--message-format", "json-render-diagnostics"]);
        let output = command.stderr(Stdio::inherit()).output().context("starting `cargo build`")?;
        if !output.status.success() {
            bail!("`cargo build` failed");
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let messages = text.lines().filter_map(|it| serde_json::from_str::<Value>(it).ok());
        let programs: Vec<PathBuf> =
            messages.filter_map(|it| it["executable"].as_str().map(PathBuf::from)).collect();
        let program = programs.into_iter().next_back().context("`cargo build` made no program")?;
        // With more time, what took too long before may come to an end.
        let limited = limit.as_secs().to_string();
        let hash = files::join(&[&files::hash(std::slice::from_ref(&program))?, &limited]);
        Ok(Self { program, hash, limit })
    }

    /// Generates a client into a folder, which is emptied first; to be proved, mock and tests too.
    pub(crate) fn run(
        &self,
        document: &Document,
        folder: &Path,
        prove: bool,
    ) -> anyhow::Result<Generated> {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .with_context(|| format!("emptying `{}`", folder.display()))?;
        }
        let mut command = Command::new(&self.program);
        command.arg("corpus-one").arg(&document.root).arg(folder);
        command.args(prove.then_some("--prove"));
        // A stack that overflows is announced there, between the lines of the progress bar.
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("starting the generator")?;
        let mut stdout = child.stdout.take().expect("standard output was just set to a pipe");
        let (sender, said) = channel();
        // A read from a pipe cannot be given a time limit, a channel can.
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = stdout.read_to_string(&mut text);
            let _ = sender.send(text);
        });
        let failed = |problem: String| Generated { problem: Some(problem), ..Default::default() };
        let Ok(text) = said.recv_timeout(self.limit) else {
            child.kill().context("ending the generator")?;
            child.wait().context("waiting for the generator")?;
            return Ok(failed(format!("took longer than {} s", self.limit.as_secs())));
        };
        let status = child.wait().context("waiting for the generator")?;
        Ok(serde_json::from_str(&text).unwrap_or_else(|_| failed(format!("ended by {status}"))))
    }
}

/// Generates a document and prints what became of it: the other side of [`Generator::run`].
pub(crate) fn one(document: &Path, folder: &Path, prove: bool) -> anyhow::Result<()> {
    // The hook knows where a panic came from, those who catch it do not.
    std::panic::set_hook(Box::new(|panic| {
        print(&refused(one_line(&panic.to_string())));
        std::process::exit(0);
    }));
    print(&generate(document, folder, prove)?);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "how long it takes is what the table tells")]
fn generate(document: &Path, folder: &Path, prove: bool) -> anyhow::Result<Generated> {
    let path = |it: &str| Runtime::Path(root().join(it).display().to_string());
    let settings = Settings::new(document, "cargo xtask corpus");
    let [client, mock, tests] = packages(folder).map(|it| folder.join(it));
    let client = if prove { client } else { folder.to_owned() };
    let mut settings = settings.client_package(&client, path("generated-client/runtime"));
    if prove {
        settings = settings.mock_package(mock, path("mock-server/engine"));
        settings = settings.tests_package(tests, path("tests/proof"));
    }
    let start = Instant::now();
    let result = twinspec::generate(&settings);
    let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    let generated = match result {
        Ok(report) => {
            let lines = Some(files::lines(&client.join("src/generated"))?);
            Generated { lines, warnings: report.warnings.len(), ..Default::default() }
        }
        Err(Error::Document(found)) => {
            let errors = found.iter().filter(|it| it.severity == Severity::Error);
            let warnings = found.len() - errors.clone().count();
            let first = errors.map(|it| located(it, document)).next();
            let first = first.unwrap_or_else(|| "no reason given".to_owned());
            Generated { warnings, ..refused(first) }
        }
        Err(error) => refused(one_line(&error.to_string())),
    };
    Ok(Generated { milliseconds, ..generated })
}

fn refused(problem: String) -> Generated {
    Generated { problem: Some(problem), ..Default::default() }
}

/// Names the place seen from the folder of the document.
fn located(it: &Diagnostic, document: &Path) -> String {
    let file = Path::new(&it.file);
    let folder = document.parent().unwrap_or(Path::new(""));
    let file = file.strip_prefix(folder).unwrap_or(file).display();
    format!("{file}:{}:{}: {} {}", it.line, it.column, it.code, one_line(&it.message))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn print(generated: &Generated) {
    let text = serde_json::to_string(generated).expect("it is numbers and texts");
    println!("{text}");
}
