//! The features of a client's package: one for each tag, with the types that it needs.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::packages::{cargo, lend_runtime};
use crate::project::{Project, document};

/// A list of objects called so, each of which holds the next, and the last of which holds this.
fn chain(name: &str, length: usize, last: &str) -> String {
    let mut schemas = String::new();
    for number in 0..length {
        let next =
            if number + 1 == length { last.to_owned() } else { format!("{name}{}", number + 1) };
        let next = if next.is_empty() {
            "{type: string}".to_owned()
        } else {
            format!("{{$ref: '#/components/schemas/{next}'}}")
        };
        writeln!(schemas, "    {name}{number}: {{type: object, properties: {{next: {next}}}}}")
            .unwrap();
    }
    schemas
}

fn operation(tag: &str, name: &str, schema: &str) -> String {
    format!(
        "  /{name}: {{get: {{operationId: read-{name}, tags: ['{tag}'], responses: {{'200': {{description: it, \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}}}\n"
    )
}

/// Three tags: two of them share types, all have some of their own, and all share an error.
fn large() -> String {
    let paths = [
        operation("Default", "defaults", "Default0"),
        operation("Pet toys", "toys", "Toy0"),
        operation("Type", "types", "Kind0"),
        operation("Type", "few", "Few0"),
    ];
    let schemas = [
        chain("Default", 12, ""),
        chain("Toy", 12, "Both0"),
        chain("Kind", 12, "Both0"),
        chain("Both", 12, "All0"),
        chain("Few", 2, "Default11"),
        chain("All", 3, "All0"),
    ];
    let (paths, schemas) = (paths.concat(), schemas.concat());
    document(&format!("paths:\n{paths}components:\n  schemas:\n{schemas}"))
}

/// Generates into a folder that stays, so that cargo has less to do.
fn generate(document: &str, package: &Path) {
    let project = Project::new(document);
    let settings = twinspec::Settings::new(project.path("openapi.yaml"), "cargo test");
    twinspec::generate(&settings.client_package(package, lend_runtime())).unwrap();
}

/// Returns the features of the manifest.
fn features(package: &Path) -> String {
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    let (_, features) = manifest.split_once("[features]\n").unwrap_or_default();
    features.split_once("\n[").map_or(features, |(it, _)| it).to_owned()
}

#[test]
fn every_feature_alone_compiles_without_a_warning() {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("featured");
    let _ = fs::remove_file(package.join("Cargo.toml"));
    generate(&large(), &package);
    let types = fs::read_to_string(package.join("src/generated/types.rs")).unwrap();
    let (_, types) = types.split_once("as rt;\n\n").unwrap();

    assert_snapshot!(features(&package), @r#"
    default = ["all-tags"]
    # twinspec keeps these up to date, one for each tag:
    all-tags = ["default_", "pet_toys", "type"]
    default_ = []
    pet_toys = ["_all0_types"]
    type = ["_all0_types"]
    # Types that several tags need.
    _all0_types = []
    # twinspec: end
    "#);
    assert_snapshot!(types, @r#"
    rt::files!(
        all0_types if "_all0_types", common, default_ if "default_", pet_toys if "pet_toys",
        r#type if "type");
    "#);
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    fs::write(package.join("Cargo.toml"), manifest + "\n[workspace]\n").unwrap();
    cargo(&package, &["check"]);
    for features in ["", "default_", "pet_toys", "type"] {
        cargo(&package, &["check", "--no-default-features", "--features", features]);
    }
}

#[test]
fn features_are_kept_up_to_date_where_the_manifest_has_a_place_for_them() {
    let project = Project::new(&large());
    let package = project.path("package");
    generate(&large(), &package);
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    let mine = manifest.replace("[\"all-tags\"]", "[\"type\"]") + "own = \"1\"\n";
    fs::write(package.join("Cargo.toml"), mine).unwrap();

    generate(&large().replace("'Pet toys'", "Toys"), &package);

    let renewed = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    assert!(renewed.ends_with("own = \"1\"\n"), "{renewed}");
    assert_snapshot!(features(&package), @r#"
    default = ["type"]
    # twinspec keeps these up to date, one for each tag:
    all-tags = ["default_", "toys", "type"]
    default_ = []
    toys = ["_all0_types"]
    type = ["_all0_types"]
    # Types that several tags need.
    _all0_types = []
    # twinspec: end
    "#);
}

#[test]
fn a_manifest_without_a_place_for_features_has_none() {
    let project = Project::new(&large());
    let package = project.path("package");
    fs::create_dir_all(&package).unwrap();
    fs::write(package.join("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();

    generate(&large(), &package);

    let root = fs::read_to_string(package.join("src/generated/mod.rs")).unwrap();
    assert!(root.contains("pub mod pet_toys;") && !root.contains("cfg"), "{root}");
    assert!(!package.join("src/generated/types").exists());
}
