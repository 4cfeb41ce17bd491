//! Everything generated compiles, and without a warning; and so does every call that it shows.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use twinspec::Settings;

use crate::client::{DOCUMENTS, patches};
use crate::project::document;

/// Writes a file unless it is so already: then cargo has less to do.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|it| it == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn manifest() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let dependency = |name: &str, folder: &str| {
        let folder = root.join(folder);
        format!("{name} = {{ path = '{}', default-features = false }}\n", folder.display())
    };
    [
        "[package]\nname = \"goldens\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n",
        &dependency("twinspec-client", "generated-client/runtime"),
        &dependency("twinspec-mock", "mock-server/engine"),
    ]
    .concat()
}

#[test]
fn clients_and_mocks_of_all_documents_and_their_examples_compile_without_a_warning() {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("goldens");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut modules = String::new();
    for (name, rest) in DOCUMENTS {
        // A folder of its own: whoever fuzzes the generator begins with these.
        let source = project.join("documents").join(format!("{name}.yaml"));
        write(&source, &document(rest));
        let folder = project.join("src").join(name);
        let settings = Settings::new(source, "cargo test")
            .client(folder.join("client"))
            .library(format!("goldens::{name}"))
            .mock(folder.join("mock"));
        twinspec::generate(&settings).unwrap();
        writeln!(
            modules,
            "pub mod {name} {{\n    mod client;\n    pub mod mock;\n    pub use client::*;\n    \
             pub use twinspec_client::{{Empty, Error, Json, Map}};\n}}"
        )
        .unwrap();
    }
    write(&project.join("src/lib.rs"), &modules);
    write(&project.join("tests/patches.rs"), patches::PROGRAM);
    write(&project.join("Cargo.toml"), &manifest());
    // The workspace's versions are the ones that are there without a network.
    fs::copy(root.join("Cargo.lock"), project.join("Cargo.lock")).unwrap();

    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet"])
            .current_dir(&project)
            .env("CARGO_TARGET_DIR", project.join("target"))
            .env("RUSTFLAGS", "-D warnings")
            .output()
            .unwrap();
        let said = [&output.stdout[..], &output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(output.status.success(), "{said}");
        said
    };
    run(&["check"]);
    run(&["test", "--test", "patches"]);
    let tested = run(&["test", "--doc"]);

    let (_, passed) = tested.split_once("test result: ok. ").unwrap();
    let (passed, _) = passed.split_once(" passed; 0 failed; 0 ignored").unwrap();
    assert!(passed.parse::<usize>().unwrap() > DOCUMENTS.len(), "{tested}");
}
