//! Warnings: what is generated in a simpler way, with its place and what to do.

mod mended;

pub(crate) use self::mended::MENDED;

use insta::assert_snapshot;

use crate::project::{Project, document};

/// Returns the problems of a document with these operations and schemas.
fn check(rest: &str) -> String {
    Project::new(&document(rest)).problems()
}

/// Returns the problems of a document whose one answer is this schema, from line 12 on.
fn check_schemas(schemas: &str) -> String {
    check(&format!(
        r"
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: Fine.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}
components:
  schemas:{schemas}"
    ))
}

#[test]
fn what_the_types_cannot_hold_becomes_json() {
    let found = check_schemas(
        r"
    A:
      type: object
      properties:
        both: {allOf: [{type: object}, {type: object}]}
        mixed: {allOf: [{$ref: '#/components/schemas/B'}, {type: string}]}
        either: {oneOf: [{type: string}, {type: string, format: date}]}
        maybe: {anyOf: [{type: string, nullable: true}, {type: integer}]}
    B: {type: object, properties: {b: {type: string}}}
",
    );

    assert_snapshot!(found, @"
    warning[W001]: `allOf` of schemas that are of different kinds is not typed
      --> openapi.yaml:17:9 (#/components/schemas/A/properties/mixed)
      help: the value is typed as raw JSON; describe it with supported keywords
    ");
}

#[test]
fn parts_of_an_all_of_that_disagree_are_said() {
    let found = check_schemas(
        r"
    A:
      allOf:
        - {type: object, properties: {size: {type: string}, same: {type: integer}}}
        - {type: object, properties: {size: {type: boolean}, same: {type: number}}}
",
    );

    assert_snapshot!(found, @"
    warning[W015]: `size` is described as another kind of value before
      --> openapi.yaml:16:39 (#/components/schemas/A/allOf/1/properties/size)
      help: let the parts of `allOf` agree; here the later one is believed
    ");
}

#[test]
fn tuples_are_typed_only_where_a_list_can_be_no_other() {
    let found = Project::new(&document(
        r"
paths:
  /a:
    get:
      operationId: a
      tags: [A]
      responses:
        '200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
components:
  schemas:
    A:
      type: object
      properties:
        pair: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}
        open: {type: array, prefixItems: [{type: string}, {type: integer}], minItems: 2}
",
    ));

    found.generate().unwrap();
    let types = found.read("client/types.rs");

    assert!(types.contains("pub pair: Option<(String, i64)>,"), "{types}");
    assert!(types.contains("pub open: Option<Vec<rt::Json>>,"), "{types}");
}

#[test]
fn a_schema_that_holds_itself_without_a_name_becomes_json() {
    let lists = check_schemas(
        r"
    A: {type: array, items: {$ref: '#/components/schemas/A'}}
",
    );
    let parts = check_schemas(
        r"
    A: {allOf: [{$ref: '#/components/schemas/B'}]}
    B: {oneOf: [{$ref: '#/components/schemas/A'}]}
",
    );

    assert_snapshot!(lists, @"
    warning[W001]: a schema that holds itself without a name in between is not typed
      --> openapi.yaml:13:5 (#/components/schemas/A)
      help: the value is typed as raw JSON; describe it with supported keywords
    ");
    assert_snapshot!(parts, @"
    warning[W001]: a schema that holds itself without a name in between is not typed
      --> openapi.yaml:13:5 (#/components/schemas/A)
      help: the value is typed as raw JSON; describe it with supported keywords
    ");
}

#[test]
fn an_unknown_keyword_is_said() {
    let found = check_schemas(
        r"
    A:
      type: object
      x-anything: goes
      properties:
        name: {type: string, maxLenght: 5}
",
    );
    let of_path = check("paths:\n  /a:\n    gett: {operationId: a, responses: {}}\n");

    assert_snapshot!(found, @"
    warning[W002]: `maxLenght` is no keyword of an OpenAPI schema
      --> openapi.yaml:17:30 (#/components/schemas/A/properties/name/maxLenght)
      help: check the spelling; names that start with `x-` are not looked at
    ");
    assert_snapshot!(of_path, @"
    warning[W002]: `gett` is no member of a path item
      --> openapi.yaml:5:5 (#/paths/~1a/gett)
      help: check the spelling; names that start with `x-` are not looked at
    ");
}

#[test]
fn keywords_of_the_wrong_form_are_said() {
    let found = check_schemas(
        r"
    A:
      type: object
      required: name
      properties:
        name: {type: text}
        list: {type: array, items: 5}
        kind: {type: string, enum: 5, nullable: 'yes'}
        none: {oneOf: []}
        odd: 7
",
    );

    assert_snapshot!(found, @"
    warning[W007]: `required` must be a list of texts
      --> openapi.yaml:15:7 (#/components/schemas/A/required)
      help: write it as OpenAPI asks; as it is, it is not looked at
    warning[W007]: `type` must be `string`, `number`, `integer`, `boolean`, `array`, `object` or `null`
      --> openapi.yaml:17:16 (#/components/schemas/A/properties/name/type)
      help: write it as OpenAPI asks; as it is, it is not looked at
    warning[W007]: `items` must be a schema
      --> openapi.yaml:18:29 (#/components/schemas/A/properties/list/items)
      help: write it as OpenAPI asks; as it is, it is not looked at
    warning[W007]: `enum` must be a list
      --> openapi.yaml:19:30 (#/components/schemas/A/properties/kind/enum)
      help: write it as OpenAPI asks; as it is, it is not looked at
    warning[W007]: `nullable` must be `true` or `false`
      --> openapi.yaml:19:39 (#/components/schemas/A/properties/kind/nullable)
      help: write it as OpenAPI asks; as it is, it is not looked at
    warning[W007]: `oneOf` must be a list of schemas
      --> openapi.yaml:20:16 (#/components/schemas/A/properties/none/oneOf)
      help: write it as OpenAPI asks; as it is, it is not looked at
    warning[W007]: a schema is an object
      --> openapi.yaml:21:9 (#/components/schemas/A/properties/odd)
      help: write it as OpenAPI asks; as it is, it is not looked at
    ");
}

#[test]
fn parts_that_are_not_known_are_said() {
    let found = check(
        r"
paths:
  /a:
    post:
      operationId: a
      requestBody:
        content: {multipart/form-data: {schema: {type: string}}}
      responses: {}
",
    );

    assert_snapshot!(found, @"
    warning[W003]: the parts are not known, so files in them are sent as text
      --> openapi.yaml:8:19 (#/paths/~1a/post/requestBody/content/multipart~1form-data)
      help: describe the parts of `multipart/form-data` as the properties of an object
    ");
}

#[test]
fn a_style_that_the_place_does_not_have_is_said() {
    let found = check(
        r"
paths:
  /a/{id}:
    get:
      operationId: a
      parameters:
        - {name: id, in: path, required: true, style: form, schema: {type: string}}
        - {name: filter, in: query, style: deepobject, schema: {type: object}}
        - {name: Content-Type, in: header, schema: {type: string}}
      responses: {}
",
    );

    assert_snapshot!(found, @"
    warning[W004]: `form` is no style here
      --> openapi.yaml:8:11 (#/paths/~1a~1{id}/get/parameters/0)
      help: give a style that OpenAPI allows at this place; here the usual one is taken
    warning[W004]: `deepobject` is no style here
      --> openapi.yaml:9:11 (#/paths/~1a~1{id}/get/parameters/1)
      help: give a style that OpenAPI allows at this place; here the usual one is taken
    warning[W009]: the header `Content-Type` is that of the body
      --> openapi.yaml:10:11 (#/paths/~1a~1{id}/get/parameters/2)
      help: nothing is made of it; delete it if nothing should
    ");
}

#[test]
fn every_scheme_and_every_style_of_openapi_is_taken_without_a_word() {
    let found = check(
        r"
paths:
  /a/{id}:
    get:
      operationId: a
      parameters:
        - {name: id, in: path, required: true, style: matrix, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: where, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object}}
        - {name: ids, in: query, explode: false, schema: {type: array, items: {type: string}}}
        - {name: X-Points, in: header, schema: {type: array, items: {type: object}}}
      responses: {}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    password: {type: http, scheme: basic}
    digest: {type: http, scheme: digest}
    session: {type: apiKey, in: cookie, name: session}
    certificate: {type: mutualTLS}
",
    );

    assert_eq!(found, "");
}

#[test]
fn objects_that_require_each_other_are_said_once() {
    let found = check_schemas(
        r"
    A:
      type: object
      required: [b]
      properties: {b: {$ref: '#/components/schemas/B'}}
    B:
      type: object
      required: [a]
      properties: {a: {$ref: '#/components/schemas/A'}}
",
    );

    assert_snapshot!(found, @"
    warning[W008]: `B` requires itself by way of `a`
      --> openapi.yaml:17:5 (#/components/schemas/B)
      help: leave one of them out of `required`; here this one is taken as optional
    ");
}

#[test]
fn callbacks_that_nothing_is_made_of_are_said() {
    let found = check(
        r"
paths:
  /a:
    post:
      operationId: a
      callbacks: {done: {'{$request.body#/url}': {post: {responses: {}}}}}
      responses: {}
",
    );

    assert_snapshot!(found, @"
    warning[W009]: `callbacks` of an operation are not supported
      --> openapi.yaml:7:7 (#/paths/~1a/post/callbacks)
      help: nothing is made of it; delete it if nothing should
    ");
}

#[test]
fn one_problem_is_said_once_however_many_lead_to_it() {
    let found = check_schemas(
        r"
    A:
      type: object
      properties:
        one: {$ref: '#/components/schemas/Tag'}
        other: {$ref: '#/components/schemas/Tag'}
        many: {type: array, items: {$ref: '#/components/schemas/Tag'}}
    Tag: {type: string, lenght: 3}
",
    );

    assert_snapshot!(found.matches("warning[").count(), @"1");
}
