//! What shared types are called, and that nobody's coming or going renames them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use twinspec::Settings;

use super::{answering, settings, two, types};
use crate::client::DOCUMENTS;
use crate::project::document;

/// Returns all files below a folder, without their first lines.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            let below = self::files(&path).into_iter();
            files.extend(below.map(|(below, text)| (format!("{name}/{below}"), text)));
        } else {
            let text = fs::read_to_string(&path).unwrap();
            files.insert(name, text.split_once('\n').unwrap().1.to_owned());
        }
    }
    files
}

#[test]
fn the_order_of_the_documents_changes_nothing() {
    let project = two();
    twinspec::generate(&settings(&project, &["crm.yaml", "shop.yaml"])).unwrap();
    let before = files(&project.path("client"));

    twinspec::generate(&settings(&project, &["shop.yaml", "crm.yaml"])).unwrap();

    assert_eq!(files(&project.path("client")), before);
}

#[test]
fn a_document_may_call_a_shared_type_otherwise_beside_one_of_its_own() {
    let project = answering(&[
        ("one.yaml", &["common/schemas.yaml#/Pet"]),
        ("two.yaml", &["common/schemas.yaml#/Pet", "#/components/schemas/Pet"]),
        ("three.yaml", &["#/components/schemas/Pet"]),
    ]);
    let pet =
        |member: &str| format!("Pet: {{type: object, properties: {{{member}: {{type: string}}}}}}");
    project.write("common/schemas.yaml", &pet("name"));
    for name in ["two.yaml", "three.yaml"] {
        let document = project.read(name);
        project.write(name, &format!("{document}components: {{schemas: {{{}}}}}\n", pet("tag")));
    }

    twinspec::generate(&settings(&project, &["one.yaml", "two.yaml", "three.yaml"])).unwrap();

    assert_snapshot!(types(&project, "shared.rs"), @"pub struct Pet with extra: default {");
    assert_snapshot!(types(&project, "one/types.rs"), @"pub use super::super::shared::Pet;");
    assert_snapshot!(types(&project, "two/types.rs"), @"
    pub use super::super::shared::Pet as SchemasPet;
    pub struct Pet with extra: default {
    ");
    assert_snapshot!(types(&project, "three/types.rs"), @"pub struct Pet with extra: default {");
}

#[test]
fn a_document_calls_everything_as_if_it_were_alone() {
    let project = two();
    project.write("crm/openapi.yaml", &project.read("crm.yaml").replace("'schemas", "'../schemas"));
    let documents = ["shop.yaml", "crm/openapi.yaml"];
    let alone = documents.map(|it| twinspec::names(&settings(&project, &[it])).unwrap());

    let both = twinspec::names(&settings(&project, &documents)).unwrap();

    let values = |it: &BTreeMap<String, String>| it.values().cloned().collect::<BTreeSet<_>>();
    for names in &alone {
        assert!(values(&names.calls).is_subset(&values(&both.calls)), "{:?}", names.calls);
        assert!(values(&names.types).is_subset(&values(&both.types)), "{:?}", names.types);
    }
    assert_eq!(both.types["shop: schemas.yaml#/Address"], "Address");
    assert_eq!(both.calls["openapi: GET /notes"], "notes().list");
}

#[test]
fn a_document_that_shares_nothing_is_generated_as_if_it_were_alone() {
    let project = answering(&[]);
    let names: Vec<String> = DOCUMENTS.iter().map(|(name, _)| format!("{name}.yaml")).collect();
    for (name, (_, rest)) in names.iter().zip(DOCUMENTS) {
        project.write(name, &document(rest));
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();

    twinspec::generate(&settings(&project, &names)).unwrap();

    let all = files(&project.path("client"));
    for (name, _) in DOCUMENTS {
        let alone = Settings::new(project.path(&format!("{name}.yaml")), "make twins");
        twinspec::generate(&alone.client(project.path(&format!("alone/{name}")))).unwrap();
        for (file, text) in files(&project.path(&format!("alone/{name}"))) {
            assert_eq!(all.get(&format!("{name}/{file}")), Some(&text), "{name}/{file}");
        }
    }
    assert!(!all.contains_key("shared.rs"));
}

#[test]
fn equal_texts_in_two_files_are_two_types() {
    let project = answering(&[("one.yaml", &["a.yaml#/Pet"]), ("two.yaml", &["b.yaml#/Pet"])]);
    for name in ["a.yaml", "b.yaml"] {
        project.write(name, "Pet: {type: object, properties: {name: {type: string}}}");
    }

    twinspec::generate(&settings(&project, &["one.yaml", "two.yaml"])).unwrap();

    assert!(!project.path("client/shared.rs").exists());
    assert_snapshot!(types(&project, "one/types.rs"), @"pub struct Pet with extra: default {");
    assert_snapshot!(types(&project, "two/types.rs"), @"pub struct Pet with extra: default {");
}

#[test]
fn documents_in_different_folders_share_what_lies_elsewhere() {
    let project = answering(&[
        ("crm/openapi.yaml", &["../models/pet.yaml", "person.yaml"]),
        ("shop/v2/openapi.yaml", &["../../models/pet.yaml", "../../crm/person.yaml"]),
    ]);
    project.write("models/pet.yaml", "{type: object, properties: {name: {type: string}}}");
    project.write(
        "crm/person.yaml",
        "{type: object, properties: {pet: {$ref: '../models/pet.yaml'}, kind: {enum: [a, b]}}}",
    );

    twinspec::generate(&settings(&project, &["crm/openapi.yaml", "shop/v2/openapi.yaml"])).unwrap();

    assert_snapshot!(types(&project, "shared.rs"), @r#"
    pub struct Person with extra: default {
    pub enum PersonKind { A = "a", B = "b" }
    pub struct Pet with extra: default {
    "#);
    assert_snapshot!(types(&project, "crm/types.rs"), @"pub use super::super::shared::{Person, PersonKind, Pet};");
    assert_snapshot!(types(&project, "v2/types.rs"), @"pub use super::super::shared::{Person, PersonKind, Pet};");
}
