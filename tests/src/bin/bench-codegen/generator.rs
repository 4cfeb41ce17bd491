//! The two generators, and how each is used.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use tests::bench::Tool;

use crate::check::Package;
use crate::documents::Document;
use crate::process::{Usage, measure};

/// The other generator.
pub(crate) const THEIRS: Tool = Tool {
    name: "openapi-to-rust",
    version: "0.23.0",
    purpose: "is the generator to compare with",
};

/// A generator that runs as a process.
pub(crate) struct Generator {
    pub(crate) name: &'static str,
    pub(crate) whose: Whose,
    program: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Ours,
    Theirs,
}

/// What a generator made of a document, or why it made nothing.
pub(crate) type Generated = Result<(Usage, Lines), String>;

/// How many lines of Rust a generator wrote.
#[derive(Clone, Copy)]
pub(crate) struct Lines {
    /// From the document.
    pub(crate) generated: usize,
    /// Hand-written ones that it brings along as a dependency.
    pub(crate) runtime: usize,
}

impl Generator {
    /// Finds the release build of `twinspec`.
    pub(crate) fn ours(own_folder: &Path) -> anyhow::Result<Self> {
        let name = format!("twinspec{}", std::env::consts::EXE_SUFFIX);
        let program = own_folder.with_file_name("release").join(name);
        ensure!(
            program.is_file(),
            "`{}` is not there; `cargo xtask bench codegen` builds it",
            program.display()
        );
        Ok(Self { name: "twinspec", whose: Whose::Ours, program })
    }

    /// Finds `openapi-to-rust`, or installs it.
    pub(crate) fn theirs(own_folder: &Path) -> anyhow::Result<Self> {
        let program = THEIRS.find_or_install(own_folder)?;
        Ok(Self { name: THEIRS.name, whose: Whose::Theirs, program })
    }

    /// Generates a package where there was none.
    pub(crate) fn measure(
        &self,
        document: &Document,
        package: &Package,
    ) -> anyhow::Result<Generated> {
        let folder = &package.folder;
        if folder.exists() {
            fs::remove_dir_all(folder)
                .with_context(|| format!("emptying `{}`", folder.display()))?;
        }
        fs::create_dir_all(folder).with_context(|| format!("creating `{}`", folder.display()))?;
        // A file, because nobody reads while this waits; outside, where it is no part of the output.
        let log = folder.with_extension("log");
        let stderr = fs::File::create(&log).context("creating the log of a generator")?;
        let mut command = Command::new(&self.program);
        command.arg("generate").arg(&document.path);
        match self.whose {
            Whose::Ours => command.arg("--client").arg(folder),
            // The first way that its README shows: a client with all operations.
            Whose::Theirs => command.arg("--output-dir").arg(folder.join("src/generated")),
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(stderr);
        let (status, usage) = measure(&mut command)?;
        if !status.success() {
            let log = fs::read_to_string(&log).context("reading the log of a generator")?;
            let reason = log.lines().find(|it| it.to_lowercase().contains("error"));
            return Ok(Err(format!("{status}: {}", reason.unwrap_or_default())));
        }
        if self.whose == Whose::Theirs {
            complete(package)?;
        }
        let runtime = lines(&folder.join("runtime"))?;
        Ok(Ok((usage, Lines { generated: lines(&folder.join("src/generated"))?, runtime })))
    }
}

/// Makes a package of the modules, with the dependencies that they say they need.
fn complete(package: &Package) -> anyhow::Result<()> {
    let needs = package.folder.join("src/generated/REQUIRED_DEPS.toml");
    let needs = fs::read_to_string(&needs)
        .with_context(|| format!("reading what `{}` needs", package.name))?;
    let manifest = format!(
        "[package]\nname = {:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{needs}",
        package.name
    );
    let context = || format!("completing `{}`", package.name);
    fs::write(package.folder.join("Cargo.toml"), manifest).with_context(context)?;
    fs::write(package.folder.join("src/lib.rs"), "pub mod generated;\n").with_context(context)
}

/// Counts the lines of all Rust files below a folder, which need not be there.
///
/// Line by line: a process starts as a copy of this one, so what this one ever held in memory is the
/// least that the system reports for the next generator.
fn lines(folder: &Path) -> anyhow::Result<usize> {
    let mut lines = 0;
    if !folder.is_dir() {
        return Ok(lines);
    }
    let context = || format!("counting the lines below `{}`", folder.display());
    for entry in fs::read_dir(folder).with_context(context)? {
        let path = entry.with_context(context)?.path();
        if path.is_dir() {
            lines += self::lines(&path)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            let file = fs::File::open(&path).with_context(context)?;
            lines += BufReader::new(file).lines().count();
        }
    }
    Ok(lines)
}
