//! Versions: further forms of an API at the same address.

use insta::assert_snapshot;

use crate::project::{Project, document};

const DOCUMENT: &str = r"
x-versions: {v2: v2.overlay.yaml}
paths:
  /things/{id}:
    get:
      operationId: read
      tags: [Things]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {$ref: '#/components/parameters/Version'}
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
components:
  parameters:
    Version: {name: Version, in: header, required: true, schema: {type: string, enum: [v1]}}
  schemas:
    Thing:
      type: object
      required: [id, name]
      properties:
        id: {type: string}
        name: {type: string}
";

const OVERLAY: &str = r"
overlay: 1.0.0
info: {title: The second version, version: '2'}
actions:
  - target: $.components.parameters.Version.schema.enum
    remove: true
  - target: $.components.parameters.Version.schema
    update: {enum: [v2]}
  - target: $.components.schemas.Thing.properties
    update: {size: {type: integer}}
";

fn project(document_: &str, overlay: &str) -> Project {
    let project = Project::new(&document(document_));
    project.write("v2.overlay.yaml", overlay);
    project
}

/// Says what a mock makes of it: each operation with its header and what it answers.
fn described(project: &Project) -> String {
    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();
    let definitions: serde_json::Value = serde_json::from_str(&blueprint.definitions).unwrap();
    let lines = blueprint.operations.iter().map(|it| {
        let header = it.parameters.iter().find(|it| it.name == "Version").unwrap();
        let answer = it.answers[0].representations[0].schema.as_deref().unwrap();
        format!("{} {}\n  {}\n  {answer}\n", it.id, it.path, header.schema)
    });
    let definitions = definitions.as_object().unwrap().iter().map(|(name, it)| {
        let properties = it["properties"].as_object().unwrap().keys();
        format!("{name}: {}\n", properties.cloned().collect::<Vec<_>>().join(", "))
    });
    lines.chain(definitions).collect()
}

#[test]
fn a_mock_has_the_operations_of_all_versions() {
    let project = project(DOCUMENT, OVERLAY);

    assert_snapshot!(described(&project), @r##"
    read /things/{id}
      {"type":"string","enum":["v1"]}
      {"$ref":"#/$defs/Thing"}
    read-v2 /things/{id}
      {"type":"string","enum":["v2"]}
      {"$ref":"#/$defs/openapi.yaml%40v2%23~1components~1schemas~1Thing"}
    Thing: id, name
    openapi.yaml@v2#/components/schemas/Thing: id, name, size
    "##);
    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();
    let resources: Vec<_> = blueprint.resources.iter().map(|it| &*it.plural).collect();
    assert_eq!(resources, ["things"], "what is kept belongs to all of them");
}

#[test]
fn a_client_speaks_one_version() {
    let project = project(DOCUMENT, OVERLAY);

    let report = project.generate().unwrap();

    assert!(!project.read("client/types.rs").contains("size"));
    assert!(project.read("mock/mod.rs").contains("ReadV2"));
    assert!(report.sources.contains(&project.path("v2.overlay.yaml")), "{:?}", report.sources);
}

#[test]
fn a_client_alone_does_without_the_other_versions() {
    let project = project(DOCUMENT, "overlay: 1.0.0\n");
    let settings = twinspec::Settings::new(project.path("openapi.yaml"), "cargo build");

    let report = twinspec::generate(&settings.client(project.path("client"))).unwrap();

    assert_eq!(report.sources, [project.path("openapi.yaml")]);
}

#[test]
fn what_is_wrong_in_all_versions_is_said_once() {
    let broken = DOCUMENT.replace("name: {type: string}\n", "name: {$ref: '#/nowhere'}\n");

    assert_snapshot!(project(&broken, OVERLAY).problems(), @"
    warning[W013]: `#/nowhere` does not exist
      --> openapi.yaml:27:9 (#/components/schemas/Thing/properties/name)
      help: correct the reference, or add what it refers to; URLs are never fetched
    ");
}

#[test]
fn versions_of_another_form_are_errors() {
    let listed = DOCUMENT.replace("{v2: v2.overlay.yaml}", "[v2.overlay.yaml]");
    let empty = DOCUMENT.replace("{v2: v2.overlay.yaml}", "{v2: }");
    let lost = DOCUMENT.replace("v2.overlay.yaml", "v3.overlay.yaml");

    assert_snapshot!(project(&listed, OVERLAY).problems(), @"
    error[E009]: `x-versions` must be an object
      --> openapi.yaml:3:1 (#/x-versions)
      help: see `spec/README.md` for the extensions and their forms
    nothing was generated: the document has errors
    ");
    assert_snapshot!(project(&empty, OVERLAY).problems(), @"
    error[E009]: `v2` must be the path of an overlay
      --> openapi.yaml:3:14 (#/x-versions/v2)
      help: see `spec/README.md` for the extensions and their forms
    nothing was generated: the document has errors
    ");
    assert_snapshot!(project(&lost, OVERLAY).problems(), @"
    error[E009]: `v3.overlay.yaml` is not there
      --> openapi.yaml:3:14 (#/x-versions/v2)
      help: see `spec/README.md` for the extensions and their forms
    nothing was generated: the document has errors
    ");
    assert_snapshot!(project(DOCUMENT, "overlay: 1.0.0\n").problems(), @"
    error[E008]: `actions` is missing
      --> v2.overlay.yaml:1:1 (#)
      help: give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)
    nothing was generated: the document has errors
    ");
}
