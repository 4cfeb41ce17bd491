//! Runs acceptance cases of a well-known mock server against ours: a document, a call, and what
//! comes back.
//!
//! Portable are the status, the media type, and the body of a success. The texts of problem details
//! and the headers of a vendor are that server's own, and some cases hold only for it: those are
//! listed with the rule that says why.

mod case;
mod compare;
mod curl;
mod reply;
mod rules;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser;
use comfy_table::Table;

use crate::case::Case;

/// Run acceptance cases against the mock.
#[derive(Parser)]
struct Arguments {
    /// The cases, one JSON object a line.
    file: PathBuf,
    /// Only cases whose name has this in it.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Show also what passed.
    #[arg(long)]
    all: bool,
}

/// What became of a case.
enum Outcome {
    Passed,
    /// It holds for the other server only.
    Private(&'static str),
    Failed(String),
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let name = arguments.file.display().to_string();
    let text =
        std::fs::read_to_string(&arguments.file).with_context(|| format!("reading `{name}`"))?;
    let mut cases = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let case = Case::read(line).with_context(|| format!("{name}:{}", number + 1))?;
        cases.extend(
            case.filter(|it| arguments.only.as_ref().is_none_or(|only| it.name.contains(only))),
        );
    }

    let mut table = Table::new();
    table.set_header(["case", "came to", "because"]);
    let (mut passed, mut private, mut failed) = (0, 0, 0);
    for case in &cases {
        let (word, why) = match judge(case).await {
            Outcome::Passed => {
                passed += 1;
                ("passed", String::new())
            }
            Outcome::Private(reason) => {
                private += 1;
                ("private", reason.to_owned())
            }
            Outcome::Failed(why) => {
                failed += 1;
                ("failed", why)
            }
        };
        if arguments.all || word != "passed" {
            table.add_row([case.name.as_str(), word, &why]);
        }
    }
    println!("{table}");
    println!("{} cases: {passed} passed, {private} private, {failed} failed", cases.len());
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn judge(case: &Case) -> Outcome {
    let differences = match reply::reply(case).await {
        Ok(reply) => compare::differences(case, &reply),
        Err(error) => vec![format!("{error:#}")],
    };
    if differences.is_empty() {
        return Outcome::Passed;
    }
    match rules::private(case) {
        Some(reason) => Outcome::Private(reason),
        None => Outcome::Failed(differences.join("; ")),
    }
}
