//! What was measured of a document, round by round.

use tests::bench::median;

use crate::check::{Check, Checked};
use crate::documents::Document;
use crate::generator::{Generated, Lines};
use crate::process::Usage;

/// A document, and the figures of both generators in their order.
pub(crate) struct Comparison {
    pub(crate) document: Document,
    pub(crate) figures: [Figures; 2],
}

/// What was measured of a generator on a document.
#[derive(Default)]
pub(crate) struct Figures {
    generations: Vec<Usage>,
    pub(crate) lines: Option<Lines>,
    /// What the compiler used for the runtime that was brought along.
    pub(crate) runtime: Option<Usage>,
    checks: Vec<Check>,
    /// Why nothing more was measured.
    pub(crate) failure: Option<String>,
}

impl Figures {
    pub(crate) fn generated(&mut self, generated: Generated) {
        match generated {
            Ok((usage, lines)) => {
                self.generations.push(usage);
                self.lines = Some(lines);
            }
            Err(reason) => self.failure = Some(format!("generates nothing: {reason}")),
        }
    }

    pub(crate) fn prepared(&mut self, prepared: Result<Option<Usage>, String>) {
        match prepared {
            Ok(runtime) => self.runtime = runtime,
            Err(reason) => self.failure = Some(reason),
        }
    }

    pub(crate) fn checked(&mut self, checked: Checked) {
        match checked {
            Ok(check) => self.checks.push(check),
            Err(reason) => self.failure = Some(reason),
        }
    }

    /// Seconds to generate.
    pub(crate) fn generation(&self) -> Option<f64> {
        of(&self.generations, |it| it.seconds)
    }

    /// Bytes to generate.
    pub(crate) fn generation_peak(&self) -> Option<f64> {
        of(&self.generations, |it| it.peak)
    }

    /// Seconds of `cargo check`.
    pub(crate) fn check(&self) -> Option<f64> {
        of(&self.checks, |it| it.seconds)
    }

    /// Bytes that the compiler used.
    pub(crate) fn rustc_peak(&self) -> Option<f64> {
        of(&self.checks, |it| it.rustc.peak)
    }
}

fn of<T>(rounds: &[T], figure: impl Fn(&T) -> f64) -> Option<f64> {
    (!rounds.is_empty()).then(|| median(rounds.iter().map(figure)))
}
