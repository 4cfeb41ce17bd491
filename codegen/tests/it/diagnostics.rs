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
      help: write it as OpenAPI asks
    error[E003]: `servers` must be a list
      --> openapi.yaml:4:1 (#/servers)
      help: write it as OpenAPI asks
    error[E003]: `security` must be a list
      --> openapi.yaml:5:1 (#/security)
      help: write it as OpenAPI asks
    error[E009]: `x-webhooks` must be an object
      --> openapi.yaml:6:1 (#/x-webhooks)
      help: see `spec/README.md` for the extensions and their forms
    error[E003]: `securitySchemes` must be an object
      --> openapi.yaml:8:3 (#/components/securitySchemes)
      help: write it as OpenAPI asks
    error[E003]: `parameters` must be a list
      --> openapi.yaml:13:7 (#/paths/~1a/get/parameters)
      help: write it as OpenAPI asks
    error[E003]: `responses` must be an object
      --> openapi.yaml:14:7 (#/paths/~1a/get/responses)
      help: write it as OpenAPI asks
    error[E003]: `content` must be an object
      --> openapi.yaml:21:11 (#/paths/~1b/get/responses/200/content)
      help: write it as OpenAPI asks
    error[E003]: `/c` must be an object
      --> openapi.yaml:22:3 (#/paths/~1c)
      help: write it as OpenAPI asks
    nothing was generated: the document has errors
    ");
}

#[test]
fn paths_that_are_no_object_are_refused() {
    assert_snapshot!(check("paths: 3\n"), @"
    error[E003]: `paths` must be an object
      --> openapi.yaml:3:1 (#/paths)
      help: write it as OpenAPI asks
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
      help: write it as OpenAPI asks
    error[E003]: `paths` is missing
      --> openapi.yaml:2:1 (#)
      help: write it as OpenAPI asks
    nothing was generated: the document has errors
    ");
    assert_snapshot!(of_operations, @"
    error[E003]: missing field `responses`
      --> openapi.yaml:5:5 (#/paths/~1a/post)
      help: write it as OpenAPI asks
    error[E003]: `content` is missing
      --> openapi.yaml:6:27 (#/paths/~1a/put/requestBody)
      help: write it as OpenAPI asks
    error[E003]: no variant of enum ParameterSchemaOrContent found in flattened data
      --> openapi.yaml:7:40 (#/paths/~1a/get/parameters/0)
      help: write it as OpenAPI asks
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
      help: write it as OpenAPI asks
    error[E003]: unknown variant `somewhere`, expected one of `query`, `header`, `path`, `cookie`
      --> openapi.yaml:12:11 (#/paths/~1b/get/parameters/0)
      help: write it as OpenAPI asks
    error[E003]: `$ref` must be text
      --> openapi.yaml:13:11 (#/paths/~1b/get/parameters/1)
      help: write it as OpenAPI asks
    error[E003]: `ok` is no status
      --> openapi.yaml:15:9 (#/paths/~1b/get/responses/ok)
      help: write it as OpenAPI asks
    nothing was generated: the document has errors
    ");
}

#[test]
fn a_security_scheme_that_does_not_exist_leaves_no_operation_open() {
    let found = check(
        r"
security:
  - nobody: []
paths:
  /a:
    get:
      operationId: a
      responses: {}
    put:
      operationId: b
      security: [{gone: []}, {}]
      responses: {}
components:
  securitySchemes:
    gone: {$ref: '#/components/securitySchemes/Elsewhere'}
",
    );

    assert_snapshot!(found, @"
    error[E011]: there is no security scheme `nobody`
      --> openapi.yaml:4:5 (#/security/0/nobody)
      help: add it to `components/securitySchemes`, or correct its name; without it nothing would be asked for
    error[E011]: there is no security scheme `gone`
      --> openapi.yaml:12:19 (#/paths/~1a/put/security/0/gone)
      help: add it to `components/securitySchemes`, or correct its name; without it nothing would be asked for
    warning[W013]: `#/components/securitySchemes/Elsewhere` does not exist
      --> openapi.yaml:16:5 (#/components/securitySchemes/gone)
      help: correct the reference, or add what it refers to; URLs are never fetched
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
    get: {operationId: a}
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
    warning[W012]: `{id}` in the path is not declared as a parameter
      --> openapi.yaml:5:5 (#/paths/~1b~1{id}/get)
      help: declare what stands in the path, and nothing else, with `in: path`; the path is believed
    error[E003]: missing field `responses`
      --> openapi.yaml:14:5 (#/paths/~1a/get)
      help: write it as OpenAPI asks
    warning[W002]: `lenght` is no keyword of an OpenAPI schema
      --> openapi.yaml:20:30 (#/components/schemas/Thing/properties/name/lenght)
      help: check the spelling; names that start with `x-` are not looked at
    warning[W013]: `#/components/schemas/Gone` does not exist
      --> openapi.yaml:21:9 (#/components/schemas/Thing/properties/other)
      help: correct the reference, or add what it refers to; URLs are never fetched
    nothing was generated: the document has errors
    ");
}

#[test]
fn json_is_located_like_yaml() {
    let text = r#"{
  "openapi": "3.0.3",
  "info": {"title": "Things", "version": "1"},
  "paths": {
    "/a~b/c": {
      "get": {
        "operationId": "a",
        "responses": {"ok": {"description": "Fine."}}
      }
    }
  }
}
"#;

    assert_snapshot!(check_text("openapi.json", text), @"
    error[E003]: `ok` is no status
      --> openapi.json:8:23 (#/paths/~1a~0b~1c/get/responses/ok)
      help: write it as OpenAPI asks
    nothing was generated: the document has errors
    ");
}
