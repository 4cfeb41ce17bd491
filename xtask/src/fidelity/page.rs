//! The page: a table for each place where rows stand.

use std::fmt::Write as _;

use crate::fidelity::row::{Certainty, Row};
use crate::fidelity::{DOCUMENTS, Source};

const INTRODUCTION: &str = "\
# Fidelity

What the HighLevel mock does, how sure it is that HighLevel does the same, and the test that holds it.
Made by `cargo xtask fidelity` from the comments beside the behaviour; a change goes there.
";

/// Writes the ledger.
pub(super) fn page(sources: &[Source]) -> String {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("\n| certainty | rows | meaning |\n|---|---|---|\n");
    for (certainty, name, meaning) in Certainty::ALL {
        let rows = sources.iter().flat_map(|it| &it.rows);
        let count = rows.filter(|it| it.certainty == certainty).count();
        line(&mut page, format_args!("| {name} | {count} | {meaning} |"));
    }
    for source in sources {
        for (title, rows) in sections(source) {
            line(&mut page, format_args!("\n## {title}\n"));
            page.push_str("| behaviour | certainty | source | held by |\n|---|---|---|---|\n");
            for row in rows {
                let tests: Vec<String> = row.tests.iter().map(|it| format!("`{it}`")).collect();
                let (certainty, tests) = (row.certainty.name(), tests.join(", "));
                let Row { behaviour, source, .. } = row;
                line(&mut page, format_args!("| {behaviour} | {certainty} | {source} | {tests} |"));
            }
        }
    }
    page
}

/// Divides the rows of a file: of a document by operation, all else is about one thing.
fn sections(source: &Source) -> Vec<(String, Vec<&Row>)> {
    let mut sections: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in &source.rows {
        let title = title(source, row);
        match sections.iter_mut().find(|it| it.0 == title) {
            Some((_, rows)) => rows.push(row),
            None => sections.push((title, vec![row])),
        }
    }
    sections
}

fn title(source: &Source, row: &Row) -> String {
    if source.path == DOCUMENTS[0] {
        let lines = source.text.lines().skip(row.line - 1);
        // A row about an operation stands inside of it, one about all of them before the paths.
        let is_in_paths = source.text.lines().take(row.line).any(|it| it == "paths:");
        let mut lines = lines.take_while(|it| !it.starts_with("  /"));
        let id = lines.find_map(|it| it.trim().strip_prefix("operationId: "));
        return match id.filter(|_| is_in_paths) {
            Some(id) => format!("Operation `{id}`"),
            None => "All operations".to_owned(),
        };
    }
    let first = source.text.lines().next().unwrap_or_default();
    let first = first.trim_start_matches(['/', '!', '#', ' ']).trim_end_matches('.');
    first.to_owned()
}

fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a text cannot fail.
    let _ = writeln!(page, "{text}");
}
