//! Programs of others that a bench needs, at one version, from crates.io.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};

/// A program that is installed from its package when it is missing.
pub struct Tool {
    /// The package and the program, which are called alike.
    pub name: &'static str,
    /// The version; another one would measure something else.
    pub version: &'static str,
    /// What it does for the bench.
    pub purpose: &'static str,
}

impl Tool {
    /// Finds the tool in `target/tools`, and installs it there if it is missing.
    pub fn find_or_install(&self, own_folder: &Path) -> anyhow::Result<PathBuf> {
        let target = own_folder.parent().context("this program does not lie in a target folder")?;
        let root = target.join("tools");
        let path = root.join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX));
        if !self.is_at(&path) {
            self.install(&root)?;
            ensure!(self.is_at(&path), "`{}` is not {self}", path.display());
        }
        Ok(path)
    }

    fn is_at(&self, path: &Path) -> bool {
        let said = Command::new(path).arg("--version").output();
        said.is_ok_and(|it| it.stdout.trim_ascii() == self.to_string().as_bytes())
    }

    fn install(&self, root: &Path) -> anyhow::Result<()> {
        eprintln!(
            "INSTALLING {self}, which {}, into `{}`: once, from crates.io, in three to ten minutes",
            self.purpose,
            root.display()
        );
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsStr::new("cargo").to_owned());
        let status = Command::new(cargo)
            .args(["install", self.name, "--version", self.version, "--locked", "--force"])
            .arg("--root")
            .arg(root)
            .status()
            .with_context(|| format!("starting `cargo install {}`", self.name))?;
        ensure!(status.success(), "`cargo install {}` failed ({status})", self.name);
        Ok(())
    }
}

impl std::fmt::Display for Tool {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.name, self.version)
    }
}
