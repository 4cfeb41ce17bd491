//! What a document says wrongly and what is made of it all the same.

use insta::assert_snapshot;

use super::check;
use crate::project::{Project, document};

pub(crate) const MENDED: &str = r"
paths:
  /things/{thingId}/parts/{partId}:
    post:
      operationId: a
      tags: [Things]
      parameters:
        - {name: thingId, in: path, required: true, schema: {type: integer}}
        - {name: id, in: path, required: true, schema: {type: string}}
        - {$ref: '#/components/parameters/Gone'}
      requestBody: {$ref: '#/components/requestBodies/Gone'}
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema:
                type: object
                properties:
                  thing: {$ref: '#/components/schemas/Thing'}
                  far: {$ref: 'other.yaml#/Thing'}
                  all: {allOf: [{type: object}, {$ref: '#/components/schemas/Thing'}]}
                  one: {oneOf: [{type: string}, {$ref: '#/components/schemas/Thing'}]}
                  circle: {$ref: '#/components/schemas/One'}
        '404': {$ref: '#/components/responses/Gone'}
  /all: {$ref: 'paths.yaml#/all'}
components:
  schemas:
    One: {$ref: '#/components/schemas/Other'}
    Other: {$ref: '#/components/schemas/One'}
";

#[test]
fn references_that_lead_nowhere_and_paths_that_differ_are_said() {
    assert_snapshot!(check(MENDED), @"
    warning[W012]: `{partId}` in the path is not declared as a parameter
      --> openapi.yaml:5:5 (#/paths/~1things~1{thingId}~1parts~1{partId}/post)
      help: declare what stands in the path, and nothing else, with `in: path`; the path is believed
    warning[W012]: the parameter `id` is not in the path
      --> openapi.yaml:10:11 (#/paths/~1things~1{thingId}~1parts~1{partId}/post/parameters/1)
      help: declare what stands in the path, and nothing else, with `in: path`; the path is believed
    warning[W013]: `#/components/parameters/Gone` does not exist
      --> openapi.yaml:11:11 (#/paths/~1things~1{thingId}~1parts~1{partId}/post/parameters/2)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `#/components/requestBodies/Gone` does not exist
      --> openapi.yaml:12:7 (#/paths/~1things~1{thingId}~1parts~1{partId}/post/requestBody)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `#/components/schemas/Thing` does not exist
      --> openapi.yaml:21:19 (#/paths/~1things~1{thingId}~1parts~1{partId}/post/responses/200/content/application~1json/schema/properties/thing)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `other.yaml#/Thing` does not exist
      --> openapi.yaml:22:19 (#/paths/~1things~1{thingId}~1parts~1{partId}/post/responses/200/content/application~1json/schema/properties/far)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `#/components/schemas/Thing` does not exist
      --> openapi.yaml:23:49 (#/paths/~1things~1{thingId}~1parts~1{partId}/post/responses/200/content/application~1json/schema/properties/all/allOf/1)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `#/components/schemas/Thing` does not exist
      --> openapi.yaml:24:49 (#/paths/~1things~1{thingId}~1parts~1{partId}/post/responses/200/content/application~1json/schema/properties/one/oneOf/1)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W014]: references lead to each other in a circle
      --> openapi.yaml:25:19 (#/paths/~1things~1{thingId}~1parts~1{partId}/post/responses/200/content/application~1json/schema/properties/circle)
      help: let one of the references lead to a schema
    warning[W013]: `#/components/responses/Gone` does not exist
      --> openapi.yaml:26:9 (#/paths/~1things~1{thingId}~1parts~1{partId}/post/responses/404)
      help: correct the reference, or add what it refers to; URLs are never fetched
    warning[W013]: `paths.yaml#/all` does not exist
      --> openapi.yaml:27:3 (#/paths/~1all)
      help: correct the reference, or add what it refers to; URLs are never fetched
    ");
}

#[test]
fn what_leads_nowhere_is_left_out_or_json_and_the_path_is_complete() {
    let project = Project::new(&document(MENDED));

    project.generate().unwrap();
    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();
    let operation = &blueprint.operations[0];
    let parameters = operation.parameters.iter().map(|it| format!("{it:?}")).collect::<Vec<_>>();
    let client = project.read("client/things.rs");
    let call: Vec<&str> = client
        .lines()
        .map(str::trim)
        .skip_while(|it| !it.starts_with("pub fn a("))
        .take_while(|it| !it.starts_with("A("))
        .collect();
    let types = project.read("client/types.rs");
    let members: Vec<&str> = types
        .lines()
        .map(str::trim)
        .filter(|it| it.starts_with("pub ") && it.ends_with(','))
        .collect();

    assert_eq!(blueprint.operations.len(), 1);
    assert_snapshot!(parameters.join("\n"), @r#"
    Parameter { name: "thingId", place: Path, required: true, may_be_empty: false, style: Simple, explode: false, schema: "{\"type\":\"integer\"}" }
    Parameter { name: "partId", place: Path, required: true, may_be_empty: false, style: Simple, explode: false, schema: "{\"type\":\"string\"}" }
    "#);
    assert_snapshot!(call.join("\n"), @"pub fn a(self, thing_id: impl Into<i64>, part_id: impl Into<String>) -> A<'c> {");
    assert_snapshot!(members.join("\n"), @"
    pub thing: Option<rt::Json>,
    pub far: Option<rt::Json>,
    pub all: Option<rt::Map<rt::Json>>,
    pub one: Option<AResponseOne>,
    pub circle: Option<rt::Json>,
    ");
}

#[test]
fn an_operation_without_an_id_of_its_own_is_said() {
    let found = check(
        r"
paths:
  /a:
    get:
      responses: {}
    put:
      operationId: same
      responses: {}
    post:
      operationId: same
      tags: [Others]
      responses: {}
",
    );

    assert_snapshot!(found, @"
    warning[W010]: GET /a has no `operationId`
      --> openapi.yaml:5:5 (#/paths/~1a/get)
      help: give each operation an `operationId` of its own; here method and path name it
    warning[W010]: `same` is the id of another operation too
      --> openapi.yaml:10:5 (#/paths/~1a/post)
      help: give each operation an `operationId` of its own; here method and path name it
    ");
}

#[test]
fn two_operations_that_would_be_one_method_are_said() {
    let found = check(
        r"
paths:
  /things:
    get:
      operationId: list-things
      tags: [Things]
      responses: {}
  /all:
    get:
      operationId: listThing
      tags: [things]
      responses: {}
",
    );

    assert_snapshot!(found, @"
    warning[W011]: `things.list` would be two methods
      --> openapi.yaml:5:5 (#/paths/~1things/get)
      help: give one of them an `x-rust-name` if the longer name does not please
    ");
}

#[test]
fn webhooks_of_openapi_3_1_that_nothing_emits_are_said() {
    let found = check(
        r"
openapi: 3.1.0
info: {title: Things, version: '1'}
webhooks:
  created: {post: {responses: {}}}
",
    );

    assert_snapshot!(found, @"
    warning[W009]: webhooks that no `x-emits` names: 1
      --> openapi.yaml:3:1 (#/webhooks)
      help: nothing is made of it; delete it if nothing should
    ");
}

#[test]
fn the_mock_refuses_nothing_because_of_a_reference_that_leads_nowhere() {
    let project = Project::new(&document(
        r"
paths:
  /things:
    post:
      operationId: create-thing
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                plain: {$ref: '#/components/schemas/Gone'}
                not: {type: string, not: {$ref: '#/components/schemas/Gone'}}
                one: {oneOf: [{type: string}, {$ref: '#/components/schemas/Gone'}]}
      responses: {}
",
    ));

    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();

    let body = blueprint.operations[0].body.as_ref().unwrap();
    assert_snapshot!(body.contents[0].schema, @r#"{"type":"object","properties":{"plain":true,"not":{"type":"string"},"one":{}}}"#);
}
