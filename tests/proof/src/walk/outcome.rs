//! What became of the operations of a chain.

use std::collections::{BTreeMap, BTreeSet};

/// By what an operation is known to have done what it claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    /// It works on what exists and is refused on what does not; no answer shows more.
    Exists,
    /// Another answer shows it.
    Shown,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed(Evidence),
    /// The effect is not there, or is another.
    Failed(String),
    /// The operation was not reached, or nothing shows what it does.
    Open(String),
}

/// The outcome of each operation of one chain, and of what belongs to none.
#[derive(Debug, Default)]
pub(crate) struct Outcomes {
    pub(crate) operations: BTreeMap<usize, Outcome>,
    /// What succeeded and nothing shows: it may still be known by being refused later.
    pub(crate) pending: BTreeSet<usize>,
    /// Acts below an item: whether the answer was a success that the referee let pass.
    pub(crate) acts: BTreeMap<usize, Result<(), String>>,
    /// Whether a child of a deleted parent is gone; `None` if that could not be tried.
    pub(crate) orphan: Option<Result<(), String>>,
}

impl Outcomes {
    /// Notes success; what was shown is not taken back.
    pub(crate) fn pass(&mut self, operation: usize, evidence: Evidence) {
        let known = self.operations.get(&operation);
        if !matches!(known, Some(Outcome::Passed(it)) if *it >= evidence) {
            self.operations.insert(operation, Outcome::Passed(evidence));
        }
    }

    /// Notes what went wrong first.
    pub(crate) fn fail(&mut self, operation: usize, reason: impl Into<String>) {
        if !matches!(self.operations.get(&operation), Some(Outcome::Passed(_) | Outcome::Failed(_)))
        {
            self.operations.insert(operation, Outcome::Failed(reason.into()));
        }
    }

    /// Notes that a valid request was not taken; no wonder if what it is below is but a guess.
    pub(crate) fn refuse(&mut self, operation: usize, is_guess: bool, reason: String) {
        if is_guess {
            self.open(operation, format!("nothing is known that it could be below: {reason}"));
        } else {
            self.fail(operation, reason);
        }
    }

    /// Notes why nothing is known, unless something is.
    pub(crate) fn open(&mut self, operation: usize, reason: impl Into<String>) {
        self.operations.entry(operation).or_insert_with(|| Outcome::Open(reason.into()));
    }

    pub(crate) fn is_passed(&self, operation: usize) -> bool {
        matches!(self.operations.get(&operation), Some(Outcome::Passed(_)))
    }

    pub(crate) fn is_settled(&self, operation: usize) -> bool {
        matches!(self.operations.get(&operation), Some(Outcome::Passed(_) | Outcome::Failed(_)))
    }
}
