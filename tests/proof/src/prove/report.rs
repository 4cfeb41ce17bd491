//! What a proof has found, as a list that somebody reads.

use std::collections::BTreeMap;
use std::fmt;

/// So many findings of one operation are shown; more say the same again.
const SHOWN: usize = 4;

/// What a proof has found.
#[derive(Debug)]
#[must_use = "a proof that nobody looks at proves nothing"]
pub struct Report {
    kind: &'static str,
    operations: usize,
    /// How many exchanges were looked at.
    checks: usize,
    /// What is wrong, by operation.
    wrong: BTreeMap<String, Vec<String>>,
    /// What could not be looked at, and why.
    unproved: Vec<String>,
}

impl Report {
    pub(crate) fn new(kind: &'static str, operations: usize) -> Self {
        let (wrong, unproved) = (BTreeMap::new(), Vec::new());
        Self { kind, operations, checks: 0, wrong, unproved }
    }

    pub(crate) fn check(&mut self) {
        self.checks += 1;
    }

    pub(crate) fn count(&mut self, checks: usize) {
        self.checks += checks;
    }

    /// Notes what is wrong; what is wrong in the same way again is not noted.
    pub(crate) fn wrong(&mut self, operation: &str, case: &str, what: &str) {
        let found = self.wrong.entry(operation.to_owned()).or_default();
        if !found.iter().any(|it| it.ends_with(what)) {
            found.push(format!("{case}: {what}"));
        }
    }

    /// Notes what cannot be proved.
    pub(crate) fn unproved(&mut self, operation: &str, what: &str) {
        let text = format!("{operation}: {what}");
        if !self.unproved.contains(&text) {
            self.unproved.push(text);
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_pass(&self) -> bool {
        self.wrong.is_empty()
    }

    /// Prints what was found, and fails if anything is wrong.
    ///
    /// # Panics
    ///
    /// If anything is wrong: that is how a test fails.
    pub fn assert(&self) {
        println!("{self}");
        assert!(self.is_pass(), "{} of {} are wrong, see above", self.kind, self.operations);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (operation, found) in &self.wrong {
            writeln!(out, "wrong: {operation}")?;
            for what in found.iter().take(SHOWN) {
                writeln!(out, "    {what}")?;
            }
            if found.len() > SHOWN {
                writeln!(out, "    … and {} more", found.len() - SHOWN)?;
            }
        }
        for what in &self.unproved {
            writeln!(out, "not proved: {what}")?;
        }
        write!(
            out,
            "proof of {}: {} operations, {} checks, {} operations wrong, {} not proved",
            self.kind,
            self.operations,
            self.checks,
            self.wrong.len(),
            self.unproved.len()
        )
    }
}
