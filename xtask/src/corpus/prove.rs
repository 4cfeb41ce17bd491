//! Proving all documents: client, mock and tests of each, compiled and run.
//!
//! They are one workspace with one runtime, one engine and one proof, which are compiled once and
//! with some optimisation, because making and judging values is most of what a proof does. What
//! was built for a document is removed when it has been proved, or 76 of them fill a disk.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::command::cargo;
use crate::corpus::documents::Document;
use crate::corpus::generate::Generator;
use crate::corpus::{files, progress};
use crate::paths::root;

/// Where the packages, their builds, the state and the table go.
const OUT: &str = "target/corpus-proofs";

/// The kinds of proofs, in the order of the table.
const KINDS: [&str; 4] = ["requests", "answers", "errors", "resources"];

/// What is known of a document's proof.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Proved {
    /// What was proved, with what.
    input: String,
    /// The line of each kind that came to an end.
    kinds: BTreeMap<String, Counts>,
    /// Seconds to compile, and to run.
    compiled: f64,
    ran: f64,
    /// What kept the proof from being made or from coming to an end.
    problem: Option<String>,
}

/// What a proof came to.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Counts {
    operations: u64,
    checks: u64,
    wrong: u64,
    unproved: u64,
}

impl Proved {
    fn is_pass(&self) -> bool {
        self.problem.is_none()
            && KINDS.iter().all(|it| self.kinds.get(*it).is_some_and(|it| it.wrong == 0))
    }
}

/// Proves every document that has changed since it was proved; fails if one does not pass.
pub(crate) fn run(
    documents: &[Document],
    classes: &BTreeMap<String, String>,
    generator: &Generator,
    fresh: bool,
) -> anyhow::Result<()> {
    let out = root().join(OUT);
    fs::create_dir_all(&out).with_context(|| format!("creating `{}`", out.display()))?;
    let path = out.join("state.json");
    let mut state: BTreeMap<String, Proved> = match fs::read_to_string(&path) {
        Ok(text) if !fresh => serde_json::from_str(&text).unwrap_or_default(),
        _ => BTreeMap::new(),
    };
    let shared = shared()?;
    let bar = progress::bar("proving", documents.len());
    for document in documents {
        bar.set_message(document.name.clone());
        let hash = files::join(&[&generator.hash, &shared]);
        let input = document.input(&hash)?;
        let known = state.get(&document.name);
        if input.is_none() || known.map(|it| &it.input) != input.as_ref() {
            let proved = prove(document, generator, &out)?;
            let proved = Proved { input: input.unwrap_or_default(), ..proved };
            state.insert(document.name.clone(), proved);
            let text = serde_json::to_string_pretty(&state).context("writing the state")?;
            fs::write(&path, text).with_context(|| format!("writing `{}`", path.display()))?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let rows: Vec<(&Document, &Proved)> =
        documents.iter().filter_map(|it| Some((it, state.get(&it.name)?))).collect();
    let table = table(&rows, classes);
    let report = out.join("report.md");
    fs::write(&report, &table).with_context(|| format!("writing `{}`", report.display()))?;
    println!("{table}\nthe table is in {}", report.display());
    let failed = rows.iter().filter(|(_, it)| !it.is_pass()).count();
    if failed > 0 {
        bail!("{failed} of {} documents do not pass their proofs", rows.len());
    }
    Ok(())
}

/// Returns a text that changes when what all packages stand on does.
fn shared() -> anyhow::Result<String> {
    let folders = [
        "codegen/blueprint/src",
        "generated-client/runtime/src",
        "mock-server/engine/src",
        "tests/proof/src",
        "tests/referee/src",
    ];
    let hashes: anyhow::Result<Vec<String>> =
        folders.iter().map(|it| files::hash_below(&root().join(it))).collect();
    let hashes = hashes?;
    Ok(files::join(&hashes.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// The names of the packages of a document: client, mock and tests.
pub(crate) fn packages(folder: &Path) -> [String; 3] {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bare = name.strip_prefix("client-").unwrap_or(&name);
    ["client", "mock", "tests"].map(|it| format!("{it}-{bare}"))
}

fn prove(document: &Document, generator: &Generator, out: &Path) -> anyhow::Result<Proved> {
    let folder = out.join(&document.package);
    let generated = generator.run(document, &folder, true)?;
    if let Some(problem) = generated.problem {
        return Ok(Proved { problem: Some(problem), ..Proved::default() });
    }
    let packages = packages(&folder);
    let members: Vec<String> =
        packages.iter().map(|it| format!("{}/{it}", document.package)).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:#?}\n\n\
         [profile.dev]\ndebug = 0\nincremental = false\n\n\
         [profile.dev.package.\"*\"]\nopt-level = 1\n"
    );
    fs::write(out.join("Cargo.toml"), manifest).context("writing the workspace of the proofs")?;
    let start = now();
    let program = build(&packages[2], out, &folder.join("build.log"))?;
    let compiled = start.elapsed().as_secs_f64();
    let Some(program) = program else {
        let problem = first_error(&folder.join("build.log"))?;
        return Ok(Proved { compiled, problem: Some(problem), ..Proved::default() });
    };
    let start = now();
    let log = folder.join("proof.log");
    let problem = execute(&program, &log)?;
    let ran = start.elapsed().as_secs_f64();
    let text = fs::read_to_string(&log).with_context(|| format!("reading `{}`", log.display()))?;
    let kinds = text.lines().filter_map(read).collect();
    let mut clean = workspace(out);
    clean.args(["clean", "--quiet"]).args(packages.iter().flat_map(|it| ["--package", it]));
    clean.stderr(Stdio::null()).status().context("starting `cargo clean`")?;
    Ok(Proved { input: String::new(), kinds, compiled, ran, problem })
}

/// Compiles the tests and returns the program, if there is one.
fn build(package: &str, out: &Path, log: &Path) -> anyhow::Result<Option<PathBuf>> {
    let mut command = workspace(out);
    command.args(["test", "--no-run", "--package", package]);
    command.args(["--message-format", "json-render-diagnostics"]);
    command.stderr(File::create(log).with_context(|| format!("creating `{}`", log.display()))?);
    let output = command.output().context("starting `cargo test`")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text.lines().filter_map(|it| serde_json::from_str::<Value>(it).ok());
    let mut programs = messages.filter_map(|it| it["executable"].as_str().map(PathBuf::from));
    Ok(programs.next_back().filter(|_| output.status.success()))
}

/// Runs the tests; returns what kept them from coming to an end.
fn execute(program: &Path, log: &Path) -> anyhow::Result<Option<String>> {
    let file = File::create(log).with_context(|| format!("creating `{}`", log.display()))?;
    let mut command = Command::new(program);
    // One after the other, so that what each says stands together.
    command.args(["--nocapture", "--test-threads", "1"]).env("RUST_BACKTRACE", "0");
    command.stdin(Stdio::null()).stderr(file.try_clone().context("sharing the log")?).stdout(file);
    let mut child = command.spawn().context("starting the tests")?;
    let end = now() + LIMIT;
    loop {
        if let Some(status) = child.try_wait().context("waiting for the tests")? {
            // What is wrong is told by the lines of the proofs; a signal is not.
            let crashed = status.code().is_none();
            return Ok(crashed.then(|| format!("the tests ended by {status}")));
        }
        if now() > end {
            child.kill().context("ending the tests")?;
            child.wait().context("waiting for the tests")?;
            return Ok(Some(format!("the tests took longer than {} s", LIMIT.as_secs())));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A proof that takes longer has got lost.
const LIMIT: Duration = Duration::from_mins(5);

#[expect(clippy::disallowed_methods, reason = "how long it takes is what the table tells")]
fn now() -> Instant {
    Instant::now()
}

fn workspace(out: &Path) -> Command {
    let mut command = cargo();
    command.current_dir(out).env("CARGO_TARGET_DIR", out.join("target"));
    command
}

fn first_error(log: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(log).with_context(|| format!("reading `{}`", log.display()))?;
    let mut lines = text.lines().skip_while(|it| !it.starts_with("error"));
    let error = lines.next().unwrap_or("the tests do not compile").to_owned();
    let place = lines.next().map(|it| it.trim().trim_start_matches("--> ").to_owned());
    Ok(place.map_or(error.clone(), |place| format!("{place}: {error}")))
}

/// Reads the line that ends a proof:
/// `proof of requests: 16 operations, 96 checks, 0 operations wrong, 0 not proved`.
fn read(line: &str) -> Option<(String, Counts)> {
    let (_, line) = line.split_once("proof of ")?;
    let (kind, counts) = line.split_once(": ")?;
    let counts: Option<Vec<u64>> =
        counts.split(", ").map(|it| it.split(' ').next()?.parse().ok()).collect();
    let [operations, checks, wrong, unproved] = counts?.try_into().ok()?;
    Some((kind.to_owned(), Counts { operations, checks, wrong, unproved }))
}

fn table(rows: &[(&Document, &Proved)], classes: &BTreeMap<String, String>) -> String {
    let passed = rows.iter().filter(|(_, it)| it.is_pass()).count();
    let sum = |count: fn(&Counts) -> u64| {
        rows.iter().flat_map(|(_, it)| it.kinds.values()).map(count).sum::<u64>()
    };
    let mut text = format!(
        "{passed} of {} documents pass: {} checks, {} operations wrong, {} not proved\n\n\
         | document | class | passes | requests | answers | errors | resources | compiled | ran | problem |\n\
         |---|---|---|--:|--:|--:|--:|--:|--:|---|\n",
        rows.len(),
        sum(|it| it.checks),
        sum(|it| it.wrong),
        sum(|it| it.unproved),
    );
    for (document, proved) in rows {
        let class = classes.get(&document.name).map_or("", String::as_str);
        let cells: Vec<String> = KINDS.iter().map(|it| cell(proved.kinds.get(*it))).collect();
        let _ = writeln!(
            text,
            "| {} | {class} | {} | {} | {:.1} s | {:.1} s | {} |",
            document.name,
            if proved.is_pass() { "yes" } else { "no" },
            cells.join(" | "),
            proved.compiled,
            proved.ran,
            proved.problem.as_deref().unwrap_or_default().replace('|', "\\|"),
        );
    }
    text
}

/// Checks; after them what is wrong, and what is not proved.
fn cell(counts: Option<&Counts>) -> String {
    let Some(Counts { checks, wrong, unproved, .. }) = counts else { return "–".to_owned() };
    let wrong = if *wrong > 0 { format!(", **{wrong} wrong**") } else { String::new() };
    let unproved = if *unproved > 0 { format!(", {unproved} open") } else { String::new() };
    format!("{checks}{wrong}{unproved}")
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_line_of_a_proof_is_read() {
        let line = ".proof of errors: 16 operations, 608 checks, 1 operations wrong, 2 not proved";

        let (kind, counts) = read(line).unwrap();

        assert_eq!(kind, "errors");
        let counts = [counts.operations, counts.checks, counts.wrong, counts.unproved];
        assert_eq!(counts, [16, 608, 1, 2]);
    }
}
