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
    carries_the_runtime()?;
    let mut command = cargo();
    command.args(["package", "--quiet", "--allow-dirty"]);
    command.args(PUBLISHED.iter().flat_map(|it| ["--package", it]));
    finish(command, "cargo package")?;
    println!("{} can be published, in this order", PUBLISHED.join(", "));
    Ok(())
}

/// Fails when the generator's package lacks a file of the runtime that generated clients carry.
fn carries_the_runtime() -> anyhow::Result<()> {
    let files = files_in("twinspec")?;
    let runtime = files_in("twinspec-client")?;
    let carried = |it: &str| match it {
        "Cargo.toml" => "carried/client/manifest.toml".to_owned(),
        _ => format!("carried/client/{it}"),
    };
    let wanted = runtime.iter().filter(|it| it.starts_with("src/") || *it == "Cargo.toml");
    let missing: Vec<&String> = wanted.filter(|it| !files.contains(&carried(it))).collect();
    if !missing.is_empty() {
        bail!("the package `twinspec` lacks files of the runtime: {missing:?}");
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
    use super::carries_the_runtime;

    #[test]
    fn the_generator_is_published_with_the_runtime_that_clients_carry() {
        carries_the_runtime().expect("every file is there");
    }
}
