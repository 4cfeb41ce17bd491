//! Many documents at once: a client of each, and what became of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use twinspec::{Error, Runtime, Settings};

use crate::command::cargo;
use crate::paths::root;

/// Where clients, their builds and the table go.
const OUT: &str = "target/corpus-clients";

/// What became of a document.
struct Row {
    document: String,
    package: String,
    /// `None` when the document was refused.
    lines: Option<usize>,
    warnings: usize,
    took: Duration,
    /// The first reason for a refusal, or the first message of the compiler.
    problem: String,
}

/// Generates a client of every document in a folder; with `check`, compiles them all.
pub(crate) fn run(folder: &Path, check: bool) -> anyhow::Result<()> {
    let documents = documents(folder)?;
    if documents.is_empty() {
        bail!("`{}` holds no .json, .yaml or .yml file", folder.display());
    }
    let mut rows = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let row = generate(document)?;
        let fate = if row.lines.is_some() { "generated" } else { "refused" };
        println!("[{}/{}] {} {fate} in {:.0?}", index + 1, documents.len(), row.document, row.took);
        rows.push(row);
    }
    if check {
        compile(&mut rows)?;
    }
    let table = table(&rows);
    let path = root().join(OUT).join("report.md");
    fs::write(&path, &table).with_context(|| format!("writing `{}`", path.display()))?;
    let generated = rows.iter().filter(|it| it.lines.is_some()).count();
    let clean = rows.iter().filter(|it| it.lines.is_some() && it.problem.is_empty()).count();
    println!("{generated} of {} generated", rows.len());
    if check {
        println!("{clean} of {generated} compiled without a warning");
    }
    println!("the table is in {}", path.display());
    Ok(())
}

fn documents(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("listing `{}`", folder.display()))?;
    let mut documents = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let ending = path.extension().unwrap_or_default();
        if path.is_file() && ["json", "yaml", "yml"].iter().any(|it| ending == *it) {
            documents.push(path);
        }
    }
    documents.sort();
    Ok(documents)
}

#[expect(clippy::disallowed_methods, reason = "how long it takes is what the table tells")]
fn generate(document: &Path) -> anyhow::Result<Row> {
    let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let package: String = name
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '-' })
        .collect();
    let package = format!(
        "client-{}",
        package.split('-').filter(|it| !it.is_empty()).collect::<Vec<_>>().join("-")
    );
    let folder = root().join(OUT).join(&package);
    let runtime = Runtime::Path(root().join("generated-client/runtime").display().to_string());
    let settings = Settings::new(document, "cargo xtask corpus").client_package(&folder, runtime);
    let start = Instant::now();
    let result = twinspec::generate(&settings);
    let took = start.elapsed();
    let row =
        Row { document: name, package, lines: None, warnings: 0, took, problem: String::new() };
    match result {
        Ok(report) => {
            let lines = lines(&folder.join("src/generated"))?;
            Ok(Row { lines: Some(lines), warnings: report.warnings.len(), ..row })
        }
        Err(Error::Document(found)) => {
            let first = found.first().map(|it| format!("{} {}", it.code, it.message));
            Ok(Row { problem: first.unwrap_or_default(), ..row })
        }
        Err(error) => Err(error.into()),
    }
}

fn lines(folder: &Path) -> anyhow::Result<usize> {
    let mut lines = 0;
    for entry in fs::read_dir(folder)? {
        lines += fs::read_to_string(entry?.path())?.lines().count();
    }
    Ok(lines)
}

/// Checks all clients in one workspace, so that they share a runtime and a target folder.
fn compile(rows: &mut [Row]) -> anyhow::Result<()> {
    let out = root().join(OUT);
    let members =
        rows.iter().filter(|it| it.lines.is_some()).map(|it| format!("    {:?},\n", it.package));
    let manifest =
        format!("[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n", members.collect::<String>());
    fs::write(out.join("Cargo.toml"), manifest)?;
    let mut command = cargo();
    command.current_dir(&out).env("CARGO_TARGET_DIR", out.join("target"));
    command.args(["check", "--workspace", "--keep-going", "--message-format", "short"]);
    println!("compiling {} clients", rows.iter().filter(|it| it.lines.is_some()).count());
    let output = command.output().context("starting `cargo check`")?;
    let text = String::from_utf8_lossy(&output.stderr);
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for line in text.lines().filter(|it| it.contains(": error") || it.contains(": warning")) {
        if let Some((package, _)) = line.split_once('/') {
            first.entry(package).or_insert(line);
        }
    }
    for row in rows.iter_mut() {
        if let Some(message) = first.get(row.package.as_str()) {
            row.problem = (*message).to_owned();
        }
    }
    if !output.status.success() && first.is_empty() {
        bail!("`cargo check` failed:\n{text}");
    }
    Ok(())
}

fn table(rows: &[Row]) -> String {
    let mut table = String::from(
        "| document | generated | warnings | lines | ms | first problem |\n|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let (generated, lines) = match row.lines {
            Some(lines) => ("yes", lines.to_string()),
            None => ("no", String::new()),
        };
        let _ = writeln!(
            table,
            "| {} | {generated} | {} | {lines} | {} | {} |",
            row.document,
            row.warnings,
            row.took.as_millis(),
            row.problem.replace('|', "\\|"),
        );
    }
    table
}
