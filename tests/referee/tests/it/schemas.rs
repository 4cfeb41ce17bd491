//! The rewriting of schemas, seen through request and response bodies.

use serde_json::{Value, json};
use twinspec_referee::Referee;

use crate::{post, referee_for};

/// `POST /x` takes and returns `S`; `components` are further schemas.
fn with(version: &str, schema: &str, components: &str) -> Referee {
    referee_for(
        version,
        &format!(
            "paths:
  /x:
    post:
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S' }} }} }} }}
      responses:
        '200':
          description: ok
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S' }} }} }}
components:
  schemas:
    S: {schema}
{components}
"
        ),
    )
}

fn request(referee: &Referee, value: &Value) -> String {
    post("/x").sending(value).reasons(referee)
}

fn response(referee: &Referee, value: &Value) -> String {
    post("/x").gets(200).answer(value).violations(referee)
}

#[track_caller]
fn takes(referee: &Referee, values: &[Value]) {
    for value in values {
        assert_eq!(request(referee, value), "", "{value}");
        assert_eq!(response(referee, value), "", "{value}");
    }
}

#[track_caller]
fn refuses(referee: &Referee, values: &[Value]) {
    for value in values {
        assert_ne!(request(referee, value), "", "{value}");
        assert_ne!(response(referee, value), "", "{value}");
    }
}

#[test]
fn nullable_lets_null_in_and_nothing_else() {
    for schema in [
        "{ type: string, nullable: true }",
        "{ type: string, enum: [a], nullable: true }",
        "{ enum: [a], nullable: true }",
        "{ nullable: true, allOf: [{ $ref: '#/components/schemas/A' }] }",
        "{ type: string, nullable: true, oneOf: [{ type: string }, { type: integer }] }",
        "{ nullable: true, anyOf: [{ type: string }] }",
        "{ type: string, format: uri, nullable: true, not: { enum: [b] }, minLength: 0, pattern: a }",
    ] {
        let referee = with("3.0.3", schema, "    A: { type: string }");
        takes(&referee, &[json!(null)]);
        refuses(&referee, &[json!(1), json!({})]);
    }
}

#[test]
fn without_nullable_null_is_refused() {
    for schema in ["{ type: string }", "{ type: string, nullable: false }", "{ enum: [a] }"] {
        refuses(&with("3.0.3", schema, ""), &[json!(null)]);
    }
}

#[test]
fn nullable_means_nothing_in_3_1() {
    refuses(&with("3.1.0", "{ type: string, nullable: true }", ""), &[json!(null)]);
    takes(&with("3.1.0", "{ type: [string, 'null'] }", ""), &[json!(null), json!("a")]);
}

#[test]
fn siblings_of_a_reference_count_in_3_1_only() {
    let schema = "{ $ref: '#/components/schemas/A', maxLength: 1, nullable: true }";
    let other = "    A: { type: string }";

    takes(&with("3.0.3", schema, other), &[json!("ab")]);
    refuses(&with("3.0.3", schema, other), &[json!(null)]);
    let inner = format!("{{ properties: {{ a: {schema} }} }}");
    takes(&with("3.0.3", &inner, other), &[json!({ "a": "ab" })]);
    refuses(&with("3.0.3", &inner, other), &[json!({ "a": null })]);
    refuses(&with("3.1.0", &inner, other), &[json!({ "a": "ab" })]);
    refuses(&with("3.1.0", schema, other), &[json!("ab"), json!(1)]);
    takes(&with("3.1.0", schema, other), &[json!("a")]);
}

#[test]
fn limits_are_exclusive_by_flag_in_3_0_and_by_number_in_3_1() {
    let flags =
        "{ minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: true, type: number }";
    let numbers = "{ exclusiveMinimum: 1, exclusiveMaximum: 3, type: number }";
    let inclusive = "{ minimum: 1, exclusiveMinimum: false, maximum: 3, type: number }";

    for referee in [with("3.0.3", flags, ""), with("3.1.0", numbers, "")] {
        takes(&referee, &[json!(1.5), json!(2)]);
        refuses(&referee, &[json!(1), json!(3)]);
    }
    takes(&with("3.0.3", inclusive, ""), &[json!(1), json!(3)]);
    refuses(&with("3.0.3", inclusive, ""), &[json!(0.5), json!(3.5)]);
}

#[test]
fn a_read_only_property_is_required_of_responses_only() {
    for version in ["3.0.3", "3.1.0"] {
        let schema = "{ type: object, required: [id, name], properties: { id: { type: string, readOnly: true }, name: { type: string } } }";
        let referee = with(version, schema, "");

        let without = json!({ "name": "a" });
        assert_eq!(request(&referee, &without), "");
        assert_eq!(
            response(&referee, &without),
            "response body: expected property \"id\", found `name`"
        );
        takes(&referee, &[json!({ "id": "1", "name": "a" })]);
        assert_eq!(
            request(&referee, &json!({ "id": 1 })),
            "request body: expected property \"name\", found `id`\n\
             request body /id: expected type `string`, found 1"
        );
    }
}

#[test]
fn a_write_only_property_is_required_of_requests_and_forbidden_in_responses() {
    for version in ["3.0.3", "3.1.0"] {
        let schema = "{ type: object, required: [secret], properties: { secret: { type: string, writeOnly: true } } }";
        let referee = with(version, schema, "");

        assert_eq!(request(&referee, &json!({ "secret": "s" })), "");
        assert_ne!(request(&referee, &json!({})), "");
        assert_eq!(response(&referee, &json!({})), "");
        assert_eq!(
            response(&referee, &json!({ "secret": "s" })),
            "response body /secret: expected nothing, found \"s\""
        );
    }
}

#[test]
fn a_read_only_property_may_be_declared_apart_from_required() {
    let referee = with(
        "3.0.3",
        "{ required: [id, name], allOf: [{ $ref: '#/components/schemas/A' }, { required: [id] }] }",
        "    A: { type: object, properties: { id: { $ref: '#/components/schemas/Id' }, name: { type: string } } }
    Id: { type: string, readOnly: true }",
    );

    assert_eq!(request(&referee, &json!({ "name": "a" })), "");
    assert_ne!(request(&referee, &json!({ "id": "a" })), "");
    assert_ne!(response(&referee, &json!({ "name": "a" })), "");
}

#[test]
fn formats_are_checked() {
    for (format, good, bad) in [
        ("date-time", "2024-02-29T10:00:00Z", "2024-02-29 10:00"),
        ("date", "2024-02-29", "2023-02-29"),
        ("email", "a@x.test", "a.x.test"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567"),
        ("uri", "https://x.test/a", "/a"),
        ("ipv4", "127.0.0.1", "127.0.0.256"),
        ("ipv6", "::1", "1::2::3"),
        ("hostname", "x.test", "-x-"),
        ("byte", "YWI=", "YWI"),
        ("byte", "YWJj", "===="),
        ("byte", "+/==", "-_=="),
    ] {
        for version in ["3.0.3", "3.1.0"] {
            let referee = with(version, &format!("{{ type: string, format: {format} }}"), "");
            takes(&referee, &[json!(good)]);
            assert_eq!(
                request(&referee, &json!(bad)),
                format!("request body: expected format `{format}`, found \"{bad}\"")
            );
        }
    }
    takes(&with("3.0.3", "{ type: string, format: password }", ""), &[json!("any")]);
}

#[test]
fn whole_numbers_have_the_range_of_their_format() {
    let small = with("3.0.3", "{ type: integer, format: int32, maximum: 9999999999 }", "");
    takes(&small, &[json!(i32::MAX), json!(i32::MIN), json!(1.0)]);
    refuses(&small, &[json!(i64::from(i32::MAX) + 1), json!(i64::from(i32::MIN) - 1), json!(0.5)]);

    let large = with("3.1.0", "{ type: integer, format: int64 }", "");
    takes(&large, &[json!(i64::MAX), json!(i64::MIN)]);
    refuses(&large, &[json!(9_223_372_036_854_775_808_u64), json!(1e30)]);

    let nullable = with("3.0.3", "{ type: integer, format: int32, nullable: true }", "");
    takes(&nullable, &[json!(null), json!(1)]);
    refuses(&nullable, &[json!(3_000_000_000_u64), json!("1")]);
}

#[test]
fn annotations_constrain_nothing() {
    let referee = with(
        "3.0.3",
        "{ type: object, example: 1, xml: { name: n }, discriminator: { propertyName: kind }, externalDocs: { url: x }, x-any: { type: array }, default: 3, deprecated: true, properties: { kind: { type: string, example: { $ref: nowhere } } } }",
        "",
    );

    takes(&referee, &[json!({}), json!({ "kind": "a" })]);
    refuses(&referee, &[json!({ "kind": 1 }), json!(3)]);
}

#[test]
fn a_property_may_be_called_like_a_keyword() {
    let referee = with(
        "3.0.3",
        "{ type: object, properties: { $ref: { type: string }, nullable: { type: boolean }, required: { type: integer } } }",
        "",
    );

    takes(&referee, &[json!({ "$ref": "a", "nullable": true, "required": 1 })]);
    refuses(
        &referee,
        &[json!({ "$ref": 1 }), json!({ "nullable": 1 }), json!({ "required": true })],
    );
}

#[test]
fn recursive_schemas_end() {
    for version in ["3.0.3", "3.1.0"] {
        let referee = with(
            version,
            "{ type: object, required: [name], properties: { name: { type: string }, children: { type: array, items: { $ref: '#/components/schemas/S' } } } }",
            "",
        );

        takes(&referee, &[json!({ "name": "a", "children": [{ "name": "b", "children": [] }] })]);
        assert_eq!(
            request(
                &referee,
                &json!({ "name": "a", "children": [{ "name": "b", "children": [{}] }] })
            ),
            "request body /children/0/children/0: expected property \"name\", found none"
        );
    }
}

#[test]
fn schemas_that_contain_each_other_end() {
    let referee = with(
        "3.0.3",
        "{ oneOf: [{ $ref: '#/components/schemas/Cat' }], properties: { kind: { type: string } } }",
        "    Cat: { allOf: [{ $ref: '#/components/schemas/S' }, { type: object, required: [kind] }] }",
    );

    takes(&referee, &[json!({ "kind": "cat" })]);
    refuses(&referee, &[json!({}), json!({ "kind": 1 })]);
}

#[test]
fn references_lead_anywhere_in_the_document() {
    let referee = with(
        "3.0.3",
        "{ type: object, properties: { a: { $ref: '#/components/schemas/Odd~1%20name' }, b: { $ref: '#/components/schemas/S/properties/a' } } }",
        "    Odd/ name: { type: integer }",
    );

    takes(&referee, &[json!({ "a": 1, "b": 2 })]);
    refuses(&referee, &[json!({ "a": "1" }), json!({ "b": "2" })]);
}

#[test]
fn combinations_are_checked_and_the_closest_member_explains() {
    let referee = with(
        "3.0.3",
        "{ oneOf: [{ type: object, required: [a], properties: { a: { type: integer } } }, { type: object, required: [b], properties: { b: { type: object, properties: { c: { type: integer } } } } }] }",
        "",
    );

    takes(&referee, &[json!({ "a": 1 }), json!({ "b": { "c": 1 } })]);
    assert_eq!(
        request(&referee, &json!({ "b": { "c": "x" } })),
        "request body /b/c: expected type `integer`, found \"x\""
    );
    assert_eq!(
        request(&referee, &json!({ "a": 1, "b": {} })),
        "request body: expected a match of only one schema in `oneOf`, found {\"a\":1,\"b\":{}}"
    );
}

#[test]
fn each_kind_of_constraint_has_its_words() {
    for (schema, value, message) in [
        ("{ type: string, minLength: 2 }", json!("a"), "at least 2 characters, found \"a\""),
        ("{ type: string, pattern: '^a' }", json!("b"), "a match of `^a`, found \"b\""),
        ("{ type: array, minItems: 1 }", json!([]), "at least 1 items, found []"),
        ("{ type: array, uniqueItems: true }", json!([1, 1]), "items that differ, found [1,1]"),
        (
            "{ type: number, multipleOf: 0.5 }",
            json!(0.7),
            "otherwise (value is not a multiple of 0.5), found 0.7",
        ),
        (
            "{ type: object, additionalProperties: false }",
            json!({ "a": 1 }),
            "no properties, found 1",
        ),
        (
            "{ properties: { b: {} }, additionalProperties: false }",
            json!({ "a": 1, "b": 2 }),
            "no property `a`, found `a`, `b`",
        ),
        ("{ minimum: 1, exclusiveMinimum: true }", json!(1), "more than 1, found 1"),
        (
            "{ anyOf: [{ type: string }, { type: array }] }",
            json!(1),
            "a match of one schema in `anyOf`, found 1",
        ),
        ("{ type: object, additionalProperties: { type: integer } }", json!({ "a": "b" }), ""),
    ] {
        let got = request(&with("3.0.3", schema, ""), &value);
        if message.is_empty() {
            assert_eq!(got, "request body /a: expected type `integer`, found \"b\"");
        } else {
            assert_eq!(got, format!("request body: expected {message}"));
        }
    }
}

#[test]
fn json_schema_keywords_work_in_3_1() {
    for (schema, good, bad) in [
        ("{ const: a }", json!("a"), json!("b")),
        ("{ type: [string, integer] }", json!(1), json!(1.5)),
        (
            "{ prefixItems: [{ type: string }], items: { type: integer } }",
            json!(["a", 1]),
            json!([1, "a"]),
        ),
        (
            "{ if: { required: [a] }, then: { required: [b] } }",
            json!({ "a": 1, "b": 1 }),
            json!({ "a": 1 }),
        ),
        ("{ dependentRequired: { a: [b] } }", json!({ "b": 1 }), json!({ "a": 1 })),
        (
            "{ patternProperties: { '^x-': { type: integer } } }",
            json!({ "x-a": 1 }),
            json!({ "x-a": "b" }),
        ),
        ("{ propertyNames: { maxLength: 1 } }", json!({ "a": 1 }), json!({ "ab": 1 })),
        ("{ contains: { const: 1 } }", json!([2, 1]), json!([2])),
        (
            "{ allOf: [{ properties: { a: true } }], unevaluatedProperties: false }",
            json!({ "a": 1 }),
            json!({ "b": 1 }),
        ),
        ("{ properties: { a: false } }", json!({ "b": 1 }), json!({ "a": 1 })),
        ("{ not: { type: integer } }", json!("a"), json!(1)),
    ] {
        let referee = with("3.1.0", schema, "");
        takes(&referee, &[good]);
        refuses(&referee, &[bad]);
    }
}

#[test]
fn a_name_required_twice_is_required_once() {
    let referee = with("3.0.3", "{ type: object, required: [a, a] }", "");

    takes(&referee, &[json!({ "a": 1 })]);
    refuses(&referee, &[json!({})]);
}
