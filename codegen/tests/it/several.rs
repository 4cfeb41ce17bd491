//! Clients of several documents: a module for each, and the types that they share.

#[cfg(feature = "cli")]
mod command;
mod names;
mod package;

use std::path::Path;

use insta::assert_snapshot;
use twinspec::{Error, Settings};

use crate::project::{Project, document};

/// What both documents refer to.
const SCHEMAS: &str = r"
Address:
  type: object
  description: Where somebody lives.
  required: [city]
  properties:
    city: {type: string}
    kind: {type: string, enum: [home, work]}
    stamp: {type: string, readOnly: true}
Problem: {type: object, required: [why], properties: {why: {type: string}}}
";

const CRM: &str = r"
openapi: 3.0.3
info: {title: CRM, version: '1.2'}
servers: [{url: 'https://crm.example.org'}]
paths:
  /people:
    get:
      operationId: listPeople
      tags: [People]
      responses:
        '200': {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Person'}}}}}
        '400': {description: Bad., content: {application/json: {schema: {$ref: 'schemas.yaml#/Problem'}}}}
  /notes:
    get: {operationId: listNotes, tags: [Notes], responses: {'204': {description: None.}}}
components:
  schemas:
    Person:
      type: object
      properties:
        address: {$ref: 'schemas.yaml#/Address'}
        status: {type: string, enum: [a, b]}
    Note: {type: object, properties: {text: {type: string}}}
";

const SHOP: &str = r"
openapi: 3.1.0
info: {title: Shop, version: '3'}
servers: [{url: 'https://shop.example.org'}]
security: [{key: []}]
paths:
  /orders/{id}:
    put:
      operationId: setOrder
      tags: [Orders]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses:
        '204': {description: Done.}
        '404': {description: Gone., content: {application/json: {schema: {$ref: 'schemas.yaml#/Problem'}}}}
  /notes:
    get:
      operationId: listNotes
      tags: [Notes]
      responses:
        '200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Order:
      type: object
      required: [ship_to]
      properties:
        ship_to: {$ref: 'schemas.yaml#/Address'}
        by: {$ref: 'crm.yaml#/components/schemas/Person'}
    Note: {type: object, properties: {text: {type: string}}}
";

/// A folder with both documents and what they refer to.
fn two() -> Project {
    let project = Project::named("crm.yaml", CRM);
    project.write("shop.yaml", SHOP);
    project.write("schemas.yaml", SCHEMAS);
    project
}

/// A folder with small documents: each answers with what the references lead to.
fn answering(documents: &[(&'static str, &[&str])]) -> Project {
    let project = Project::named("unused.yaml", "");
    for (name, references) in documents {
        let path = |(number, reference): (usize, &&str)| {
            format!(
                "  /a{number}: {{get: {{operationId: a{number}, responses: {{'200': {{description: It., \
                 content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}}}}}}}}}\n"
            )
        };
        let paths: String = references.iter().enumerate().map(path).collect();
        project.write(name, &document(&format!("paths:\n{paths}")));
    }
    project
}

fn settings(project: &Project, documents: &[&str]) -> Settings {
    let (first, others) = documents.split_first().unwrap();
    let settings = Settings::new(project.path(first), "make twins").client(project.path("client"));
    others.iter().fold(settings, |it, other| it.document(project.path(other)))
}

/// Returns what is wrong, as a person reads it.
fn problems(project: &Project, settings: &Settings) -> String {
    let text = match twinspec::warnings(settings) {
        Ok(found) => found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        Err(error) => error.to_string(),
    };
    project.tidy(&text)
}

/// Returns a generated file without the lines that each has.
fn file(project: &Project, name: &str) -> String {
    let text = project.read(&format!("client/{name}"));
    let lines = text.lines().skip(2).filter(|it| !it.starts_with("use twinspec_client"));
    lines.collect::<Vec<_>>().join("\n").replace("\n\n\n", "\n\n")
}

/// Returns the first lines of what is in a file of types: their names and what they take in.
fn types(project: &Project, name: &str) -> String {
    let text = file(project, name);
    let lines = text.lines().map(str::trim).filter(|it| {
        ["pub use", "pub struct", "pub enum"].iter().any(|begin| it.starts_with(begin))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_schema_that_both_refer_to_is_one_type() {
    let project = two();

    twinspec::generate(&settings(&project, &["crm.yaml", "shop.yaml"])).unwrap();

    assert_snapshot!(file(&project, "mod.rs"));
    assert_snapshot!(file(&project, "shared.rs"));
    assert_snapshot!(file(&project, "crm/types.rs"));
    assert_snapshot!(file(&project, "shop/types.rs"));
}

#[test]
fn one_document_alone_is_a_client_without_modules_of_documents() {
    let project = two();

    twinspec::generate(&settings(&project, &["shop.yaml"])).unwrap();

    let names = types(&project, "types.rs");
    assert!(names.contains("pub struct Address"), "{names}");
    assert!(!project.path("client/shared.rs").exists());
}

#[test]
fn what_is_wrong_in_a_shared_file_is_said_once() {
    let project = two();
    project.write("schemas.yaml", &SCHEMAS.replace("required: [why]", "requires: [why]"));

    assert_snapshot!(problems(&project, &settings(&project, &["crm.yaml", "shop.yaml"])));
}

#[test]
fn all_errors_of_all_documents_are_said() {
    let project = two();
    project.write("crm.yaml", "openapi: 2.0.0\n");
    project.write("shop.yaml", "swagger: '2.0'\n");

    assert_snapshot!(problems(&project, &settings(&project, &["crm.yaml", "shop.yaml"])));
}

#[test]
fn a_type_that_a_correction_makes_different_is_each_documents_own() {
    let project = two();
    project.write(
        "fix.yaml",
        "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions:\n\
         - {target: $.components.schemas.Person.properties, update: {age: {type: integer}}}\n",
    );
    let settings = Settings::new(project.path("crm.yaml"), "make twins")
        .overlay(project.path("fix.yaml"))
        .document(project.path("shop.yaml"))
        .client(project.path("client"));

    twinspec::generate(&settings).unwrap();

    assert_snapshot!(problems(&project, &settings));
    assert_snapshot!(types(&project, "crm/types.rs"));
    assert_snapshot!(types(&project, "shop/types.rs"));
}

#[test]
fn a_circle_of_required_members_is_cut_at_one_place_for_all() {
    let project = answering(&[
        ("one.yaml", &["schemas.yaml#/B", "schemas.yaml#/A"]),
        ("two.yaml", &["schemas.yaml#/C"]),
        ("three.yaml", &["schemas.yaml#/B", "schemas.yaml#/Z"]),
    ]);
    let next = |name: &str, next: &str| {
        format!(
            "{name}: {{type: object, required: [next], properties: {{next: {{$ref: '#/{next}'}}}}}}\n"
        )
    };
    let all = [next("A", "C"), next("B", "C"), next("C", "B"), next("Z", "B")];
    project.write("schemas.yaml", &all.concat());
    let settings = settings(&project, &["one.yaml", "two.yaml", "three.yaml"]);

    twinspec::generate(&settings).unwrap();

    assert_snapshot!(file(&project, "shared.rs"));
    assert_snapshot!(problems(&project, &settings));
}

#[test]
fn selected_operations_leave_what_they_share() {
    let project = two();
    let settings = settings(&project, &["crm.yaml", "shop.yaml"]).operation("tag:Orders");

    twinspec::generate(&settings).unwrap();

    // Their types are where they are in the whole client, whoever else still needs them.
    assert_snapshot!(types(&project, "shared.rs"));
    assert_snapshot!(types(&project, "crm/types.rs"), @"");
    assert!(project.path("client/shop/orders.rs").exists());
    assert!(!project.path("client/shop/notes.rs").exists());
    let wrong = settings.operation("tag:Ordres");
    let error = twinspec::generate(&wrong).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the selector `tag:Ordres` fits no tag; did you mean `tag:Orders`, `tag:Notes`?"
    );
}

#[test]
fn a_mock_is_of_one_document() {
    let project = two();
    let settings = settings(&project, &["crm.yaml", "shop.yaml"]).mock(project.path("mock"));

    let error = twinspec::generate(&settings).unwrap_err();

    assert!(matches!(error, Error::Settings(_)));
    assert_snapshot!(error, @"a mock is of one document, and there are 2: generate it from each by itself");
    assert!(!Path::new(&project.path("client")).exists());
}

#[test]
fn all_files_of_all_documents_are_sources() {
    let project = two();

    let sources = twinspec::sources(&settings(&project, &["shop.yaml", "crm.yaml"]));

    let names = sources.iter().map(|it| project.tidy(&it.display().to_string()));
    assert_eq!(names.collect::<Vec<_>>(), ["crm.yaml", "schemas.yaml", "shop.yaml"]);
}
