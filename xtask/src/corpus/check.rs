//! Compiling all clients, or making their documentation, and what was said of each.
//!
//! They are one workspace, so that they share a runtime and a target folder and are compiled side by
//! side. Cargo reports each package as it is done, which is noted at once.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;

use crate::command::cargo;
use crate::corpus::documents::Document;
use crate::corpus::state::{Checked, State};
use crate::corpus::{files, progress};
use crate::paths::root;

/// What is done with all clients.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Check,
    Doc,
}

impl Step {
    /// What cargo calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Doc => "doc",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Doc => &["doc", "--no-deps"],
        }
    }
}

/// What is to be compiled: a document, and what the answer depends on.
struct Job<'d> {
    step: Step,
    document: &'d Document,
    input: String,
}

/// What a pass over the workspace came to.
enum Pass {
    Done,
    /// Cargo cannot read a member's manifest, and so does nothing at all.
    BadManifest {
        package: String,
        message: String,
    },
}

/// Takes a step with every client that has changed since it was taken.
pub(crate) fn run(
    step: Step,
    documents: &[Document],
    out: &Path,
    state: &mut State,
) -> anyhow::Result<()> {
    let runtime = files::hash_below(&root().join("generated-client/runtime"))?;
    let compiler = compiler()?;
    let mut members = Vec::new();
    let mut jobs = BTreeMap::new();
    for document in documents {
        let Some(entry) = state.get(&document.name) else { continue };
        if entry.generated.lines.is_none() {
            continue;
        }
        members.push(document.package.as_str());
        let input = files::join(&[&entry.output, &runtime, &compiler]);
        if entry.steps.get(step.name()).is_none_or(|it| it.input != input) {
            jobs.insert(document.package.as_str(), Job { step, document, input });
        }
    }
    loop {
        match pass(step, &members, &jobs, out, state)? {
            Pass::Done => return Ok(()),
            Pass::BadManifest { package, message } => {
                members.retain(|it| *it != package);
                if let Some(job) = jobs.remove(package.as_str()) {
                    note(state, &job, false, Some(message))?;
                }
            }
        }
    }
}

/// Returns the name of the compiler, down to its commit.
fn compiler() -> anyhow::Result<String> {
    let output = Command::new("rustc").arg("--version").output().context("starting `rustc`")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn pass(
    step: Step,
    members: &[&str],
    jobs: &BTreeMap<&str, Job<'_>>,
    out: &Path,
    state: &mut State,
) -> anyhow::Result<Pass> {
    if jobs.is_empty() {
        return Ok(Pass::Done);
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:#?}\n");
    fs::write(out.join("Cargo.toml"), manifest).context("writing the workspace of the clients")?;
    let called = format!("cargo {}", step.name());
    let log = out.join(format!("{}.log", step.name()));
    let mut command = cargo();
    command.current_dir(out).env("CARGO_TARGET_DIR", out.join("target"));
    command.args(step.arguments()).args(["--keep-going", "--message-format", "json"]);
    command.args(jobs.keys().flat_map(|it| ["--package", it]));
    // A file takes what is said on standard error while standard output is read.
    command.stderr(File::create(&log).with_context(|| format!("creating the log of `{called}`"))?);
    let child = command.stdout(Stdio::piped()).spawn();
    let mut child = child.with_context(|| format!("starting `{called}`"))?;
    let stdout = child.stdout.take().expect("standard output was just set to a pipe");

    let bar = progress::bar(step.name(), jobs.len());
    let mut said: BTreeMap<String, Said> = BTreeMap::new();
    for line in BufReader::new(stdout).lines() {
        let line = line.with_context(|| format!("reading the messages of `{called}`"))?;
        let Ok(message) = serde_json::from_str::<Value>(&line) else { continue };
        let Some(package) = package(&message) else { continue };
        let Some(job) = jobs.get(package.as_str()) else { continue };
        bar.set_message(package.clone());
        let said = said.entry(package).or_default();
        match message["reason"].as_str() {
            Some("compiler-message") => said.hear(&message["message"]),
            Some("compiler-artifact") => {
                note(state, job, true, said.first.take())?;
                said.finished = true;
                bar.inc(1);
            }
            _ => {}
        }
    }
    let status = child.wait().with_context(|| format!("waiting for `{called}`"))?;
    bar.finish_and_clear();
    let log = fs::read_to_string(&log).with_context(|| format!("reading the log of `{called}`"))?;
    if said.is_empty() && !status.success() {
        return bad_manifest(&log).with_context(|| format!("`{called}` failed:\n{log}"));
    }
    for (package, job) in jobs {
        match said.remove(*package) {
            Some(Said { finished: true, .. }) => {}
            Some(Said { first: Some(problem), .. }) => note(state, job, false, Some(problem))?,
            _ => bail!("`{called}` did not get to `{package}`:\n{log}"),
        }
    }
    Ok(Pass::Done)
}

/// What the compiler has said of a package so far.
#[derive(Default)]
struct Said {
    /// The first error, or else the first warning.
    first: Option<String>,
    is_error: bool,
    finished: bool,
}

impl Said {
    fn hear(&mut self, message: &Value) {
        let is_error = message["level"] == "error";
        if !is_error && message["level"] != "warning" {
            return;
        }
        if self.first.is_none() || (is_error && !self.is_error) {
            let text = message["message"].as_str().unwrap_or_default().replace('\n', " ");
            let level = message["level"].as_str().unwrap_or_default();
            let code = message["code"]["code"].as_str().map(|it| format!("[{it}]"));
            let code = code.unwrap_or_default();
            let span = &message["spans"][0];
            self.first = Some(match span["file_name"].as_str() {
                Some(file) => {
                    let (line, column) = (&span["line_start"], &span["column_start"]);
                    format!("{file}:{line}:{column}: {level}{code}: {text}")
                }
                None => format!("{level}{code}: {text}"),
            });
            self.is_error = is_error;
        }
    }
}

/// Returns the package of which cargo speaks; it is called like its folder.
fn package(message: &Value) -> Option<String> {
    let manifest = Path::new(message["manifest_path"].as_str()?);
    Some(manifest.parent()?.file_name()?.to_string_lossy().into_owned())
}

fn bad_manifest(log: &str) -> Option<Pass> {
    let (_, rest) = log.split_once("workspace member `")?;
    let (folder, _) = rest.split_once('`')?;
    let package = Path::new(folder).file_name()?.to_string_lossy().into_owned();
    let message = log.lines().find(|it| it.starts_with("error"))?.to_owned();
    let place = log.lines().find_map(|it| it.trim_start().strip_prefix("--> "));
    let message = place.map_or(message.clone(), |place| format!("{place}: {message}"));
    Some(Pass::BadManifest { package, message })
}

fn note(
    state: &mut State,
    job: &Job<'_>,
    compiled: bool,
    problem: Option<String>,
) -> anyhow::Result<()> {
    let checked = Checked { input: job.input.clone(), compiled, problem };
    state.checked(&job.document.name, job.step.name(), checked)
}
