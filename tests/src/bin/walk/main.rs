//! Walks through a server by what its document says; `cargo xtask walk` builds both and starts it.

mod server;
mod wire;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use serde_json::Value;
use twinspec_proof::bundle;
use twinspec_proof::walk::{Report, Told, percent};

use crate::server::Server;
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
    let root = bundle::read(path)?;
    let server = match &arguments.url {
        Some(url) => Server::at(url),
        None => Server::start(arguments.mock.as_deref(), path)?,
    };
    let values = arguments.set.iter().filter_map(|it| it.split_once('='));
    let values = values.map(|(name, value)| (name.to_owned(), Value::String(value.to_owned())));
    let told = Told { token: arguments.token.clone(), values: values.collect() };
    twinspec_proof::walk::walk(name, root, &Wire::new(&server.url)?, told)
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
