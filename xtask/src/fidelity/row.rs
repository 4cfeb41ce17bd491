//! Rows: found in comments, and missed where they should be.

use anyhow::{Context, bail, ensure};

use crate::fidelity::Source;

/// What a row starts with.
const START: &str = "fidelity(";

/// What stands before the tests.
const HELD_BY: &str = "Held by ";

/// How sure it is that the service does the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    Documented,
    Observed,
    Inferred,
    Chosen,
}

impl Certainty {
    pub(super) const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Documented, "documented", "the vendor says so"),
        (Self::Observed, "observed", "seen on the wire, or in what the vendor's SDKs rely on"),
        (Self::Inferred, "inferred", "follows from what is known"),
        (Self::Chosen, "chosen", "not known; a reader must not rely on it"),
    ];

    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|it| it.0 == self).map_or("", |it| it.1)
    }
}

/// Something that the mock does.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) certainty: Certainty,
    /// Where that is known from.
    pub(super) source: String,
    pub(super) behaviour: String,
    /// The tests that hold it.
    pub(super) tests: Vec<String>,
}

/// Finds the rows of a file.
pub(super) fn rows(path: &str, text: &str) -> anyhow::Result<Vec<Row>> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut is_open = false;
    for (number, line) in text.lines().enumerate() {
        let comment = comment(line);
        match comment {
            Some(comment) if comment.starts_with(START) => {
                found.push((number + 1, comment.to_owned()));
            }
            Some(comment) if is_open => {
                if let Some((_, row)) = found.last_mut() {
                    row.push(' ');
                    row.push_str(comment);
                }
            }
            _ => {}
        }
        is_open = comment.is_some_and(|it| is_open || it.starts_with(START));
    }
    let read =
        |(line, text): (usize, String)| read(line, &text).with_context(|| format!("{path}:{line}"));
    found.into_iter().map(read).collect()
}

/// Returns the text of a comment that is no documentation.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let comment = line.strip_prefix("# ").or_else(|| line.strip_prefix("// "))?;
    Some(comment.trim())
}

fn read(line: usize, text: &str) -> anyhow::Result<Row> {
    let form = "expected `fidelity(CERTAINTY; SOURCE): BEHAVIOUR Held by `TEST`.`";
    let (head, rest) = text[START.len()..].split_once("): ").context(form)?;
    let (certainty, source) = head.split_once("; ").context(form)?;
    let known = Certainty::ALL.iter().find(|it| it.1 == certainty);
    let Some((certainty, ..)) = known else {
        let names = Certainty::ALL.map(|it| it.1).join("`, `");
        bail!("`{certainty}` is no certainty, use one of `{names}`");
    };
    let (behaviour, tests) = rest.split_once(HELD_BY).context(form)?;
    let tests: Vec<String> = tests.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    ensure!(!tests.is_empty(), "no test holds it: {form}");
    let (source, behaviour) = (source.to_owned(), behaviour.trim().to_owned());
    Ok(Row { line, certainty: *certainty, source, behaviour, tests })
}

/// Lists the operations of a document that have no row.
pub(super) fn operations_without(source: &Source) -> Vec<String> {
    let is_method = |it: &str| {
        ["get:", "put:", "post:", "delete:", "patch:"]
            .iter()
            .any(|method| it.strip_prefix("    ").is_some_and(|it| it == *method))
    };
    let lines: Vec<&str> = source.text.lines().collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|it| is_method(lines[*it])).collect();
    let mut lacking = Vec::new();
    for (position, start) in starts.iter().enumerate() {
        let end = starts.get(position + 1).copied().unwrap_or(lines.len());
        if !source.rows.iter().any(|it| (start + 1..end + 1).contains(&it.line)) {
            let id =
                lines[*start..end].iter().find_map(|it| it.trim().strip_prefix("operationId: "));
            let id = id.unwrap_or("an operation");
            lacking.push(format!("{}:{}: `{id}` has no row", source.path, start + 1));
        }
    }
    lacking
}

/// Lists the functions of a topic that are registered and have no row right above them; a topic of
/// which none is registered by itself needs a row somewhere.
pub(super) fn functions_without(source: &Source, registry: &str) -> Vec<String> {
    let topic = source.path.rsplit('/').next().and_then(|it| it.strip_suffix(".rs"));
    let topic = topic.unwrap_or_default();
    let lines: Vec<&str> = source.text.lines().collect();
    let mut lacking = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let Some(name) = function(line) else { continue };
        if !names(registry, topic, name) {
            continue;
        }
        let above = lines[..number].iter().rev();
        let comments = above.take_while(|it| it.trim_start().starts_with("//")).count();
        let reach = number - comments + 1..=number;
        if !source.rows.iter().any(|it| reach.contains(&it.line)) {
            lacking.push(format!("{}:{}: `{name}` has no row", source.path, number + 1));
        }
    }
    if source.rows.is_empty() && lacking.is_empty() {
        lacking.push(format!("{}: the topic has no row", source.path));
    }
    lacking
}

/// Whether a text names a function of a module.
fn names(text: &str, module: &str, function: &str) -> bool {
    let path = format!("{module}::{function}");
    text.match_indices(&path).any(|(start, _)| {
        let is_word = |it: char| it.is_alphanumeric() || it == '_';
        let after = text[start + path.len()..].chars().next();
        !after.is_some_and(is_word) && !text[..start].ends_with(is_word)
    })
}

fn function(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub(super) fn ")?;
    line.split(['(', '<']).next()
}

/// Lists the names of the tests in a file, and of the cases that a list makes tests of.
pub(super) fn tests_in(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            is_test = true;
        } else if let Some((_, rest)) = line.split_once("fn ") {
            if is_test {
                names.extend(rest.split('(').next().map(str::to_owned));
            }
            is_test = false;
        } else if let Some((_, case)) = line.split_once("::").filter(|_| line.ends_with(',')) {
            names.push(case.trim_end_matches(',').to_owned());
        }
    }
    names
}
