//! A big document: how long `twinspec mock` takes from its start to its first answer.

use std::path::Path;

use tests::bench::{median, now};

use crate::http;
use crate::server::Program;

/// How often the server is started.
const STARTS: usize = 5;

/// Measures the seconds from the start to the first answer.
pub(crate) fn start(folder: &Path, document: &Path) -> anyhow::Result<f64> {
    let program = Program::of_document(folder, document)?;
    let mut taken = Vec::new();
    for _ in 0..STARTS {
        let begun = now();
        let server = program.start()?;
        // Nobody knows the document's paths here; what belongs to none is answered too.
        http::answer(server.address, "/", &[])?;
        taken.push(begun.elapsed().as_secs_f64());
    }
    Ok(median(taken))
}
