//! Documents that cannot be read, and what is said of them.

use serde_json::json;
use twinspec_referee::{Referee, Side};

use crate::{get, post, referee};

const HEAD: &str = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";

/// The problems of a document, a line each.
fn problems(body: &str) -> String {
    match Referee::from_yaml(&format!("{HEAD}{body}")) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn yaml_and_json_are_the_same_document() {
    let value = json!({ "openapi": "3.1.0", "paths": { "/x": { "get": { "responses": { "200": { "description": "ok" } } } } } });

    let yaml = Referee::from_yaml(
        "openapi: 3.1.0\npaths:\n  /x:\n    get:\n      responses:\n        200: { description: ok }\n",
    );

    for referee in [
        yaml.unwrap(),
        Referee::from_json(&value.to_string()).unwrap(),
        Referee::from_value(value).unwrap(),
    ] {
        assert_eq!(get("/x").gets(200).violations(&referee), "");
        assert_ne!(get("/x").gets(201).violations(&referee), "");
    }
}

#[test]
fn yaml_words_that_look_like_booleans_stay_words() {
    let referee = referee(
        "paths: { /x: { get: { parameters: [{ name: c, in: query, schema: { type: string, enum: [NO, on] } }], responses: { default: { description: any } } } } }",
    );

    assert_eq!(get("/x?c=NO").reasons(&referee), "");
    assert_ne!(get("/x?c=false").reasons(&referee), "");
}

#[test]
fn large_documents_are_read() {
    let names = (0..300_000).map(|it| it.to_string()).collect::<Vec<_>>().join(", ");
    let document = format!("{HEAD}x-list: [{names}]\npaths: {{}}");

    assert!(Referee::from_yaml(&document).is_ok());
}

#[test]
fn yaml_anchors_are_followed() {
    let referee = referee(
        "x-all: &all { default: { description: any, content: { text/csv: {} } } }\npaths: { /x: { get: { responses: *all } } }",
    );

    assert_eq!(get("/x").answer_as("text/csv", "a").violations(&referee), "");
    assert_ne!(get("/x").answer_as("text/html", "a").violations(&referee), "");
}

#[test]
fn what_is_no_document_is_refused() {
    for text in ["", "a: [", "3", "[]", "swagger: '2.0'", "openapi: 4.0.0", "openapi: 3", "a: *b"] {
        let error = Referee::from_yaml(text).err().unwrap();
        assert_eq!(error.problems()[0].pointer, "#", "{text}");
    }
    assert!(
        Referee::from_json("{").err().unwrap().to_string().starts_with("`#`: the text is not JSON")
    );
}

#[test]
fn every_wrong_reference_is_named_with_its_place() {
    assert_eq!(
        problems(
            "paths:
  /a:
    get:
      parameters: [{ $ref: '#/components/parameters/P' }]
      requestBody: { $ref: '#/components/requestBodies/B' }
      responses:
        '200': { $ref: '#/components/responses/R' }
        '201': { description: ok, headers: { H: { $ref: '#/components/headers/H' } } }
        '202': { description: ok, content: { application/json: { schema: { items: { $ref: '#/components/schemas/S' } } } } }
  /b: { $ref: '#/components/pathItems/I' }
  /c: { $ref: 'other.yaml#/c' }
"
        ),
        "`#/paths/~1a/get/parameters/0`: `$ref: #/components/parameters/P` points at nothing\n\
         `#/paths/~1a/get/requestBody`: `$ref: #/components/requestBodies/B` points at nothing\n\
         `#/paths/~1a/get/responses/200`: `$ref: #/components/responses/R` points at nothing\n\
         `#/paths/~1a/get/responses/201/headers/H`: `$ref: #/components/headers/H` points at nothing\n\
         `#/paths/~1a/get/responses/202/content/application~1json/schema/items`: `$ref: #/components/schemas/S` points at nothing\n\
         `#/paths/~1b`: `$ref: #/components/pathItems/I` points at nothing\n\
         `#/paths/~1c`: `$ref: other.yaml#/c` leaves the document; expected `#/…`, bundle the files first"
    );
}

#[test]
fn a_wrong_reference_in_an_unused_schema_counts_once() {
    assert_eq!(
        problems(
            "components: { schemas: { A: { properties: { b: { $ref: '#/components/schemas/B' } } } } }"
        ),
        "`#/components/schemas/A/properties/b`: `$ref: #/components/schemas/B` points at nothing"
    );
}

#[test]
fn references_in_a_circle_are_refused() {
    assert_eq!(
        problems(
            "components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } } }"
        ),
        "`#/components/schemas/A`: a `$ref` that leads back to itself\n\
         `#/components/schemas/B`: a `$ref` that leads back to itself"
    );
}

#[test]
fn other_slips_are_named_with_their_place() {
    assert_eq!(
        problems(
            "x-error-schema: { $ref: '#/components/schemas/E' }
paths:
  /a:
    get:
      security: [{ key: [] }]
      parameters:
        - { in: query }
        - { name: a, in: body }
        - { name: b, in: query, style: loud }
      responses:
        ok: { description: ok }
        '600': { description: ok }
        '200': { description: ok, content: { application/json: { schema: 3 } } }
"
        ),
        "`#/paths/~1a/get/parameters/0`: expected a parameter with a `name`\n\
         `#/paths/~1a/get/parameters/1`: expected `in: path`, `query`, `header` or `cookie`\n\
         `#/paths/~1a/get/parameters/2`: `style: loud` does not exist\n\
         `#/paths/~1a/get/responses/ok`: expected a status: `200`, `2XX` or `default`\n\
         `#/paths/~1a/get/responses/600`: expected a status: `200`, `2XX` or `default`\n\
         `#/paths/~1a/get/responses/200/content/application~1json/schema`: expected a schema\n\
         `#/paths/~1a/get/security/0/key`: no security scheme is called `key`\n\
         `#/x-error-schema`: `$ref: #/components/schemas/E` points at nothing"
    );
}

#[test]
fn a_schema_that_cannot_be_compiled_fails_what_needs_it_and_nothing_else() {
    let text = format!(
        "{HEAD}paths:
  /x:
    get: {{ responses: {{ '200': {{ description: ok }} }} }}
    post:
      requestBody: {{ content: {{ application/json: {{ schema: {{ type: strange }} }} }} }}
      responses: {{ '200': {{ description: ok }} }}
"
    );
    let referee = Referee::from_yaml(&text).unwrap();

    assert_eq!(get("/x").gets(200).violations(&referee), "");
    let verdict = post("/x").sending(&json!("a")).gets(200).judged_by(&referee);
    assert!(!verdict.is_pass());
    assert_eq!(verdict.violations()[0].side, Side::Document);
    assert_eq!(verdict.request_reasons(), []);
    let error = referee.check_schemas().unwrap_err();
    assert_eq!(
        error.problems()[0].pointer,
        "#/paths/~1x/post/requestBody/content/application~1json/schema"
    );
}
