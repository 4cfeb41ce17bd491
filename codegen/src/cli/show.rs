//! Diagnostics with the lines that they are about.

use std::collections::BTreeMap;
use std::fs;
use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};
use twinspec::{Diagnostic, Severity};

/// How many warnings are shown beside something else; nobody reads more in passing.
pub(crate) const SHOWN: usize = 20;

/// How long a line may be to be shown; a document may be a single one.
const LONGEST_LINE: usize = 400;

/// Shows diagnostics, and keeps the files that they are in.
pub(crate) struct Excerpts {
    renderer: Renderer,
    files: BTreeMap<String, File>,
}

/// A text, and where its lines begin.
struct File {
    text: String,
    starts: Vec<usize>,
}

impl Excerpts {
    /// Starts for a stream; only a terminal gets colours, unless `NO_COLOR` is set.
    pub(crate) fn for_stream(stream: &impl IsTerminal) -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        let styled = stream.is_terminal() && !no_color;
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        Self { renderer, files: BTreeMap::new() }
    }

    /// Returns a diagnostic as a person reads it.
    pub(crate) fn show(&mut self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let files = &mut self.files;
        let file =
            files.entry(diagnostic.file.clone()).or_insert_with(|| File::read(&diagnostic.file));
        let title = level.primary_title(&diagnostic.message).id(diagnostic.code);
        let help = Level::HELP.message(&diagnostic.help);
        let group = if let Some(line) = file.line(diagnostic.line) {
            let mark = AnnotationKind::Primary.span(word(line, diagnostic.column));
            let snippet = Snippet::source(line).line_start(diagnostic.line);
            let snippet = snippet.path(&diagnostic.file);
            title.element(snippet.annotation(mark.label(&diagnostic.pointer)))
        } else {
            let origin = Origin::path(&diagnostic.file).line(diagnostic.line);
            let place = Level::NOTE.message(format!("at `{}`", diagnostic.pointer));
            title.element(origin.char_column(diagnostic.column)).element(place)
        };
        self.renderer.render(&[group.element(help)])
    }
}

impl File {
    fn read(path: &str) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(starts).collect();
        Self { text, starts }
    }

    /// Returns a line, if it is there and can be shown.
    fn line(&self, number: usize) -> Option<&str> {
        let start = *self.starts.get(number.checked_sub(1)?)?;
        let line = self.text[start..].lines().next()?;
        (line.len() <= LONGEST_LINE).then_some(line)
    }
}

/// Returns the word that begins at a column, in bytes.
fn word(line: &str, column: usize) -> Range<usize> {
    let start = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = &line[start..];
    let end = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map(|it| it + 2),
        _ => rest.find(|it: char| it.is_whitespace() || ":,{}[]".contains(it)),
    };
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start..start + end.unwrap_or(rest.len()).max(first)
}

/// Writes a number of things.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Returns a diagnostic in one line.
#[cfg(feature = "mock")]
pub(crate) fn line(it: &Diagnostic) -> String {
    let Diagnostic { severity, code, message, file, line, column, .. } = it;
    format!("{severity}[{code}]: {message} ({file}:{line}:{column})")
}

/// Returns diagnostics as a program reads them; `spec/README.md` lists the members.
pub(crate) fn diagnostics(found: &[Diagnostic]) -> Value {
    found.iter().map(diagnostic).collect()
}

fn diagnostic(it: &Diagnostic) -> Value {
    json!({
        "severity": it.severity.to_string(),
        "code": it.code,
        "message": it.message,
        "file": it.file,
        "line": it.line,
        "column": it.column,
        "pointer": it.pointer,
        "help": it.help,
    })
}
