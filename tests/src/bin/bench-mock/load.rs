//! The load: a public tool, pinned, so that nobody has to trust a generator of ours.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use tests::bench::Tool;
use tests::process::Process;

use crate::exchange::Exchange;

/// The tool that makes the load.
pub(crate) const TOOL: Tool = Tool { name: "oha", version: "1.16.0", purpose: "makes the load" };

/// How many connections are open at a time.
pub(crate) const CONNECTIONS: u32 = 16;

/// How many connections are open at a time when a server is crowded.
pub(crate) const CROWD: u32 = 64;

/// A million requests take less by far; a server that hangs does not keep us.
const LIMIT: Duration = Duration::from_mins(5);

/// The tool that makes the load.
pub(crate) struct Generator {
    path: PathBuf,
}

/// What is asked over and over.
#[derive(Clone, Copy)]
pub(crate) enum Ask {
    /// A contact by its id.
    Read,
    /// A new contact.
    Create,
    /// Twenty contacts of a location.
    List,
}

/// Latencies in seconds.
pub(crate) struct Latency {
    /// Half of the answers took no longer.
    pub(crate) p50: f64,
    /// All answers but one in a hundred took no longer.
    pub(crate) p99: f64,
}

impl Generator {
    /// Finds the tool in `target/tools`, and installs it there if it is missing.
    pub(crate) fn find_or_install(own_folder: &Path) -> anyhow::Result<Self> {
        Ok(Self { path: TOOL.find_or_install(own_folder)? })
    }

    /// Sends requests and waits for all answers; one that is not what was asked for is an error.
    pub(crate) fn run(
        &self,
        address: SocketAddr,
        ask: Ask,
        exchange: &Exchange,
        requests: u32,
        connections: u32,
    ) -> anyhow::Result<Latency> {
        let mut command = Command::new(&self.path);
        command
            .args(["--no-tui", "--output-format", "json", "--disable-compression"])
            .args(["-t", "10s", "--worker-threads", "2"])
            .args(["-c", &connections.to_string(), "-n", &requests.to_string()]);
        for (name, value) in &exchange.headers {
            command.args(["-H", &format!("{name}: {value}")]);
        }
        let (path, status) = match ask {
            Ask::Read => (exchange.path(), 200),
            Ask::List => (exchange.list(), 200),
            Ask::Create => {
                command.args(["-m", "POST", "-T", "application/json", "-d", &exchange.body]);
                ("/contacts/".to_owned(), 201)
            }
        };
        command.arg(format!("http://{address}{path}"));

        let output = Process::start(command)?.finish(LIMIT)?;
        let report = serde_json::from_str(&output).context("reading the report of `oha`")?;
        read_report(&report, status, requests)
    }
}

/// Reads the latencies, unless answers are missing or have another status.
fn read_report(report: &Value, status: u16, requests: u32) -> anyhow::Result<Latency> {
    let statuses = &report["statusCodeDistribution"];
    let expected = json!({ status.to_string(): requests });
    if *statuses != expected {
        let errors = &report["errorDistribution"];
        bail!("the answers should have been {expected}, but were {statuses}, errors {errors}");
    }
    let seconds = |name: &str| {
        let value = report["latencyPercentiles"][name].as_f64();
        value.with_context(|| format!("the report of `oha` has no {name}"))
    };
    Ok(Latency { p50: seconds("p50")?, p99: seconds("p99")? })
}
