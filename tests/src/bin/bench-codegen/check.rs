//! Checking generated packages: all in one workspace, one at a time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use tests::bench::now;

use crate::documents::Document;
use crate::figures::Comparison;
use crate::generator::Generator;
use crate::process::Usage;
use crate::rustc;

/// The workspace of all generated packages.
pub(crate) struct Workspace {
    folder: PathBuf,
}

/// A generated package.
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
}

/// What a check took, or why it failed.
pub(crate) type Checked = Result<Check, String>;

/// What a check took.
#[derive(Clone, Copy)]
pub(crate) struct Check {
    /// Seconds of `cargo check`.
    pub(crate) seconds: f64,
    /// What the compiler used for the package alone.
    pub(crate) rustc: Usage,
}

impl Workspace {
    /// Takes a folder beside those of the builds.
    pub(crate) fn new(own_folder: &Path) -> anyhow::Result<Self> {
        let folder = own_folder.with_file_name("bench-codegen");
        fs::create_dir_all(&folder).with_context(|| format!("creating `{}`", folder.display()))?;
        Ok(Self { folder })
    }

    /// Names the package that a generator makes of a document.
    pub(crate) fn package(&self, document: &Document, generator: &Generator) -> Package {
        let name = format!("{}-{}", document.slug, generator.name);
        Package { folder: self.folder.join(&name), name }
    }

    /// Makes one workspace of everything that was generated.
    pub(crate) fn write(
        &self,
        comparisons: &[Comparison],
        generators: &[Generator],
    ) -> anyhow::Result<()> {
        let mut members = Vec::new();
        for Comparison { document, figures } in comparisons {
            for (generator, figures) in generators.iter().zip(figures) {
                if figures.failure.is_none() {
                    members.push(self.package(document, generator).name);
                }
            }
        }
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:#?}\n");
        fs::write(self.folder.join("Cargo.toml"), manifest).context("writing the workspace")
    }

    /// Compiles what a package needs; returns what the compiler used for the runtime that lies in
    /// it, if one does.
    pub(crate) fn prepare(
        &self,
        package: &Package,
    ) -> anyhow::Result<Result<Option<Usage>, String>> {
        let runtime = package.folder.join("runtime/src/lib.rs");
        if runtime.is_file() {
            touch(&runtime)?;
        }
        if let Err(reason) = self.check(package)? {
            return Ok(Err(reason));
        }
        let name = format!("{}_runtime", package.name.replace('-', "_"));
        Ok(Ok(rustc::read(&self.log(), &name)?))
    }

    /// Checks a package whose dependencies are compiled.
    pub(crate) fn measure(&self, package: &Package) -> anyhow::Result<Checked> {
        touch(&package.folder.join("src/lib.rs"))?;
        let seconds = match self.check(package)? {
            Ok(seconds) => seconds,
            Err(reason) => return Ok(Err(reason)),
        };
        match rustc::read(&self.log(), &package.name.replace('-', "_"))? {
            Some(rustc) => Ok(Ok(Check { seconds, rustc })),
            None => bail!("cargo did not compile `{}` again", package.name),
        }
    }

    fn check(&self, package: &Package) -> anyhow::Result<Result<f64, String>> {
        let log = self.log();
        if log.is_file() {
            fs::remove_file(&log).with_context(|| format!("removing `{}`", log.display()))?;
        }
        let own = std::env::current_exe().context("finding the path of this program")?;
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        command
            .args(["check", "--message-format", "short", "--package", &package.name])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC_WRAPPER", own)
            .env(rustc::LOG, &log)
            .stdin(Stdio::null());
        let start = now();
        let output = command.output().context("starting `cargo check`")?;
        let seconds = start.elapsed().as_secs_f64();
        if output.status.success() {
            return Ok(Ok(seconds));
        }
        let text = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<&str> =
            text.lines().filter(|it| it.contains(": error") && it.contains(".rs:")).collect();
        match errors.first() {
            Some(first) => Ok(Err(format!("{} compile errors, the first: {first}", errors.len()))),
            None => bail!("`cargo check` failed:\n{text}"),
        }
    }

    fn log(&self) -> PathBuf {
        self.folder.join("rustc.log")
    }
}

/// Makes a file newer than what was built from it.
fn touch(file: &Path) -> anyhow::Result<()> {
    let context = || format!("touching `{}`", file.display());
    let text = fs::read(file).with_context(context)?;
    fs::write(file, text).with_context(context)
}
