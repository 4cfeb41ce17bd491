//! The packages that others get from a registry: that they can be made, and hold everything.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, bail};

use crate::command::{cargo, finish};
use crate::paths::root;

/// What is published, in the order in which it must be: none needs one that comes later.
const PUBLISHED: [&str; 4] = ["twinspec-blueprint", "twinspec-client", "twinspec-mock", "twinspec"];

/// Makes all packages and compiles them as they would be downloaded.
///
/// Together, because cargo then finds those that are not published yet beside each other.
pub(crate) fn check() -> anyhow::Result<()> {
    carries_all()?;
    let packages = root().join("target/packages");
    let folder = packages.join(fingerprint()?);
    leave_only(&folder, &packages)?;
    let mut command = cargo();
    command.args(["package", "--quiet", "--allow-dirty", "--target-dir"]).arg(&folder);
    command.args(PUBLISHED.iter().flat_map(|it| ["--package", it]));
    finish(command, "cargo package")?;
    println!("{} can be published, in this order", PUBLISHED.join(", "));
    Ok(())
}

/// The folders that hold what is published.
const FOLDERS: [&str; 5] =
    ["codegen", "generated-client/runtime", "mock-server/engine", "tests/proof", "tests/referee"];

/// Returns a name that is another one whenever a package is.
///
/// What cargo unpacks from the packages beside each other it keeps for good, by the folder that they
/// were made in and by their version. In one folder it would go on compiling those of an earlier
/// commit.
fn fingerprint() -> anyhow::Result<String> {
    let mut hasher = DefaultHasher::new();
    for folder in FOLDERS {
        hash(&root().join(folder), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Removes what was made of earlier contents: each takes a gigabyte or two.
fn leave_only(folder: &Path, packages: &Path) -> anyhow::Result<()> {
    let doing = || format!("clearing `{}`", packages.display());
    fs::create_dir_all(packages).with_context(doing)?;
    for entry in fs::read_dir(packages).with_context(doing)? {
        let path = entry.with_context(doing)?.path();
        if path != folder {
            fs::remove_dir_all(path).with_context(doing)?;
        }
    }
    Ok(())
}

fn hash(path: &Path, hasher: &mut DefaultHasher) -> anyhow::Result<()> {
    let doing = || format!("reading `{}`", path.display());
    if !path.is_dir() {
        path.hash(hasher);
        fs::read(path).with_context(doing)?.hash(hasher);
        return Ok(());
    }
    let mut inside = Vec::new();
    for entry in fs::read_dir(path).with_context(doing)? {
        inside.push(entry.with_context(doing)?.path());
    }
    inside.sort();
    inside.iter().filter(|it| !it.ends_with("target")).try_for_each(|it| hash(it, hasher))
}

/// What generated crates carry along, and the folder below `carried/` that holds it.
const CARRIED: [(&str, &str); 5] = [
    ("twinspec-client", "client"),
    ("twinspec-mock", "engine"),
    ("twinspec-blueprint", "blueprint"),
    ("twinspec-proof", "proof"),
    ("twinspec-referee", "referee"),
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
