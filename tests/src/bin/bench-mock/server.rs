//! The two servers: how to start them, and one that is up.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::bail;
use tests::process::Process;

use crate::exchange::Exchange;

/// A server that is not up by then never will be.
const LIMIT: Duration = Duration::from_secs(10);

/// A server that can be started any number of times.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    path: PathBuf,
    arguments: Vec<String>,
}

/// A server that listens; it is killed when this is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    process: Process,
}

impl Program {
    /// Finds the mock, which takes a free port. It counts requests as it always does, up to limits
    /// that the load does not reach.
    pub(crate) fn mock(folder: &Path) -> anyhow::Result<Self> {
        Self::mock_with(folder, "--rate-limit 1000000000/10 --rate-limit 1000000000/86400")
    }

    /// Finds the mock, to be started with these flags.
    pub(crate) fn mock_with(folder: &Path, flags: &str) -> anyhow::Result<Self> {
        let flags = flags.split_whitespace();
        let flags = ["--port", "0"].into_iter().chain(flags).map(str::to_owned);
        Self::find(folder, "ghl-mock", flags.collect())
    }

    /// Returns the flags that the program is started with.
    pub(crate) fn flags(&self) -> String {
        self.arguments.join(" ")
    }

    /// Finds the bare server, which answers with the contact that the mock answers with.
    pub(crate) fn bare(folder: &Path, exchange: &Exchange) -> anyhow::Result<Self> {
        Self::find(folder, "bare-axum", vec![exchange.contact.clone(), exchange.answer.clone()])
    }

    /// Finds the command that serves any document.
    pub(crate) fn of_document(folder: &Path, document: &Path) -> anyhow::Result<Self> {
        let document = document.display().to_string();
        let arguments = ["mock", "--port", "0", &document].map(str::to_owned);
        Self::find(folder, "twinspec", arguments.to_vec())
    }

    fn find(folder: &Path, name: &'static str, arguments: Vec<String>) -> anyhow::Result<Self> {
        let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        if !path.is_file() {
            bail!("`{}` is not there; `cargo xtask bench mock` builds it", path.display());
        }
        Ok(Self { name, path, arguments })
    }

    /// Starts the server and waits until it says where it listens.
    pub(crate) fn start(&self) -> anyhow::Result<Server> {
        let mut command = Command::new(&self.path);
        // The bare server always has two workers; the mock would take one for each core.
        command.args(&self.arguments).env("TOKIO_WORKER_THREADS", "2");
        let process = Process::start(command)?;
        let address = process.tell(LIMIT, "where it listens", |line| {
            let (_, address) = line.rsplit_once("http://")?;
            address.parse().ok()
        })?;
        Ok(Server { address, process })
    }
}

impl Server {
    /// Waits for the token that the mock prints after its address.
    pub(crate) fn token(&self) -> anyhow::Result<String> {
        self.process
            .tell(LIMIT, "its token", |line| line.strip_prefix("token: ").map(str::to_owned))
    }

    /// Returns the id of the process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }
}
