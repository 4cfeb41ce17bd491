//! `OpenAPI` 3.1: the types and checks that are made of JSON Schema 2020-12.

use insta::assert_snapshot;
use serde_json::Value;

use super::check;
use crate::project::{Project, document};

pub(super) const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Things, version: '1', summary: All of them.}
jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base
paths:
  /things:
    post:
      operationId: create-thing
      tags: [Things]
      parameters:
        - {name: page, in: query, schema: {type: [integer, 'null'], exclusiveMinimum: 0}}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      responses:
        '200':
          description: Fine.
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
    delete: {operationId: delete-things, tags: [Things]}
components:
  schemas:
    Part: {type: object, properties: {name: {type: string}}}
    Thing:
      type: object
      required: [name, kind, nothing]
      properties:
        name: {type: [string, 'null'], examples: [a, b]}
        kind: {const: thing}
        state: {type: [string, 'null'], enum: [open, closed, null]}
        size: {type: number, exclusiveMinimum: 0, exclusiveMaximum: 10.5}
        several: {type: [string, integer]}
        part: {anyOf: [{$ref: '#/components/schemas/Part'}, {type: 'null'}]}
        either: {oneOf: [{type: string}, {type: integer}, {type: 'null'}]}
        nothing: {type: 'null'}
        pair: {type: array, prefixItems: [{type: string}], items: {type: integer}}
        map: {type: object, patternProperties: {^a: {type: string}}, additionalProperties: {type: integer}}
        some: {type: array, items: true, contains: {type: string}, minContains: 0, maxContains: 2}
";

#[test]
fn types_with_null_and_constants_are_typed_without_a_warning() {
    let found = check(
        DOCUMENT,
        &[
            ("client/types.rs", "pub struct Thing "),
            ("client/types.rs", "pub enum ThingKind"),
            ("client/types.rs", "pub enum ThingState"),
            ("client/types.rs", "pub enum ThingEither"),
            ("client/things.rs", "rt::parameters!"),
        ],
    );

    assert_eq!(Project::new(&document(DOCUMENT)).problems(), "");
    assert_snapshot!(found, @r#"
    pub struct Thing with extra:
        new(name(rt::Nullable<String>), kind(ThingKind), nothing(rt::Nullable<rt::Json>))
    {
        pub name: rt::Nullable<String>,
        pub kind: ThingKind,
        pub state: rt::Field<ThingState>,
        pub size: Option<f64>,
        pub several: Option<ThingSeveral>,
        pub part: rt::Field<Part>,
        pub either: rt::Field<ThingEither>,
        pub nothing: rt::Nullable<rt::Json>,
        pub pair: Option<Vec<rt::Json>>,
        pub map: Option<rt::Map<rt::Json>>,
        pub some: Option<Vec<rt::Json>>,
    }

    pub enum ThingKind { Thing = "thing" }

    pub enum ThingState { Open = "open", Closed = "closed" }

    pub enum ThingEither { Text(String) = (0, text), Integer(i64) = (1, integer) }

    rt::parameters! { Create {
        /// Sets `page`.
        page(i64) = 0,
    } }
    "#);
}

#[test]
fn the_mock_checks_by_the_schemas_as_they_stand() {
    let project = Project::new(&document(DOCUMENT));

    let (blueprint, _) = twinspec::blueprint(&project.settings()).unwrap();
    let definitions: Value = serde_json::from_str(&blueprint.definitions).unwrap();
    let properties = definitions["Thing"]["properties"].as_object().unwrap();
    let properties = properties.iter().map(|(name, it)| format!("{name}: {it}"));

    assert_eq!(
        &*blueprint.operations[0].parameters[0].schema,
        r#"{"type":["integer","null"],"exclusiveMinimum":0}"#
    );
    assert_snapshot!(properties.collect::<Vec<_>>().join("\n"), @r##"
    name: {"type":["string","null"],"examples":["a","b"]}
    kind: {"const":"thing"}
    state: {"type":["string","null"],"enum":["open","closed",null]}
    size: {"type":"number","exclusiveMinimum":0,"exclusiveMaximum":10.5}
    several: {"type":["string","integer"]}
    part: {"anyOf":[{"$ref":"#/$defs/Part"},{"type":"null"}]}
    either: {"oneOf":[{"type":"string"},{"type":"integer"},{"type":"null"}]}
    nothing: {"type":"null"}
    pair: {"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"integer"}}
    map: {"type":"object","patternProperties":{"^a":{"type":"string"}},"additionalProperties":{"type":"integer"}}
    some: {"type":"array","items":true,"contains":{"type":"string"},"minContains":0,"maxContains":2}
    "##);
}
