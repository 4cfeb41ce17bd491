//! Walks through a server by what its document says.
//!
//! The walker knows a document as JSON, and no more. It finds pairs of a collection and its items
//! by their paths (`chains`), makes requests that the referee finds valid
//! (`request`), creates, lists, reads, changes, acts, deletes and reads again
//! (`walker`), and has every exchange judged (`wire`). An operation counts as stateful when
//! another answer has shown what it did.
//!
//! Where it is strict: every scalar that was sent and is shown has to be the same; a list must not
//! have what was not made yet; one wrong answer costs all operations of its chain. Where it is
//! lenient: a 4xx that the document does not list is right for what does not exist; a deleted
//! entity may stay if it says so of itself; and where nothing shows a value, it is enough that an
//! operation works on what exists and is refused on what does not (`exists`).

mod chains;
mod findings;
mod identify;
mod leaves;
mod observe;
mod outcome;
mod report;
mod walker;
mod wire;
mod words;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::bundle;
use crate::document::Document;
use crate::flatten::Flattener;
use crate::make::Maker;
use crate::request::Requests;
use crate::walk::walker::Walker;

pub use crate::walk::report::{Report, percent};
pub use crate::walk::wire::Server;

/// What the walker has to be told, because no document says it.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The credential to send, for a server that does not take any.
    pub token: Option<String>,
    /// What a parameter or property of this name has to be, for a server that knows only some.
    pub values: BTreeMap<String, Value>,
}

/// Walks through the server of a document, which is called `name` in the report.
pub fn walk(
    name: &str,
    mut root: Value,
    server: &dyn Server,
    told: Told,
) -> anyhow::Result<Report> {
    let (referee, removed) = bundle::referee(&mut root)?;
    let document = Document::read(&root);
    let flattener = Flattener::new(&root, document.has_siblings());
    let requests = Requests {
        maker: Maker { flattener },
        referee: &referee,
        base: String::new(),
        token: told.token,
    };
    let mut walker = Walker::new(&document, &referee, requests, server, told.values);
    walker.find_base()?;
    let mut walked = Vec::new();
    for index in 0..walker.chains.len() {
        walked.push(walker.walk(index)?);
    }
    Ok(Report::new(name, &walker, &walked, &removed))
}
