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
fn lists_and_objects_in_each_others_place_are_said() {
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
    warning[W016]: `tags` must be a list, not an object; it is left out
      --> openapi.yaml:3:1 (#/tags)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W016]: `servers` must be a list, not a number; it is left out
      --> openapi.yaml:4:1 (#/servers)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W017]: `security` must be a list; what it holds is taken as its only item
      --> openapi.yaml:5:1 (#/security)
      help: write it as OpenAPI asks if something else is meant
    warning[W017]: a requirement is an object; taken as `bearer: []`
      --> openapi.yaml:5:1 (#/security)
      help: write it as OpenAPI asks if something else is meant
    warning[W019]: there is no security scheme `bearer`; taken as a bearer token
      --> openapi.yaml:5:1 (#/security)
      help: add it to `components/securitySchemes`, or correct its name
    error[E009]: `x-webhooks` must be an object
      --> openapi.yaml:6:1 (#/x-webhooks)
      help: see `spec/README.md` for the extensions and their forms
    warning[W016]: `securitySchemes` must be an object, not a list; it is left out
      --> openapi.yaml:8:3 (#/components/securitySchemes)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W016]: `parameters` must be a list, not an object; it is left out
      --> openapi.yaml:13:7 (#/paths/~1a/get/parameters)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W016]: `responses` must be an object, not a list; it is left out
      --> openapi.yaml:14:7 (#/paths/~1a/get/responses)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W016]: `content` must be an object, not a list; it is left out
      --> openapi.yaml:21:11 (#/paths/~1b/get/responses/200/content)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W016]: `/c` must be an object, not a list; it is left out
      --> openapi.yaml:22:3 (#/paths/~1c)
      help: write it as OpenAPI asks; the rest is generated without it
    nothing was generated: the document has errors
    ");
}

#[test]
fn paths_that_are_no_object_are_said() {
    assert_snapshot!(check("paths: 3\n"), @"
    warning[W016]: `paths` must be an object, not a number; it is left out
      --> openapi.yaml:3:1 (#/paths)
      help: write it as OpenAPI asks; the rest is generated without it
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
    warning[W017]: `info` is missing; the title is taken as `API`
      --> openapi.yaml:2:1 (#)
      help: write it as OpenAPI asks if something else is meant
    warning[W016]: `paths` is missing: there is no operation to generate
      --> openapi.yaml:2:1 (#)
      help: write it as OpenAPI asks; the rest is generated without it
    ");
    assert_snapshot!(of_operations, @"
    warning[W017]: `responses` is missing; any answer is taken as it comes
      --> openapi.yaml:5:5 (#/paths/~1a/post)
      help: write it as OpenAPI asks if something else is meant
    warning[W016]: `content` is missing; the body is left out
      --> openapi.yaml:6:27 (#/paths/~1a/put/requestBody)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W017]: `q` has neither `schema` nor `content`; taken as text
      --> openapi.yaml:7:40 (#/paths/~1a/get/parameters/0)
      help: write it as OpenAPI asks if something else is meant
    ");
}

#[test]
fn a_malformed_operation_parameter_and_status_are_left_out() {
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
    warning[W010]: GET /a has no `operationId`
      --> openapi.yaml:5:5 (#/paths/~1a/get)
      help: give each operation an `operationId` of its own; here method and path name it
    warning[W016]: `operationId`: invalid type: sequence, expected a string; it is left out
      --> openapi.yaml:6:7 (#/paths/~1a/get/operationId)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W016]: `in` is `query`, `header`, `path` or `cookie`, not `somewhere`; the parameter is left out
      --> openapi.yaml:12:11 (#/paths/~1b/get/parameters/0)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W016]: `$ref` must be text; it is left out
      --> openapi.yaml:13:11 (#/paths/~1b/get/parameters/1)
      help: write it as OpenAPI asks; the rest is generated without it
    warning[W016]: `ok` is no status; the response is left out
      --> openapi.yaml:15:9 (#/paths/~1b/get/responses/ok)
      help: write it as OpenAPI asks; the rest is generated without it
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
    warning[W019]: there is no security scheme `nobody`; taken as a bearer token
      --> openapi.yaml:4:5 (#/security/0/nobody)
      help: add it to `components/securitySchemes`, or correct its name
    warning[W019]: there is no security scheme `gone`; taken as a bearer token
      --> openapi.yaml:12:19 (#/paths/~1a/put/security/0/gone)
      help: add it to `components/securitySchemes`, or correct its name
    warning[W013]: `#/components/securitySchemes/Elsewhere` does not exist
      --> openapi.yaml:16:5 (#/components/securitySchemes/gone)
      help: correct the reference, or add what it refers to; URLs are never fetched
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
    warning[W017]: `responses` is missing; any answer is taken as it comes
      --> openapi.yaml:14:5 (#/paths/~1a/get)
      help: write it as OpenAPI asks if something else is meant
    warning[W002]: `lenght` is no keyword of an OpenAPI schema
      --> openapi.yaml:20:30 (#/components/schemas/Thing/properties/name/lenght)
      help: check the spelling; names that start with `x-` are not looked at
    warning[W013]: `#/components/schemas/Gone` does not exist
      --> openapi.yaml:21:9 (#/components/schemas/Thing/properties/other)
      help: correct the reference, or add what it refers to; URLs are never fetched
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
    warning[W016]: `ok` is no status; the response is left out
      --> openapi.json:8:23 (#/paths/~1a~0b~1c/get/responses/ok)
      help: write it as OpenAPI asks; the rest is generated without it
    ");
}
