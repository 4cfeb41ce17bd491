//! The table, and what it comes to.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::corpus::check::Step;
use crate::corpus::state::{Checked, Entry};

/// A document in the table.
pub(crate) struct Row<'s> {
    pub(crate) document: String,
    /// Empty when no index names one.
    pub(crate) class: String,
    pub(crate) entry: &'s Entry,
}

impl Row<'_> {
    fn is_generated(&self) -> bool {
        self.entry.generated.lines.is_some()
    }

    /// What came of a step, if it was taken.
    fn step(&self, step: Step) -> Option<&Checked> {
        self.entry.steps.get(step.name()).filter(|_| self.is_generated())
    }

    fn is_clean(&self, step: Step) -> bool {
        self.step(step).is_some_and(|it| it.compiled && it.problem.is_none())
    }
}

/// Counts what became of the documents, each class apart.
pub(crate) fn summary(rows: &[Row<'_>], steps: &[Step]) -> String {
    let mut classes: BTreeMap<&str, Vec<&Row<'_>>> = BTreeMap::new();
    for row in rows {
        classes.entry(&row.class).or_default().push(row);
    }
    let mut summary = String::new();
    if classes.keys().any(|it| !it.is_empty()) {
        for (class, rows) in classes {
            let class = if class.is_empty() { "without a class" } else { class };
            count(&mut summary, class, &rows, steps);
        }
    }
    count(&mut summary, "all", &rows.iter().collect::<Vec<_>>(), steps);
    summary
}

fn count(summary: &mut String, class: &str, rows: &[&Row<'_>], steps: &[Step]) {
    let generated = rows.iter().filter(|it| it.is_generated()).count();
    let _ = write!(summary, "- {class}: {generated} of {} generated", rows.len());
    for step in steps {
        let clean = rows.iter().filter(|it| it.is_clean(*step)).count();
        let what = match step {
            Step::Check => "compile",
            Step::Doc => "are documented",
        };
        let _ = write!(summary, ", {clean} of them {what} without a warning");
    }
    summary.push('\n');
}

/// Lists all documents, in Markdown.
pub(crate) fn table(rows: &[Row<'_>], steps: &[Step]) -> String {
    let mut table = String::from(
        "| document | class | generated | warnings | lines | ms | compiled | documented | first problem |\n\
         |---|---|---|--:|--:|--:|---|---|---|\n",
    );
    for row in rows {
        let generated = &row.entry.generated;
        let taken = |step| steps.contains(&step).then(|| row.step(step)).flatten();
        let [compiled, documented] = [Step::Check, Step::Doc].map(taken);
        let mut problems = [compiled, documented].into_iter().flatten();
        let problem = generated.problem.as_ref();
        let problem = problem.or_else(|| problems.find_map(|it| it.problem.as_ref()));
        let done = |it: Option<&Checked>| it.map(|it| yes_or_no(it.compiled)).unwrap_or_default();
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            row.document,
            row.class,
            yes_or_no(row.is_generated()),
            generated.warnings,
            generated.lines.map(|it| it.to_string()).unwrap_or_default(),
            generated.milliseconds,
            done(compiled),
            done(documented),
            problem.map(|it| it.replace('|', "\\|")).unwrap_or_default(),
        );
    }
    table
}

fn yes_or_no(it: bool) -> &'static str {
    if it { "yes" } else { "no" }
}
