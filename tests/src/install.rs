//! Programs in other languages, from the registries of these, once for each set of versions.
//!
//! What a folder of this package holds is copied below the target folder, and what its manifest names
//! is installed beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

/// Holds the manifest that was installed last.
const STAMP: &str = "installed";

/// Installs what `package.json` names; returns the folder, for `node` to run scripts in.
///
/// An error says what is missing.
pub fn javascript(source: &str) -> anyhow::Result<PathBuf> {
    let folder = copy(source)?;
    run(&folder, "node", &["--version"])?;
    let npm = ["install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"];
    install(&folder, "package.json", &[("npm", &npm)])?;
    Ok(folder)
}

/// Installs what `requirements.txt` names; returns the folder, with programs in `venv/bin`.
///
/// An error says what is missing.
pub fn python(source: &str) -> anyhow::Result<PathBuf> {
    let folder = copy(source)?;
    run(&folder, "python3", &["--version"])?;
    let pip = ["install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"];
    let steps: [(&str, &[&str]); 2] =
        [("python3", &["-m", "venv", "venv"]), ("venv/bin/pip", &pip)];
    install(&folder, "requirements.txt", &steps)?;
    Ok(folder)
}

/// Says that something was not checked; nobody must take that for a success.
pub fn skipped(what: &str, missing: &anyhow::Error) {
    println!("\n!!! SKIPPED: {what}:\n!!! {missing:#}\n");
}

/// Copies a folder of this package to its place below the target folder.
fn copy(source: &str) -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2).context("the program is not in a target folder")?;
    let folder = target.join(source);
    fs::create_dir_all(&folder).with_context(|| format!("making `{}`", folder.display()))?;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    let reading = || format!("reading `{}`", source.display());
    for entry in fs::read_dir(&source).with_context(reading)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            fs::copy(&path, folder.join(name)).with_context(reading)?;
        }
    }
    Ok(folder)
}

fn install(folder: &Path, manifest: &str, steps: &[(&str, &[&str])]) -> anyhow::Result<()> {
    let manifest = fs::read_to_string(folder.join(manifest))?;
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).ok().as_deref() == Some(&manifest) {
        return Ok(());
    }
    println!("installing into `{}`", folder.display());
    for (program, arguments) in steps {
        run(folder, program, arguments)?;
    }
    Ok(fs::write(&stamp, manifest)?)
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    // A program that comes with the folder is not looked for on the search path.
    let path = if program.contains('/') { folder.join(program) } else { program.into() };
    let mut command = Command::new(path);
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null());
    let status = command.status().with_context(|| format!("`{program}` is not there"))?;
    if !status.success() {
        bail!("`{program} {}` failed", arguments.join(" "));
    }
    Ok(())
}
