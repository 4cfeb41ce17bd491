//! The documents of a table: one with its overlays, or a list for one client.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::Source;
use crate::settings::file::{Mistake, expected, text, texts, unknown};

/// Reads which documents a table is about; paths are relative to the folder.
pub(super) fn read(
    given: &DeTable<'_>,
    table: usize,
    folder: &Path,
    mistakes: &mut Vec<Mistake>,
) -> Vec<Source> {
    let Some(documents) = given.get("documents") else {
        return source(given, table, folder, mistakes).into_iter().collect();
    };
    for key in ["document", "overlays", "mock"] {
        let Some(value) = given.get(key) else { continue };
        let what = match key {
            "document" => "`document` is one of `documents`",
            "overlays" => {
                "expected the overlays beside the document that they correct, as in `documents = [{ \
                 document = \"api.yaml\", overlays = [\"fix.yaml\"] }]`"
            }
            _ => "a mock is of one `document`; give it a table of its own",
        };
        mistakes.push((value.span().start, what.to_owned()));
    }
    let Some(items) = documents.get_ref().as_array() else {
        mistakes.push((documents.span().start, expected("a list of documents", documents)));
        return Vec::new();
    };
    if items.is_empty() {
        mistakes.push((documents.span().start, "expected at least one document".to_owned()));
    }
    items.iter().filter_map(|it| item(it, folder, mistakes)).collect()
}

/// Reads one of several: its path, or a table with its overlays.
fn item(item: &Spanned<DeValue<'_>>, folder: &Path, mistakes: &mut Vec<Mistake>) -> Option<Source> {
    match item.get_ref() {
        DeValue::Table(table) => {
            unknown(table, &["document", "overlays"], mistakes);
            source(table, item.span().start, folder, mistakes)
        }
        _ => Some(Source { path: folder.join(text(item, mistakes)?), overlays: Vec::new() }),
    }
}

fn source(
    given: &DeTable<'_>,
    table: usize,
    folder: &Path,
    mistakes: &mut Vec<Mistake>,
) -> Option<Source> {
    if given.get("document").is_none() {
        mistakes.push((table, "`document` is missing".to_owned()));
    }
    let document = given.get("document").and_then(|it| text(it, mistakes));
    let overlays = given.get("overlays").map(|it| texts(it, mistakes)).unwrap_or_default();
    let overlays = overlays.into_iter().map(|it| folder.join(it)).collect();
    Some(Source { path: folder.join(document?), overlays })
}
