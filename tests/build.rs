//! Compiles the mock of a document into the tests, which hold it against one of the same document
//! that is read at run time.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let folder = out.join("shop");
    let settings = twinspec::Settings::new("it/alike/shop.yaml", "cargo build").mock(&folder);
    let report = twinspec::generate(&settings).unwrap_or_else(|error| panic!("{error}"));
    for source in report.sources {
        println!("cargo::rerun-if-changed={}", source.display());
    }
    // Generated files begin with inner docs, which `include!` refuses; a path it takes.
    let module = folder.join("mod.rs").display().to_string();
    let text =
        format!("/// A small shop: its mock, compiled.\n#[path = {module:?}]\npub mod shop;\n");
    fs::write(out.join("shop.rs"), text).expect("the folder is cargo's own");
}
