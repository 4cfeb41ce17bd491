//! Overlays: corrections beside a document.

use std::fmt::Write;

use insta::assert_snapshot;

use crate::project::{Project, document};

const DOCUMENT: &str = r"
paths:
  /things:
    get:
      operationId: list
      tags: [Things]
      parameters:
        - {name: a, in: query, schema: {type: string}}
        - {name: b, in: query, schema: {type: string}}
        - {name: c, in: query, schema: {type: string}}
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
components:
  schemas:
    Thing:
      type: object
      required: [id, name]
      properties:
        id: {type: string}
        name: {type: string}
";

/// Applies actions, and returns what the document then says: parameters and members, or problems.
fn check(actions: &str) -> String {
    let overlay = format!("overlay: 1.0.0\ninfo: {{title: Corrections, version: '1'}}\n{actions}");
    check_overlay(&overlay)
}

fn check_overlay(overlay: &str) -> String {
    let project = Project::new(&document(DOCUMENT)).overlay("overlay.yaml", overlay);
    let mut said = project.problems();
    let Ok((blueprint, _)) = twinspec::blueprint(&project.settings()) else { return said };
    for operation in &*blueprint.operations {
        let names: Vec<&str> = operation.parameters.iter().map(|it| &*it.name).collect();
        write!(said, "{} takes {}", operation.id, names.join(", ")).unwrap();
    }
    let types = project.read("client/types.rs");
    let members =
        types.lines().map(str::trim).filter(|it| it.starts_with("pub ") && it.ends_with(','));
    for member in members.filter(|it| !it.contains("extra")) {
        write!(said, "\n{member}").unwrap();
    }
    said
}

#[test]
fn without_actions_the_document_stays_as_it_is() {
    assert_snapshot!(check("actions: []\n"), @"
    list takes a, b, c
    pub id: String,
    pub name: String,
    ");
}

#[test]
fn an_update_merges_objects_deeply() {
    let said = check(
        r"
actions:
  - target: $.components.schemas
    update: {Thing: {properties: {size: {type: integer}, name: {nullable: true}}}}
",
    );

    assert_snapshot!(said, @"
    list takes a, b, c
    pub id: String,
    pub name: rt::Nullable<String>,
    pub size: Option<i64>,
    ");
}

#[test]
fn an_update_of_a_list_appends_to_it() {
    let said = check(
        r"
actions:
  - target: $.paths['/things'].get.parameters
    update: {name: d, in: query, schema: {type: string}}
  - target: $.paths['/things'].get
    update: {parameters: [{name: e, in: query, schema: {type: string}}]}
",
    );

    assert_snapshot!(said, @"
    list takes a, b, c, d, e
    pub id: String,
    pub name: String,
    ");
}

#[test]
fn several_items_of_a_list_are_removed_in_any_order() {
    let said = check(
        r"
actions:
  - target: $.paths['/things'].get.parameters[0, 2, 0]
    remove: true
",
    );
    let backwards = check(
        r"
actions:
  - target: $.paths['/things'].get.parameters[2, 0]
    remove: true
",
    );

    assert_snapshot!(said, @"
    list takes b
    pub id: String,
    pub name: String,
    ");
    assert_eq!(backwards, said);
}

#[test]
fn items_are_removed_by_their_value() {
    let said = check(
        r"
actions:
  - target: $.components.schemas.Thing.required[?@ == 'name']
    remove: true
  - target: $.paths..parameters[?@.name == 'b']
    remove: true
",
    );

    assert_snapshot!(said, @"
    list takes a, c
    pub id: String,
    pub name: Option<String>,
    ");
}

#[test]
fn a_property_is_renamed_by_removing_and_adding() {
    let said = check(
        r"
actions:
  - target: $.components.schemas.Thing.properties.name
    remove: true
  - target: $.components.schemas.Thing.required[?@ == 'name']
    remove: true
  - target: $.components.schemas.Thing
    update: {required: [title], properties: {title: {type: string}}}
",
    );

    assert_snapshot!(said, @"
    list takes a, b, c
    pub id: String,
    pub title: String,
    ");
}

#[test]
fn overlays_are_applied_in_their_order() {
    let first = "overlay: 1.0.0\nactions: [{target: $.info, update: {title: First}}]\n";
    let second = "overlay: 1.0.0\nactions: [{target: $.info, update: {title: Second}}]\n";
    let project =
        Project::new(&document(DOCUMENT)).overlay("1.yaml", first).overlay("2.yaml", second);

    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();

    assert_eq!(blueprint.title, "Second");
}

#[test]
fn a_target_that_matches_nothing_is_said_at_its_place_in_the_overlay() {
    let said = check(
        r"
actions:
  - target: $.components.schemas.Thing
    update: {properties: {id: {description: The name.}}}
  - target: $.components.schemas.Thong
    remove: true
",
    );

    assert_snapshot!(said, @"
    warning[W006]: `$.components.schemas.Thong` matches nothing
      --> overlay.yaml:7:5 (#/actions/1)
      help: the overlay's target matches nothing; correct its `target`
    list takes a, b, c
    pub id: String,
    pub name: String,
    ");
}

#[test]
fn warnings_of_an_overlay_are_said_beside_errors_of_the_document() {
    let said = check(
        r"
actions:
  - {target: $.nothing, remove: true}
  - {target: $, update: {x-webhooks: []}}
",
    );

    assert_snapshot!(said, @"
    warning[W006]: `$.nothing` matches nothing
      --> overlay.yaml:5:5 (#/actions/0)
      help: the overlay's target matches nothing; correct its `target`
    error[E009]: `x-webhooks` must be an object
      --> openapi.yaml:1:1 (#/x-webhooks)
      help: see `spec/README.md` for the extensions and their forms
    nothing was generated: the document has errors
    ");
}

#[test]
fn a_malformed_overlay_is_refused_at_its_place() {
    let said = check(
        r"
actions:
  - update: {a: 1}
  - target: $.components.[
    remove: true
  - target: $.components.schemas.Thing
  - target: $
    remove: true
  - just text
",
    );

    assert_snapshot!(said, @"
    error[E008]: an action has no `target`
      --> overlay.yaml:5:5 (#/actions/0)
      help: give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)
    error[E008]: `$.components.[` is not a JSONPath: at position 13, in dot member name, must start with lowercase alpha or '_'
      --> overlay.yaml:6:5 (#/actions/1)
      help: give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)
    error[E008]: an action does nothing
      --> overlay.yaml:8:5 (#/actions/2)
      help: give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)
    error[E008]: an action does nothing
      --> overlay.yaml:9:5 (#/actions/3)
      help: give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)
    error[E008]: an action has no `target`
      --> overlay.yaml:11:5 (#/actions/4)
      help: give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)
    nothing was generated: the document has errors
    ");
}

#[test]
fn what_is_no_overlay_is_refused() {
    assert_snapshot!(check_overlay("openapi: 3.0.3\n"), @"
    error[E008]: `overlay: 1.0.0` is missing
      --> overlay.yaml:1:1 (#)
      help: give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)
    error[E008]: `actions` is missing
      --> overlay.yaml:1:1 (#)
      help: give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)
    nothing was generated: the document has errors
    ");
    assert_snapshot!(check("actions: {}\n"), @"
    error[E008]: `actions` is no list
      --> overlay.yaml:3:1 (#/actions)
      help: give each of `actions` a `target` and `update` or `remove: true` (Overlay 1.0)
    nothing was generated: the document has errors
    ");
    assert_snapshot!(check("actions: [\n"), @"
    error[E001]: while parsing a node, did not find expected node content
      --> overlay.yaml:4:1 (#)
      help: mend the syntax at this place
    nothing was generated: the document has errors
    ");
}
