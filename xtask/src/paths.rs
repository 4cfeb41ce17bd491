//! Where things are.

use std::path::{Path, PathBuf};

/// Returns the folder of the project, and makes it the current one, so that what is printed and
/// written names files the same way wherever the command was started.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// Says what the flagship is made of, and where it goes.
pub(crate) fn settings() -> twinspec::Settings {
    // Relative paths read best in messages; they hold once the current folder is the project's.
    let _ = std::env::set_current_dir(root());
    twinspec::Settings::new("spec/contacts.yaml", "cargo xtask codegen")
        .client("generated-client/src/generated")
        .library("ghl_contacts")
        .mock("mock-server/src/generated")
        .tests("tests/src/generated", "ghl_contacts")
}
