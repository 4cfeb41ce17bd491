//! Which documents a folder holds.
//!
//! A file is a document. A folder is one if a root document lies directly in it: a file with the
//! key `openapi`. Everything else in such a folder is only referred to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use crate::corpus::files;

/// A document to make a client of.
pub(crate) struct Document {
    /// Its name in the folder.
    pub(crate) name: String,
    /// The file to start from.
    pub(crate) root: PathBuf,
    /// The name of the client's package.
    pub(crate) package: String,
    /// All files that it may be made of, if they are known.
    files: Option<Vec<PathBuf>>,
}

impl Document {
    /// Returns a text that changes when the client may; `None` when nobody knows.
    pub(crate) fn input(&self, generator: &str) -> anyhow::Result<Option<String>> {
        let Some(files) = &self.files else { return Ok(None) };
        Ok(Some(files::join(&[generator, &files::hash(files)?])))
    }
}

/// Lists the documents of a folder by name.
pub(crate) fn find(folder: &Path) -> anyhow::Result<Vec<Document>> {
    let mut documents = Vec::new();
    let mut packages = BTreeSet::new();
    for path in entries(folder)? {
        let name = file_name(&path);
        if path.is_dir() {
            let roots: Vec<PathBuf> =
                entries(&path)?.into_iter().filter(|it| is_document(it) && is_root(it)).collect();
            let several = roots.len() > 1;
            for root in roots {
                let name =
                    if several { format!("{name}/{}", file_name(&root)) } else { name.clone() };
                let package = package(&name, &mut packages);
                documents.push(Document { name, root, package, files: Some(files::below(&path)?) });
            }
        } else if is_document(&path) {
            let package = package(&name, &mut packages);
            let files = (!refers_to_files(&path)?).then(|| vec![path.clone()]);
            documents.push(Document { name, root: path, package, files });
        }
    }
    Ok(documents)
}

fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let context = || format!("listing `{}`", folder.display());
    let entries = fs::read_dir(folder).with_context(context)?;
    let paths: Result<Vec<_>, _> = entries.map(|it| it.map(|it| it.path())).collect();
    let mut paths = paths.with_context(context)?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    path.is_file() && ["json", "yaml", "yml"].iter().any(|it| ending == *it)
}

/// Whether a file says at its top that it is a document, and no piece of one.
fn is_root(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap_or_default();
    if text.trim_start().starts_with('{') {
        return serde_json::from_str::<Value>(&text).is_ok_and(|it| it.get("openapi").is_some());
    }
    let keys = ["openapi:", "\"openapi\":", "'openapi':"];
    text.lines().any(|line| keys.iter().any(|it| line.starts_with(it)))
}

/// Whether a document is made of files that a look at it alone does not tell.
fn refers_to_files(path: &Path) -> anyhow::Result<bool> {
    let bytes = fs::read(path).with_context(|| format!("reading `{}`", path.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut references = text.split("$ref").skip(1);
    Ok(references.any(|rest| {
        let target = rest.trim_start_matches(['"', '\'', ':', ' ']);
        !target.starts_with('#')
    }))
}

/// Names a package like its document; two never share a name.
fn package(document: &str, taken: &mut BTreeSet<String>) -> String {
    let lower = document.to_ascii_lowercase();
    let words = lower.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let name = format!("client-{}", words.collect::<Vec<_>>().join("-"));
    let mut unique = name.clone();
    let mut number = 2;
    while !taken.insert(unique.clone()) {
        unique = format!("{name}-{number}");
        number += 1;
    }
    unique
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::package;

    #[test]
    fn documents_that_sound_alike_get_packages_of_their_own() {
        let mut taken = BTreeSet::new();

        assert_eq!(package("Pets_v1.json", &mut taken), "client-pets-v1-json");
        assert_eq!(package("pets-v1.json", &mut taken), "client-pets-v1-json-2");
    }
}
