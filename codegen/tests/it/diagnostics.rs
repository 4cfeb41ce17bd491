//! Errors: what stops the generation, with its place and what to do.

mod extensions;
mod text;

use insta::assert_snapshot;

use crate::project::{Project, document};

/// Returns the problems of a document of which only the part after `info` is given.
fn check(rest: &str) -> String {
    Project::new(&document(rest)).problems()
}

/// Returns the problems of a whole document.
fn check_text(name: &'static str, text: &str) -> String {
    Project::named(name, text).problems()
}

#[test]
fn lists_and_objects_in_each_others_place_are_refused() {
    let found = check(
        r"
tags: {}
servers: 5
security: bearer
x-webhooks: []
components:
  securitySchemes: []
paths:
  /a:
    get:
      operationId: a
      parameters: {}
      responses: []
  /b:
    get:
      operationId: b
      responses:
        '200':
          description: Fine.
          content: []
  /c: []
",
    );

    assert_snapshot!(found, @"
    error[E003]: `tags` must be a list
      --> openapi.yaml:3:1 (#/tags)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `servers` must be a list
      --> openapi.yaml:4:1 (#/servers)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `security` must be a list
      --> openapi.yaml:5:1 (#/security)
      help: write it as OpenAPI 3.0 asks
    error[E009]: `x-webhooks` must be an object
      --> openapi.yaml:6:1 (#/x-webhooks)
      help: see `spec/README.md` for the extensions and their forms
    error[E003]: `securitySchemes` must be an object
      --> openapi.yaml:8:3 (#/components/securitySchemes)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `parameters` must be a list
      --> openapi.yaml:13:7 (#/paths/~1a/get/parameters)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `responses` must be an object
      --> openapi.yaml:14:7 (#/paths/~1a/get/responses)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `content` must be an object
      --> openapi.yaml:21:11 (#/paths/~1b/get/responses/200/content)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `/c` must be an object
      --> openapi.yaml:22:3 (#/paths/~1c)
      help: write it as OpenAPI 3.0 asks
    nothing was generated: the document has errors
    ");
}

#[test]
fn paths_that_are_no_object_are_refused() {
    assert_snapshot!(check("paths: 3\n"), @"
    error[E003]: `paths` must be an object
      --> openapi.yaml:3:1 (#/paths)
      help: write it as OpenAPI 3.0 asks
    nothing was generated: the document has errors
    ");
}

#[test]
fn what_openapi_requires_is_asked_for() {
    let found = check_text(
        "openapi.yaml",
        r"
openapi: 3.0.3
components: {}
",
    );
    let of_operations = check(
        r"
paths:
  /a:
    post: {operationId: a}
    put: {operationId: b, requestBody: {}, responses: {}}
    get: {operationId: c, parameters: [{name: q, in: query}], responses: {}}
",
    );

    assert_snapshot!(found, @"
    error[E003]: `info` is missing
      --> openapi.yaml:2:1 (#)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `paths` is missing
      --> openapi.yaml:2:1 (#)
      help: write it as OpenAPI 3.0 asks
    nothing was generated: the document has errors
    ");
    assert_snapshot!(of_operations, @"
    error[E003]: missing field `responses`
      --> openapi.yaml:5:5 (#/paths/~1a/post)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `content` is missing
      --> openapi.yaml:6:27 (#/paths/~1a/put/requestBody)
      help: write it as OpenAPI 3.0 asks
    error[E003]: no variant of enum ParameterSchemaOrContent found in flattened data
      --> openapi.yaml:7:40 (#/paths/~1a/get/parameters/0)
      help: write it as OpenAPI 3.0 asks
    nothing was generated: the document has errors
    ");
}

#[test]
fn a_malformed_operation_parameter_and_status_are_refused() {
    let found = check(
        r"
paths:
  /a:
    get:
      operationId: [a]
      responses: {}
  /b:
    get:
      operationId: b
      parameters:
        - {name: q, in: somewhere, schema: {type: string}}
        - $ref: 5
      responses:
        ok: {description: Fine.}
",
    );

    assert_snapshot!(found, @"
    error[E003]: invalid type: sequence, expected a string
      --> openapi.yaml:5:5 (#/paths/~1a/get)
      help: write it as OpenAPI 3.0 asks
    error[E003]: unknown variant `somewhere`, expected one of `query`, `header`, `path`, `cookie`
      --> openapi.yaml:12:11 (#/paths/~1b/get/parameters/0)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `$ref` must be text
      --> openapi.yaml:13:11 (#/paths/~1b/get/parameters/1)
      help: write it as OpenAPI 3.0 asks
    error[E003]: `ok` is no status
      --> openapi.yaml:15:9 (#/paths/~1b/get/responses/ok)
      help: write it as OpenAPI 3.0 asks
    nothing was generated: the document has errors
    ");
}

#[test]
fn dangling_references_are_refused_wherever_they_stand() {
    let found = check(
        r"
security:
  - nobody: []
paths:
  /a:
    get:
      operationId: a
      parameters:
        - $ref: '#/components/parameters/Gone'
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
        '404': {$ref: '#/components/responses/Gone'}
",
    );

    assert_snapshot!(found, @"
    error[E004]: there is no security scheme `nobody`
      --> openapi.yaml:4:5 (#/security/0/nobody)
      help: correct the reference, or add what it refers to; only `#/…` is followed
    error[E004]: `#/components/parameters/Gone` does not exist
      --> openapi.yaml:10:11 (#/paths/~1a/get/parameters/0)
      help: correct the reference, or add what it refers to; only `#/…` is followed
    error[E004]: `#/components/schemas/Thing` does not exist
      --> openapi.yaml:19:19 (#/paths/~1a/get/responses/200/content/application~1json/schema/properties/thing)
      help: correct the reference, or add what it refers to; only `#/…` is followed
    error[E004]: `other.yaml#/Thing` does not exist
      --> openapi.yaml:20:19 (#/paths/~1a/get/responses/200/content/application~1json/schema/properties/far)
      help: correct the reference, or add what it refers to; only `#/…` is followed
    error[E004]: `#/components/responses/Gone` does not exist
      --> openapi.yaml:21:9 (#/paths/~1a/get/responses/404)
      help: correct the reference, or add what it refers to; only `#/…` is followed
    nothing was generated: the document has errors
    ");
}

#[test]
fn references_that_lead_in_a_circle_are_refused() {
    let found = check(
        r"
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/One'}
components:
  schemas:
    One: {$ref: '#/components/schemas/Other'}
    Other: {$ref: '#/components/schemas/One'}
",
    );

    assert_snapshot!(found, @"
    error[E010]: references lead to each other in a circle
      --> openapi.yaml:12:15 (#/paths/~1a/get/responses/200/content/application~1json/schema)
      help: let one of the references lead to a schema
    nothing was generated: the document has errors
    ");
}

#[test]
fn an_operation_needs_an_id_of_its_own() {
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
    error[E005]: GET /a has no `operationId`
      --> openapi.yaml:5:5 (#/paths/~1a/get)
      help: give each operation an `operationId` of its own
    error[E005]: `same` is the id of another operation too
      --> openapi.yaml:10:5 (#/paths/~1a/post)
      help: give each operation an `operationId` of its own
    nothing was generated: the document has errors
    ");
}

#[test]
fn two_operations_cannot_be_one_method() {
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
    error[E006]: `things.list` would be two methods
      --> openapi.yaml:10:5 (#/paths/~1all/get)
      help: give one of them another `x-rust-name`
    nothing was generated: the document has errors
    ");
}

#[test]
fn parameters_of_a_path_and_its_declared_ones_must_be_the_same() {
    let found = check(
        r"
paths:
  /things/{thingId}/parts/{partId}:
    get:
      operationId: a
      parameters:
        - {name: thingId, in: path, required: true, schema: {type: string}}
        - {name: id, in: path, required: true, schema: {type: string}}
      responses: {}
",
    );

    assert_snapshot!(found, @"
    error[E007]: `{partId}` in the path is not declared as a parameter
      --> openapi.yaml:5:5 (#/paths/~1things~1{thingId}~1parts~1{partId}/get)
      help: declare what stands in the path, and nothing else, with `in: path`
    error[E007]: the parameter `id` is not in the path
      --> openapi.yaml:9:11 (#/paths/~1things~1{thingId}~1parts~1{partId}/get/parameters/1)
      help: declare what stands in the path, and nothing else, with `in: path`
    nothing was generated: the document has errors
    ");
}

#[test]
fn all_problems_are_said_at_once_in_the_order_of_the_text() {
    let found = check(
        r"
paths:
  /b/{id}:
    get:
      operationId: b
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
  /a:
    get: {responses: {}}
components:
  schemas:
    Thing:
      type: object
      properties:
        name: {type: string, lenght: 5}
        other: {$ref: '#/components/schemas/Gone'}
",
    );

    assert_snapshot!(found, @"
    error[E007]: `{id}` in the path is not declared as a parameter
      --> openapi.yaml:5:5 (#/paths/~1b~1{id}/get)
      help: declare what stands in the path, and nothing else, with `in: path`
    error[E005]: GET /a has no `operationId`
      --> openapi.yaml:14:5 (#/paths/~1a/get)
      help: give each operation an `operationId` of its own
    warning[W002]: `lenght` is no keyword of an OpenAPI 3.0 schema
      --> openapi.yaml:20:30 (#/components/schemas/Thing/properties/name/lenght)
      help: check the spelling; names that start with `x-` are not looked at
    error[E004]: `#/components/schemas/Gone` does not exist
      --> openapi.yaml:21:9 (#/components/schemas/Thing/properties/other)
      help: correct the reference, or add what it refers to; only `#/…` is followed
    nothing was generated: the document has errors
    ");
}

#[test]
fn json_is_located_like_yaml() {
    let text = r##"{
  "openapi": "3.0.3",
  "info": {"title": "Things", "version": "1"},
  "paths": {
    "/a~b/c": {
      "get": {
        "operationId": "a",
        "responses": {"200": {"$ref": "#/components/responses/Gone"}}
      }
    }
  }
}
"##;

    assert_snapshot!(check_text("openapi.json", text), @"
    error[E004]: `#/components/responses/Gone` does not exist
      --> openapi.json:8:23 (#/paths/~1a~0b~1c/get/responses/200)
      help: correct the reference, or add what it refers to; only `#/…` is followed
    nothing was generated: the document has errors
    ");
}
