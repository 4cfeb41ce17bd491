//! The package of a client of several documents: it compiles, whole and in parts.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use twinspec::{Runtime, Settings};

use super::two;
use crate::packages::{cargo, lend_runtime};

/// One function takes what either document's client gives.
const EXAMPLE: &str = r#"
use several::{crm, shared::Address, shop};

fn main() {
    let mut address = Address::new("Rome");
    address.kind = Some("work".into());
    let mut person = crm::types::Person::default();
    person.address = Some(address.clone());
    let mut order = shop::types::Order::new(address);
    order.by = Some(person);
    println!("{order:?}");
}
"#;

/// A document that shares nothing.
const MORE: &str = r"
openapi: 3.0.3
info: {title: More, version: '1'}
paths: {/a: {get: {operationId: a, responses: {'204': {description: None.}}}}}
";

#[test]
fn a_package_of_both_compiles_whole_and_in_parts() {
    let project = two();
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("several");
    let _ = fs::remove_dir_all(&package);
    let settings = Settings::new(project.path("crm.yaml"), "cargo test")
        .document(project.path("shop.yaml"))
        .client_package(&package, lend_runtime())
        // As modules in a crate, which is what a build script makes.
        .client(package.join("src/nested"));

    twinspec::generate(&settings).unwrap();

    let library = fs::read_to_string(package.join("src/lib.rs")).unwrap();
    fs::write(package.join("src/lib.rs"), library + "\npub mod nested;\n").unwrap();
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    fs::write(package.join("Cargo.toml"), format!("{manifest}\n[workspace]\n")).unwrap();
    fs::create_dir_all(package.join("examples")).unwrap();
    fs::write(package.join("examples/both.rs"), EXAMPLE).unwrap();
    assert_snapshot!(manifest.split("\n[dependencies]").next().unwrap());
    assert_snapshot!(
        fs::read_to_string(package.join("README.md")).unwrap().split("\nWhat an").next().unwrap()
    );
    cargo(&package, &["check", "--all-targets"]);
    cargo(&package, &["test", "--doc"]);
    for features in ["", "crm", "crm-people", "shop-notes,crm-notes"] {
        cargo(&package, &["check", "--no-default-features", "--features", features]);
    }
    // What is written is not stale, though the manifest is its owner's now.
    twinspec::check(&settings).unwrap();
}

#[test]
fn each_client_proves_itself_and_what_is_gone_is_proved_no_more() {
    let project = two();
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("several-proofs");
    let _ = fs::remove_dir_all(&workspace);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let proof = Runtime::Path(root.join("tests/proof").display().to_string());
    let settings = |documents: &[&str]| {
        let (first, others) = documents.split_first().unwrap();
        let settings = Settings::new(project.path(first), "cargo test");
        let settings = others.iter().fold(settings, |it, other| it.document(project.path(other)));
        settings
            .client_package(workspace.join("both"), lend_runtime())
            .tests_package(workspace.join("tests"), proof.clone())
    };
    project.write("more.yaml", MORE);

    twinspec::generate(&settings(&["crm.yaml", "more.yaml", "shop.yaml"])).unwrap();
    twinspec::generate(&settings(&["crm.yaml", "shop.yaml"])).unwrap();

    assert!(!workspace.join("tests/src/proofs/more.rs").exists());
    assert!(!workspace.join("both/src/generated/more/mod.rs").exists());
    assert_snapshot!(fs::read_to_string(workspace.join("tests/src/lib.rs")).unwrap());
    assert_snapshot!(fs::read_to_string(workspace.join("tests/src/proofs/mod.rs")).unwrap());
    let manifest = "[workspace]\nmembers = [\"both\", \"tests\"]\nresolver = \"3\"\n";
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    cargo(&workspace, &["test"]);
}
