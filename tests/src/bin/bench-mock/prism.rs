//! Prism beside it: a mock that makes its answers from the same document and keeps nothing.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use tests::bench::{median, now};
use tests::process::Process;

use crate::exchange::Exchange;
use crate::http;
use crate::load::{Ask, Generator};
use crate::usage::{self, Memory};

/// The version that is installed; another one would measure something else.
pub(crate) const VERSION: &str = "5.14.2";

/// It takes a hundred times as long for an answer, so it gets fewer requests.
const REQUESTS: u32 = 2_000;

/// How often it is measured.
const ROUNDS: usize = 3;

/// A server that is not up by then never will be.
const LIMIT: Duration = Duration::from_secs(30);

/// What was measured of it; medians.
pub(crate) struct Figures {
    pub(crate) read: f64,
    pub(crate) create: f64,
    pub(crate) start: f64,
    pub(crate) idle: f64,
}

/// Measures it, unless it cannot be had here; then says why.
pub(crate) fn measure(
    folder: &Path,
    exchange: &Exchange,
    generator: &Generator,
) -> Option<Figures> {
    let measured = find_or_install(folder).and_then(|it| rounds(&it, exchange, generator));
    measured
        .inspect_err(|error| eprintln!("WITHOUT PRISM, which is left out of the table: {error:#}"))
        .ok()
}

fn rounds(prism: &Path, exchange: &Exchange, generator: &Generator) -> anyhow::Result<Figures> {
    let rounds: Vec<Figures> =
        (0..ROUNDS).map(|_| round(prism, exchange, generator)).collect::<Result<_, _>>()?;
    let of = |figure: fn(&Figures) -> f64| median(rounds.iter().map(figure));
    Ok(Figures {
        read: of(|it| it.read),
        create: of(|it| it.create),
        start: of(|it| it.start),
        idle: of(|it| it.idle),
    })
}

fn round(prism: &Path, exchange: &Exchange, generator: &Generator) -> anyhow::Result<Figures> {
    let address = free_address()?;
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/contacts.yaml");
    let mut command = Command::new("node");
    // The program itself, not the shell script around it: its CPU time is asked for.
    command.arg(prism).args(["mock", "--host", "127.0.0.1", "--verboseLevel", "error"]);
    command.args(["--port", &address.port().to_string()]).arg(document);
    let begun = now();
    let process = Process::start(command)?;
    while http::get(address, &exchange.path(), &exchange.headers).is_err() {
        ensure!(begun.elapsed() < LIMIT, "no answer within {LIMIT:?}");
        std::thread::sleep(Duration::from_millis(5));
    }
    let start = begun.elapsed().as_secs_f64();
    let idle = Memory::of(process.id())?.resident;
    let cost = |ask| -> anyhow::Result<f64> {
        generator.run(address, ask, exchange, REQUESTS / 2, 16)?;
        let before = usage::cpu_time(process.id())?;
        generator.run(address, ask, exchange, REQUESTS, 16)?;
        let used = usage::cpu_time(process.id())?.saturating_sub(before);
        Ok(used.as_secs_f64() / f64::from(REQUESTS))
    };
    Ok(Figures { read: cost(Ask::Read)?, create: cost(Ask::Create)?, start, idle })
}

/// Finds it in `target/tools`, and installs it there if it is missing.
fn find_or_install(folder: &Path) -> anyhow::Result<PathBuf> {
    let target = folder.parent().context("this program does not lie in a target folder")?;
    let root = target.join("tools").join(format!("prism-{VERSION}"));
    let program = root.join("node_modules/@stoplight/prism-cli/dist/index.js");
    if !program.is_file() {
        eprintln!("INSTALLING Prism {VERSION} into `{}`: once, by npm", root.display());
        std::fs::create_dir_all(&root)?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&root);
        npm.arg(format!("@stoplight/prism-cli@{VERSION}"));
        let status = npm.status().context("starting `npm`")?;
        if !status.success() || !program.is_file() {
            bail!("`npm install @stoplight/prism-cli` failed ({status})");
        }
    }
    Ok(program)
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
