//! Puts what generated crates stand on into the generator, so that they can carry it along: the
//! client's runtime, the mock's engine, and the blueprint's vocabulary.
//!
//! The sources live once, where they are developed; `carried/` only links to them, and a published
//! package holds the files themselves. The manifest has another name there: cargo leaves a folder
//! with a `Cargo.toml` out of the package around it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folders in `carried/`, each with the name of its table.
const CARRIED: [(&str, &str); 5] = [
    ("client", "CLIENT"),
    ("engine", "ENGINE"),
    ("blueprint", "BLUEPRINT"),
    ("proof", "PROOF"),
    ("referee", "REFEREE"),
];

fn main() {
    // What fuzzers set.
    println!("cargo::rustc-check-cfg=cfg(fuzzing)");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let tables: String = CARRIED
        .iter()
        .map(|(folder, name)| table(name, &root.join("carried").join(folder)))
        .collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("carried.rs"), tables).expect("the folder is cargo's own");
}

/// Writes the table of a package's files: paths and texts.
fn table(name: &str, folder: &Path) -> String {
    let mut files = vec![folder.join("manifest.toml")];
    collect(&folder.join("src"), &mut files);
    files.sort();

    let mut table = format!("pub(crate) static {name}: &[(&str, &str)] = &[\n");
    for file in &files {
        let name = file.strip_prefix(folder).expect("it was found below the folder");
        let name = name.to_string_lossy().replace('\\', "/").replace("manifest.toml", "Cargo.toml");
        let _ = writeln!(table, "    ({name:?}, include_str!({:?})),", file.to_string_lossy());
    }
    table.push_str("];\n");
    println!("cargo::rerun-if-changed={}", folder.join("src").display());
    println!("cargo::rerun-if-changed={}", folder.join("manifest.toml").display());
    table
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the sources are part of the package");
    for entry in entries {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
}
