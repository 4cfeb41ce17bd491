//! The mock under judgement: started for one document, or already there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, bail};
use tests::process::Process;

/// A server that is not up by then never will be.
const LIMIT: Duration = Duration::from_mins(1);

/// A server, and the process behind it if the walker started it.
pub(crate) struct Server {
    pub(crate) url: String,
    _process: Option<Process>,
}

impl Server {
    /// A server that somebody else has started.
    pub(crate) fn at(url: &str) -> Self {
        Self { url: url.to_owned(), _process: None }
    }

    /// Starts the mock of a document on a free port.
    pub(crate) fn start(mock: Option<&Path>, document: &Path) -> anyhow::Result<Self> {
        let mock = match mock {
            Some(mock) => mock.to_owned(),
            None => beside()?,
        };
        let mut command = Command::new(&mock);
        command.arg("mock").arg(document).args(["--port", "0", "--no-rate-limit"]);
        let process = Process::start(command)?;
        let url = process.tell(LIMIT, "where it listens", |line| {
            let start = line.find("http://")?;
            let url = line[start..].split_whitespace().next()?;
            Some(url.trim_end_matches(['.', ',', '`']).to_owned())
        })?;
        Ok(Self { url, _process: Some(process) })
    }
}

fn beside() -> anyhow::Result<PathBuf> {
    let folder = tests::bench::own_folder()?;
    let path = folder.join(format!("twinspec{}", std::env::consts::EXE_SUFFIX));
    if !path.is_file() {
        bail!("`{}` is not there; `cargo xtask walk` builds it", path.display());
    }
    path.canonicalize().context("finding the mock")
}
