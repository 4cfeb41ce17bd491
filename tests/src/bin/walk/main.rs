//! Walks through a server by what its document says; `cargo xtask walk` builds both and starts it.
//!
//! The walker knows a document as JSON, and no more. It finds pairs of a collection and its items
//! by their paths ([`chains`]), makes requests that the referee finds valid ([`request`]), creates,
//! lists, reads, changes, acts, deletes and reads again ([`walker`]), and has every exchange judged
//! ([`wire`]). An operation counts as stateful when another answer has shown what it did.
//!
//! Where it is strict: every scalar that was sent and is shown has to be the same; a list must not
//! have what was not made yet; one wrong answer costs all operations of its chain. Where it is
//! lenient: a 4xx that the document does not list is right for what does not exist; a deleted
//! entity may stay if it says so of itself; and where nothing shows a value, it is enough that an
//! operation works on what exists and is refused on what does not (`exists`).

mod bundle;
mod chains;
mod document;
mod encode;
mod findings;
mod flatten;
mod leaves;
mod make;
mod observe;
mod outcome;
mod pattern;
mod report;
mod request;
mod scalars;
mod server;
mod walker;
mod wire;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use serde_json::Value;

use crate::document::Document;
use crate::flatten::Flattener;
use crate::make::Maker;
use crate::report::{Report, percent};
use crate::request::Requests;
use crate::server::Server;
use crate::walker::Walker;
use crate::wire::Wire;

/// Walks through a server by what its document says.
#[derive(Parser)]
#[command(bin_name = "cargo xtask walk")]
struct Arguments {
    /// The documents
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// The server to walk through, instead of starting a mock for each document
    #[arg(long)]
    url: Option<String>,
    /// The program to start as `PROGRAM mock DOCUMENT --port 0`
    #[arg(long, value_name = "PROGRAM")]
    mock: Option<PathBuf>,
    /// The credential to send, for a server that does not take any
    #[arg(long)]
    token: Option<String>,
    /// What a parameter or property of this name has to be, for a server that knows only some
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
    /// Many documents: name them by their place in this folder
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Many documents: write `walk.csv` and `walk/<document>.json` here
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(wrong) => {
            eprintln!("error: {wrong} answers are wrong");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Walks all documents and returns how many answers were wrong.
fn run(arguments: &Arguments) -> anyhow::Result<usize> {
    let mut reports = Vec::new();
    for path in &arguments.documents {
        let name = name(path, arguments.folder.as_deref());
        let report = walk(path, &name, arguments).unwrap_or_else(|it| Report::failed(&name, &it));
        if let Some(out) = &arguments.out {
            println!("{}", report.line());
            write(
                &out.join("walk").join(format!("{}.json", name.replace('/', "__"))),
                &report.json,
            )?;
        } else if arguments.json {
            println!("{:#}", report.json);
        } else {
            println!("{}", report.table());
        }
        reports.push(report);
    }
    if let Some(out) = &arguments.out {
        let path = out.join("walk.csv");
        fs::write(&path, table(&reports))
            .with_context(|| format!("writing `{}`", path.display()))?;
        println!("{}", summary(&reports));
    }
    Ok(reports.iter().map(|it| it.wrong).sum())
}

fn walk(path: &Path, name: &str, arguments: &Arguments) -> anyhow::Result<Report> {
    let mut root = bundle::read(path)?;
    let (referee, removed) = bundle::referee(&mut root)?;
    let document = Document::read(&root);
    let server = match &arguments.url {
        Some(url) => Server::at(url),
        None => Server::start(arguments.mock.as_deref(), path)?,
    };
    let flattener = Flattener { root: &root, siblings: document.has_siblings() };
    let requests = Requests {
        maker: Maker { flattener },
        referee: &referee,
        base: String::new(),
        token: arguments.token.clone(),
    };
    let given = arguments.set.iter().filter_map(|it| it.split_once('='));
    let given = given.map(|(name, value)| (name.to_owned(), Value::String(value.to_owned())));
    let given: BTreeMap<String, Value> = given.collect();
    let wire = Wire::new(&server.url)?;
    let mut walker = Walker::new(&document, &referee, requests, wire, given);
    walker.find_base()?;
    let mut walked = Vec::new();
    for index in 0..walker.chains.len() {
        walked.push(walker.walk(index)?);
    }
    Ok(Report::new(name, &walker, &walked, &removed))
}

fn name(path: &Path, folder: Option<&Path>) -> String {
    let below = folder.and_then(|it| path.strip_prefix(it).ok());
    let own = || path.file_name().map_or(path, Path::new);
    below.unwrap_or_else(own).to_string_lossy().into_owned()
}

fn write(path: &Path, json: &Value) -> anyhow::Result<()> {
    let context = || format!("writing `{}`", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(context)?;
    }
    fs::write(path, format!("{json:#}\n")).with_context(context)
}

/// The columns of the table of many documents, each with its place in the totals.
const COLUMNS: [(&str, &str); 16] = [
    ("operations", "pairs/operations"),
    ("stateful", "pairs/stateful"),
    ("shown", "pairs/shown"),
    ("lists", "lists/operations"),
    ("lists_stateful", "lists/stateful"),
    ("verbs", "verbs/operations"),
    ("wide", "everything/operations"),
    ("wide_stateful", "everything/stateful"),
    ("chains", "chains"),
    ("chains_passed", "chains_passed"),
    ("exchanges", "exchanges"),
    ("invalid", "invalid"),
    ("errors", "errors"),
    ("refused", "refused"),
    ("unjudged", "unjudged"),
    ("undocumented", "undocumented"),
];

fn table(reports: &[Report]) -> String {
    let titles: Vec<&str> = COLUMNS.iter().map(|(title, _)| *title).collect();
    let mut text = format!("document,{},error\n", titles.join(","));
    for report in reports {
        let part = |key: &str| report.json[key].as_str().unwrap_or_default().replace('"', "\"\"");
        let totals = COLUMNS.iter().map(|(_, it)| report.total(it).to_string());
        let totals = totals.collect::<Vec<_>>().join(",");
        let cells = ["\"", &part("document"), "\",", &totals, ",\"", &part("error"), "\"\n"];
        text += &cells.concat();
    }
    text
}

fn summary(reports: &[Report]) -> String {
    let sum = |pointer: &str| reports.iter().map(|it| it.total(pointer)).sum::<u64>();
    let failed = reports.iter().filter(|it| it.json.get("error").is_some()).count();
    let (stateful, all) = (sum("pairs/stateful"), sum("pairs/operations"));
    let (wide, everything) = (sum("everything/stateful"), sum("everything/operations"));
    format!(
        "{} documents ({failed} could not be walked): {stateful} of {all} operations under the rule \
         are stateful ({}), {} of them shown by an answer; with lists and verbs {wide} of \
         {everything} ({}); {} exchanges, {} invalid, {} 5xx, {} refused",
        reports.len(),
        percent(stateful, all),
        sum("pairs/shown"),
        percent(wide, everything),
        sum("exchanges"),
        sum("invalid"),
        sum("errors"),
        sum("refused"),
    )
}
