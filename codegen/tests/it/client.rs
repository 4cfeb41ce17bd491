//! Generated clients: small documents, one construct each, and the text that is made of them.
//!
//! That all of them compile is the claim of [`crate::compiles`].

mod calls;
mod dirt;
mod examples;
mod forms;
mod names;
pub(crate) mod patches;
mod places;
mod replies;
mod stable;
mod types;
mod unions;
mod unnamed;
mod version_3_1;

use crate::project::{Project, document};

/// The documents, by the name of what they are about.
pub(crate) const DOCUMENTS: [(&str, &str); 23] = [
    ("presence", types::PRESENCE),
    ("enums", types::ENUMS),
    ("recursion", types::RECURSION),
    ("inputs", names::INPUTS),
    ("names", names::NAMES),
    ("dirt", dirt::DIRT),
    ("queries", calls::QUERIES),
    ("unions", types::UNIONS),
    ("marks", unions::MARKS),
    ("values", unions::VALUES),
    ("bodies", calls::BODIES),
    ("forms", forms::FORMS),
    ("markdown", calls::MARKDOWN),
    ("places", places::PLACES),
    ("replies", replies::REPLIES),
    ("answers", calls::ANSWERS),
    ("headers", calls::HEADERS),
    ("merging", types::MERGING),
    ("mended", crate::warnings::MENDED),
    ("unnamed", unnamed::UNNAMED),
    ("version_3_1", version_3_1::DOCUMENT),
    ("examples", examples::EXAMPLES),
    ("patches", patches::PATCHES),
];

/// Returns the items of generated files that begin with these words.
fn check(rest: &str, items: &[(&str, &str)]) -> String {
    let project = Project::new(&document(rest));
    if let Err(error) = project.generate() {
        return error.to_string();
    }
    let items = items.iter().map(|(file, begin)| item(&project.read(file), begin));
    items.collect::<Vec<_>>().join("\n\n")
}

/// Returns the item that begins with these words, with the documentation above it.
fn item(text: &str, begin: &str) -> String {
    // A macro's first word may stand below it, and a short enum within its macro's braces.
    let text = text.replace("!(\n    ", "!(");
    let lines: Vec<&str> = text.lines().collect();
    let in_braces = format!("{{ {begin}");
    let found =
        lines.iter().position(|it| it.trim_start().starts_with(begin) || it.contains(&in_braces));
    let Some(start) = found else { return format!("there is no `{begin}`") };
    let indent = lines[start].len() - lines[start].trim_start().len();
    let is_above =
        |it: &&&str| ["///", "#["].iter().any(|begin| it.trim_start().starts_with(begin));
    let above = lines[..start].iter().rev().take_while(is_above).count();
    let docs = lines[start - above..start].iter().filter(|it| !it.trim_start().starts_with("#["));
    let close = format!("{}}}", " ".repeat(indent));
    let goes_on =
        |it: &&str| !it.is_empty() && !["static ", "rt::"].iter().any(|b| it.starts_with(b));
    let is_last = |at: usize| !lines.get(at + 1).is_some_and(goes_on);
    let is_line = lines[start].contains('{') && lines[start].ends_with('}');
    let is_end = |at: &usize| {
        is_line || lines[*at].starts_with(&close) || (lines[*at].ends_with(';') && is_last(*at))
    };
    let length = (start..lines.len()).find(is_end).unwrap_or(start) - start;
    let item = docs.chain(&lines[start..=start + length]);
    item.map(|it| it.get(indent..).unwrap_or_default()).collect::<Vec<_>>().join("\n")
}
