//! Which package may know of which: what keeps builds small and the referee independent.

use anyhow::{Context, bail};

use crate::command::cargo;

/// A package that must stay free of others, and why.
struct Edge {
    package: &'static str,
    /// Further arguments for `cargo tree`.
    features: &'static [&'static str],
    /// Names, or beginnings of names that end in `*`.
    without: &'static [&'static str],
    reason: &'static str,
}

const EDGES: [Edge; 8] = [
    Edge {
        package: "twinspec",
        features: &["--no-default-features"],
        without: &["axum*", "tokio*", "jsonschema", "hyper*", "reqwest"],
        reason: "a `build.rs` uses it",
    },
    Edge {
        package: "twinspec-blueprint",
        features: &[],
        without: &["*"],
        reason: "it travels with every mock and is plain data",
    },
    Edge {
        package: "twinspec-mock",
        features: &[],
        without: &["axum*", "syn", "prettyplease", "openapiv3", "quote", "reqwest", "twinspec"],
        reason: "a mock starts in a blink and reads no document",
    },
    Edge {
        package: "twinspec-client",
        features: &[],
        without: &["twinspec*", "axum*", "jsonschema", "serde_derive"],
        reason: "an app takes it along",
    },
    Edge {
        package: "ghl-contacts",
        features: &[],
        without: &["twinspec", "twinspec-blueprint", "twinspec-mock", "axum*", "jsonschema"],
        reason: "an app takes it along",
    },
    Edge {
        package: "twinspec-referee",
        features: &[],
        without: &["twinspec*", "ghl*", "openapiv3"],
        reason: "it must not share a mistake with those that it judges",
    },
    Edge {
        package: "twinspec-proof",
        features: &[],
        without: &["twinspec", "twinspec-blueprint", "twinspec-mock", "ghl*", "openapiv3", "axum*"],
        reason: "it must not share a mistake with those that it judges",
    },
    Edge {
        package: "xtask",
        features: &[],
        without: &["twinspec-client", "twinspec-mock", "ghl*", "tests", "tokio*", "axum*"],
        reason: "it must build when generated code does not",
    },
];

/// Fails with every package that knows of one that it must not know.
pub(crate) fn check() -> anyhow::Result<()> {
    let mut broken = Vec::new();
    for edge in EDGES {
        for found in dependencies(&edge)? {
            if edge.without.iter().any(|it| matches(it, &found)) {
                broken.push(format!("`{}` knows of `{found}`: {}", edge.package, edge.reason));
            }
        }
    }
    if !broken.is_empty() {
        bail!("package edges are broken:\n  {}", broken.join("\n  "));
    }
    println!("{} packages know only what they may", EDGES.len());
    Ok(())
}

/// Lists what a package is built from; procedural macros run elsewhere and do not count.
fn dependencies(edge: &Edge) -> anyhow::Result<Vec<String>> {
    let mut command = cargo();
    command.args(["tree", "--package", edge.package, "--prefix", "none", "--format", "{p}"]);
    command.args(["--edges", "normal,no-proc-macro"]).args(edge.features);
    let output = command.output().context("starting `cargo tree`")?;
    if !output.status.success() {
        bail!("`cargo tree` failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8(output.stdout).context("reading the output of `cargo tree`")?;
    let names = text.lines().filter_map(|it| it.split_whitespace().next());
    // The first line is the package itself.
    Ok(names.skip(1).filter(|it| *it != edge.package).map(str::to_owned).collect())
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::{Edge, check, dependencies, matches};

    #[test]
    fn the_package_edges_hold() {
        check().expect("every edge holds");
    }

    #[test]
    fn a_dependency_that_is_there_is_found() {
        let edge = Edge { package: "tests", features: &[], without: &[], reason: "" };
        let found = dependencies(&edge).expect("cargo knows the package");

        assert!(found.iter().any(|it| matches("axum*", it)), "{found:?}");
        assert!(found.iter().any(|it| matches("ghl-mock", it)), "{found:?}");
    }
}
