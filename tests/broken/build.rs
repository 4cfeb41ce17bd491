//! Generates the pairs: the flagship's document, each time with one break planted by an overlay.

use std::path::Path;
use std::{env, fs};

/// The pairs, each called after what is broken in it.
const PAIRS: [&str; 6] = ["error", "intact", "path", "property", "required", "status"];

fn main() {
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let mut modules = String::new();
    for pair in PAIRS {
        let folder = Path::new(&out).join(pair);
        let mut settings = twinspec::Settings::new("../../spec/contacts.yaml", "cargo build")
            .client(folder.join("client"))
            .mock(folder.join("mock"))
            .tests(folder.join("proof"), format!("crate::{pair}::client"));
        if pair != "intact" {
            settings = settings.overlay(format!("overlays/{pair}.yaml"));
        }
        let report = twinspec::generate(&settings).unwrap_or_else(|error| panic!("{error}"));
        for source in report.sources {
            println!("cargo::rerun-if-changed={}", source.display());
        }
        modules.push_str(&module(pair, &folder));
    }
    fs::write(Path::new(&out).join("pairs.rs"), modules).expect("the folder is cargo's own");
}

/// Modules by their files, as generated code cannot be included: it starts with its own docs.
fn module(pair: &str, folder: &Path) -> String {
    let file = |twin: &str| format!("r\"{}\"", folder.join(twin).join("mod.rs").display());
    let (client, mock, proof) = (file("client"), file("mock"), file("proof"));
    format!(
        "/// The pair `{pair}`.\npub mod {pair} {{\n\
         #[path = {client}]\npub mod client;\n\
         #[path = {mock}]\npub mod mock;\n\
         #[path = {proof}]\npub mod proof;\n}}\n"
    )
}
