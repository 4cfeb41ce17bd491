//! Where the SDKs come from: the registries of their languages, once for each set of versions.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fmt, fs};

use anyhow::{Context, bail};

/// Where the stories are.
const STORIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sdk");

/// Holds the manifest that was installed last.
const STAMP: &str = "installed";

/// A language that the vendor has an SDK for.
#[derive(Clone, Copy)]
pub(crate) enum Language {
    JavaScript,
    Python,
}

/// An SDK that is there, and the story that uses it.
pub(crate) struct Installed {
    pub(crate) program: PathBuf,
    pub(crate) story: PathBuf,
    pub(crate) folder: PathBuf,
}

impl Language {
    pub(crate) const ALL: [Self; 2] = [Self::JavaScript, Self::Python];

    fn manifest(self) -> &'static str {
        match self {
            Self::JavaScript => "package.json",
            Self::Python => "requirements.txt",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::JavaScript => "javascript",
            Self::Python => "python",
        })
    }
}

/// Installs an SDK below the target folder, unless it is there; an error says what is missing.
pub(crate) fn install(language: Language) -> anyhow::Result<Installed> {
    let source = Path::new(STORIES).join(language.to_string());
    let folder = target()?.join("sdk").join(language.to_string());
    fs::create_dir_all(&folder).with_context(|| format!("making `{}`", folder.display()))?;
    // A module of Node finds packages beside itself, so the story goes to where they are.
    for entry in fs::read_dir(&source).with_context(|| format!("reading `{STORIES}`"))? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            fs::copy(&path, folder.join(name))?;
        }
    }
    let manifest = fs::read_to_string(folder.join(language.manifest()))?;
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).ok().as_deref() != Some(&manifest) {
        println!("{language}: installing the SDK");
        match language {
            Language::JavaScript => run(&folder, "npm", &NPM)?,
            Language::Python => {
                run(&folder, "python3", &["-m", "venv", "venv"])?;
                run(&folder, "venv/bin/pip", &PIP)?;
            }
        }
        fs::write(&stamp, manifest)?;
    }
    let (program, story) = match language {
        Language::JavaScript => {
            run(&folder, "node", &["--check", "story.mjs"])?;
            ("node".into(), "story.mjs")
        }
        Language::Python => (folder.join("venv/bin/python"), "story.py"),
    };
    Ok(Installed { program, story: folder.join(story), folder })
}

/// The arguments that install what a manifest names.
const NPM: [&str; 5] = ["install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"];
const PIP: [&str; 5] =
    ["install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"];

fn run(folder: &Path, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    // A program that comes with the folder is not looked for on the search path.
    let path = if program.contains('/') { folder.join(program) } else { program.into() };
    let mut command = Command::new(path);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    let status = command.status().with_context(|| format!("`{program}` is not there"))?;
    if !status.success() {
        bail!("`{program} {}` failed", arguments.join(" "));
    }
    Ok(())
}

/// Returns the target folder: this program lies two steps below it.
fn target() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2).context("the program is not in a target folder")?;
    Ok(target.to_owned())
}
