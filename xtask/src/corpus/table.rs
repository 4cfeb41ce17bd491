//! The table, and what it comes to.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::corpus::state::Entry;

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

    fn is_clean(&self) -> bool {
        let checked = self.entry.checked.as_ref();
        self.is_generated() && checked.is_some_and(|it| it.compiled && it.problem.is_none())
    }
}

/// Counts what became of the documents, each class apart.
pub(crate) fn summary(rows: &[Row<'_>], checked: bool) -> String {
    let mut classes: BTreeMap<&str, Vec<&Row<'_>>> = BTreeMap::new();
    for row in rows {
        classes.entry(&row.class).or_default().push(row);
    }
    let mut summary = String::new();
    if classes.keys().any(|it| !it.is_empty()) {
        for (class, rows) in classes {
            let class = if class.is_empty() { "without a class" } else { class };
            count(&mut summary, class, rows.into_iter(), checked);
        }
    }
    count(&mut summary, "all", rows.iter(), checked);
    summary
}

fn count<'r>(
    summary: &mut String,
    class: &str,
    rows: impl Iterator<Item = &'r Row<'r>> + Clone,
    checked: bool,
) {
    let generated = rows.clone().filter(|it| it.is_generated()).count();
    let clean = rows.clone().filter(|it| it.is_clean()).count();
    let _ = write!(summary, "- {class}: {generated} of {} generated", rows.count());
    if checked {
        let _ = write!(summary, ", {clean} of them compile without a warning");
    }
    summary.push('\n');
}

/// Lists all documents, in Markdown.
pub(crate) fn table(rows: &[Row<'_>], checked: bool) -> String {
    let mut table = String::from(
        "| document | class | generated | warnings | lines | ms | compiled | first problem |\n\
         |---|---|---|--:|--:|--:|---|---|\n",
    );
    for row in rows {
        let generated = &row.entry.generated;
        let checked = row.entry.checked.as_ref().filter(|_| checked && row.is_generated());
        let problem = generated.problem.as_ref().or(checked.and_then(|it| it.problem.as_ref()));
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            row.document,
            row.class,
            yes_or_no(row.is_generated()),
            generated.warnings,
            generated.lines.map(|it| it.to_string()).unwrap_or_default(),
            generated.milliseconds,
            checked.map(|it| yes_or_no(it.compiled)).unwrap_or_default(),
            problem.map(|it| it.replace('|', "\\|")).unwrap_or_default(),
        );
    }
    table
}

fn yes_or_no(it: bool) -> &'static str {
    if it { "yes" } else { "no" }
}
