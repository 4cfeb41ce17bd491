//! Versions: further forms of an API at the same address (`x-versions`).
//!
//! An overlay says what each of them does otherwise. What it makes of the document is read like one
//! more file, and the document's paths get twins that lead there: `/contacts#v3`. A fragment never
//! comes over the wire, so a request is for the one whose parameters it fits.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::diagnostic::{self, Problems};
use crate::document::{Document, apply_overlays};
use crate::error::Error;

/// Another version of an API.
pub(super) struct Version {
    name: String,
    overlay: PathBuf,
}

/// Reads which versions there are; each overlay lies beside the document.
pub(super) fn read(document: &Document) -> Result<Vec<Version>, Error> {
    let root = document.root();
    let Some(named) = root.get("x-versions") else { return Ok(Vec::new()) };
    let problems = Problems::new(document);
    if !named.value().is_object() {
        problems.note(diagnostic::EXTENSION, &named, "`x-versions` must be an object");
    }
    let folder = document.files.document().path.parent().unwrap_or(Path::new(""));
    let mut versions = Vec::new();
    for (name, overlay) in named.members() {
        let Some(path) = overlay.clone().text() else {
            let message = format!("`{name}` must be the path of an overlay");
            problems.note(diagnostic::EXTENSION, &overlay, message);
            continue;
        };
        let version = Version { name: name.into(), overlay: folder.join(path) };
        if version.overlay.is_file() {
            versions.push(version);
        } else {
            problems.note(diagnostic::EXTENSION, &overlay, format!("`{path}` is not there"));
        }
    }
    problems.finish().map_err(Error::Document)?;
    Ok(versions)
}

/// Adds the versions to a document.
pub(super) fn add(document: Document, versions: Vec<Version>) -> Result<Document, Error> {
    let Document { files, mut overlays, mut warnings, folder } = document;
    let file = files.document();
    let original = file.value();
    let mut root = original.clone();
    let mut others = Vec::new();
    for Version { name, overlay } in versions {
        let mut other = original.clone();
        warnings.extend(apply_overlays(&mut other, std::slice::from_ref(&overlay))?);
        name_operations(&mut other, &name);
        let called = format!("{}@{name}", file.name());
        add_paths(&mut root, &other, &name, &called);
        others.push((called, other));
        overlays.push(overlay);
    }
    let files = files.with_others(root, others);
    Ok(Document { files, overlays, warnings, folder })
}

/// Operations of several versions must not share an id.
fn name_operations(root: &mut Value, version: &str) {
    let items = root.get_mut("paths").and_then(Value::as_object_mut);
    let operations = items.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut);
    for operation in operations.flat_map(Map::values_mut) {
        if let Some(Value::String(id)) = operation.get_mut("operationId") {
            *id = format!("{id}-{version}");
        }
    }
}

fn add_paths(root: &mut Value, other: &Value, version: &str, file: &str) {
    let Some(paths) = root.get_mut("paths").and_then(Value::as_object_mut) else { return };
    let file = file.replace('%', "%25").replace('#', "%23");
    for path in other.get("paths").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
        let step = path.replace('~', "~0").replace('/', "~1").replace('%', "%25");
        paths.insert(format!("{path}#{version}"), json!({"$ref": format!("{file}#/paths/{step}")}));
    }
}
