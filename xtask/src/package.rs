//! The packages that others get from a registry: that they can be made, and hold everything.

use std::collections::BTreeSet;

use anyhow::{Context, bail};

use crate::command::{cargo, finish};

/// What is published, in the order in which it must be: none needs one that comes later.
const PUBLISHED: [&str; 4] = ["twinspec-blueprint", "twinspec-client", "twinspec-mock", "twinspec"];

/// Makes all packages and compiles them as they would be downloaded.
///
/// Together, because cargo then finds those that are not published yet beside each other.
pub(crate) fn check() -> anyhow::Result<()> {
    carries_all()?;
    let mut command = cargo();
    command.args(["package", "--quiet", "--allow-dirty"]);
    command.args(PUBLISHED.iter().flat_map(|it| ["--package", it]));
    finish(command, "cargo package")?;
    println!("{} can be published, in this order", PUBLISHED.join(", "));
    Ok(())
}

/// What generated crates carry along, and the folder below `carried/` that holds it.
const CARRIED: [(&str, &str); 3] = [
    ("twinspec-client", "client"),
    ("twinspec-mock", "engine"),
    ("twinspec-blueprint", "blueprint"),
];

/// Fails when the generator's package lacks a file of what generated crates carry.
fn carries_all() -> anyhow::Result<()> {
    let files = files_in("twinspec")?;
    let mut missing = Vec::new();
    for (package, folder) in CARRIED {
        let sources = files_in(package)?;
        let carried = |it: &String| match it.as_str() {
            "Cargo.toml" => format!("carried/{folder}/manifest.toml"),
            _ => format!("carried/{folder}/{it}"),
        };
        let wanted = sources.iter().filter(|it| it.starts_with("src/") || *it == "Cargo.toml");
        missing.extend(wanted.map(carried).filter(|it| !files.contains(it)));
    }
    if !missing.is_empty() {
        bail!("the package `twinspec` lacks files that generated crates carry: {missing:?}");
    }
    Ok(())
}

/// Lists what a package would hold.
fn files_in(package: &str) -> anyhow::Result<BTreeSet<String>> {
    let mut command = cargo();
    command.args(["package", "--list", "--allow-dirty", "--package", package]);
    let output = command.output().context("starting `cargo package --list`")?;
    if !output.status.success() {
        bail!("`cargo package --list` failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8(output.stdout).context("reading the files of a package")?;
    Ok(text.lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::carries_all;

    #[test]
    fn the_generator_is_published_with_what_generated_crates_carry() {
        carries_all().expect("every file is there");
    }
}
