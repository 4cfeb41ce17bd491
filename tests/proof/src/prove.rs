//! The proofs of a generated client and of its mock.

mod answers;
mod compare;
mod report;
mod requests;
mod sample;

use std::path::Path;

use serde_json::Value;
use twinspec_referee::Referee;

use crate::bundle;
use crate::calls::{Call, Calls};
use crate::document::{Document, Operation};
use crate::flatten::Flattener;
use crate::make::Maker;
use crate::prove::answers::Which;
pub use crate::prove::report::Report;
use crate::prove::sample::Sampler;
use crate::walk::{Server, Told, walk};

/// A document, and the referee that knows it.
pub struct Proof {
    root: Value,
    referee: Referee,
    /// What the referee cannot read and was taken out.
    removed: Vec<String>,
}

impl Proof {
    /// Reads a document, with the files that it refers to.
    pub fn read(path: impl AsRef<Path>) -> anyhow::Result<Self> {
        let mut root = bundle::read(path.as_ref())?;
        let (referee, removed) = bundle::referee(&mut root)?;
        Ok(Self { root, referee, removed })
    }

    /// Proves that each call sends a valid request that says what it was given.
    pub fn requests<C>(&self, calls: &Calls<C>) -> Report {
        self.each("requests", calls, requests::prove)
    }

    /// Proves that nothing of a documented success gets lost.
    pub fn answers<C>(&self, calls: &Calls<C>) -> Report {
        self.each("answers", calls, |calls, call, operation, sampler, report| {
            answers::prove(Which::Successes, calls, call, operation, sampler, report);
        })
    }

    /// Proves that each documented error arrives as its type, and nothing of it gets lost.
    pub fn errors<C>(&self, calls: &Calls<C>) -> Report {
        self.each("errors", calls, |calls, call, operation, sampler, report| {
            answers::prove(Which::Errors, calls, call, operation, sampler, report);
        })
    }

    /// Proves that what is created on a server is read, listed, changed, deleted and gone.
    pub fn resources(&self, server: &dyn Server) -> anyhow::Result<Report> {
        let walked =
            on_a_large_stack(|| walk("the mock", self.root.clone(), server, Told::default()))?;
        let mut report = Report::new("resources", walked.operations().count());
        report.count(usize::try_from(walked.total("exchanges")).unwrap_or(usize::MAX));
        for removed in &self.removed {
            report.unproved("the document", removed);
        }
        for (operation, what) in walked.wrongs() {
            report.wrong(&operation, "walk", &what);
        }
        for (operation, why) in walked.opens() {
            report.unproved(&operation, &why);
        }
        Ok(report)
    }

    fn each<C>(
        &self,
        kind: &'static str,
        calls: &Calls<C>,
        prove: impl Fn(&Calls<C>, &Call<C>, &Operation<'_>, &Sampler<'_>, &mut Report) + Send,
    ) -> Report {
        on_a_large_stack(|| self.all(kind, calls, prove))
    }

    fn all<C>(
        &self,
        kind: &'static str,
        calls: &Calls<C>,
        prove: impl Fn(&Calls<C>, &Call<C>, &Operation<'_>, &Sampler<'_>, &mut Report),
    ) -> Report {
        let document = Document::read(&self.root);
        let flattener = Flattener::new(&self.root, document.has_siblings());
        let sampler = Sampler { maker: Maker { flattener }, referee: &self.referee };
        let mut report = Report::new(kind, document.operations.len());
        for removed in &self.removed {
            report.unproved("the document", removed);
        }
        let calls_of = || calls.tags.iter().copied().flatten();
        for operation in &document.operations {
            let name = operation.name();
            let mut alike = calls_of().filter(|it| it.operation == name);
            let own = calls_of().find(|it| it.operation == name && Some(it.id) == operation.id);
            match own.or_else(|| alike.next()) {
                Some(call) => prove(calls, call, operation, &sampler, &mut report),
                None => report.wrong(&name, "client", "there is no call"),
            }
        }
        report
    }
}

/// Schemas hold each other deeply, and without optimisation each level takes much.
const STACK: usize = 256 << 20;

fn on_a_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let done = thread.expect("there is room for a stack").join();
        done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
