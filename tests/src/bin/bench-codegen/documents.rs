//! Which documents are measured.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

/// The documents that a folder is searched for: what they are called, and what their files' names
/// have in them.
const WELL_KNOWN: [(&str, &str); 5] = [
    ("Stripe", "stripe"),
    ("OpenAI", "openai"),
    ("DigitalOcean", "digitalocean"),
    ("Elasticsearch", "elasticsearch"),
    ("Box", "box"),
];

/// The flagship's document.
const FLAGSHIP: &str = "../spec/contacts.yaml";

/// A document that is measured.
pub(crate) struct Document {
    pub(crate) name: String,
    /// Names its folders.
    pub(crate) slug: String,
    pub(crate) path: PathBuf,
}

/// Takes the documents that are given, and those that the folder holds. Without any, it is the
/// flagship's, which goes with those of a folder too.
pub(crate) fn find(given: &[PathBuf], folder: Option<&Path>) -> anyhow::Result<Vec<Document>> {
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    for path in given {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        found.push((name, path.clone()));
    }
    if let Some(folder) = folder {
        let files = files(folder)?;
        for (name, piece) in WELL_KNOWN {
            if let Some(path) = largest(&files, piece)? {
                eprintln!("{name}: {}", path.display());
                found.push((name.to_owned(), path));
            } else {
                eprintln!("!!! SKIPPED: no file in `{}` is called `*{piece}*`", folder.display());
            }
        }
    }
    if given.is_empty() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FLAGSHIP);
        found.push(("flagship".to_owned(), path));
    }
    let mut documents = Vec::new();
    for (number, (name, path)) in found.into_iter().enumerate() {
        ensure!(path.is_file(), "`{}` is not there", path.display());
        let path = fs::canonicalize(&path)
            .with_context(|| format!("finding the full path of `{}`", path.display()))?;
        let slug: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        documents.push(Document { name, slug: format!("d{number}-{}", slug.to_lowercase()), path });
    }
    Ok(documents)
}

fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let context = || format!("listing `{}`", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(context)? {
        let path = entry.with_context(context)?.path();
        let ending = path.extension().unwrap_or_default();
        if path.is_file() && ["json", "yaml", "yml"].iter().any(|it| ending == *it) {
            files.push(path);
        }
    }
    Ok(files)
}

/// Of several files, the largest is the whole API.
fn largest(files: &[PathBuf], piece: &str) -> anyhow::Result<Option<PathBuf>> {
    let mut largest = None;
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if name.contains(piece) {
            let size = fs::metadata(path).context("reading the size of a document")?.len();
            largest = largest.max(Some((size, path.clone())));
        }
    }
    Ok(largest.map(|(_, path)| path))
}
