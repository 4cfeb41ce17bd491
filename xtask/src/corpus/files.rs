//! Files below a folder, and whether they are still the same.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Lists the files below a folder, in their order; a folder that is not there has none.
pub(crate) fn below(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        let context = || format!("listing `{}`", folder.display());
        for entry in fs::read_dir(&folder).with_context(context)? {
            let path = entry.with_context(context)?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Returns a text that changes when a file below the folder does, comes or goes.
pub(crate) fn hash_below(folder: &Path) -> anyhow::Result<String> {
    hash(&below(folder)?)
}

/// Returns a text that changes when one of the files does.
///
/// The standard hasher may change with a new compiler; then everything is done again once.
pub(crate) fn hash(files: &[PathBuf]) -> anyhow::Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("reading `{}`", file.display()))?;
        hasher.write(file.as_os_str().as_encoded_bytes());
        hasher.write_usize(bytes.len());
        hasher.write(&bytes);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Joins what a result depends on.
pub(crate) fn join(parts: &[&str]) -> String {
    parts.join("-")
}

/// Counts the lines of the files below a folder.
pub(crate) fn lines(folder: &Path) -> anyhow::Result<usize> {
    let mut lines = 0;
    for file in below(folder)? {
        let text = fs::read_to_string(&file);
        lines += text.with_context(|| format!("reading `{}`", file.display()))?.lines().count();
    }
    Ok(lines)
}
