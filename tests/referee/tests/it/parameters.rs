//! Parameters: where they are, how they are written, and what they may say.

use twinspec_referee::Referee;

use crate::{get, referee};

/// One operation, `GET /x`, with these parameters.
fn with(parameters: &str) -> Referee {
    referee(&format!(
        "paths:\n  /x:\n    get:\n      parameters: [{parameters}]\n      responses: {{ default: {{ description: any }} }}\n"
    ))
}

/// `GET /x/{p}` with a path parameter of this style and schema.
fn with_path(rest: &str) -> Referee {
    referee(&format!(
        "paths:\n  '/x/{{p}}':\n    get:\n      parameters: [{{ name: p, in: path, required: true, {rest} }}]\n      responses: {{ default: {{ description: any }} }}\n"
    ))
}

#[test]
fn a_required_parameter_must_be_there() {
    let referee = with(
        "{ name: q, in: query, required: true, schema: { type: string } },
         { name: X-H, in: header, required: true, schema: { type: string } },
         { name: c, in: cookie, required: true, schema: { type: string } }",
    );

    let complete = get("/x?q=1").with("x-h", "1").with("cookie", "a=b; c=1");

    assert_eq!(complete.reasons(&referee), "");
    assert_eq!(
        get("/x").reasons(&referee),
        "request query q: expected a value, found nothing\n\
         request header X-H: expected a value, found nothing\n\
         request cookie c: expected a value, found nothing"
    );
}

#[test]
fn an_optional_parameter_may_be_missing_but_not_wrong() {
    let referee = with(
        "{ name: q, in: query, schema: { type: integer } },
         { name: X-H, in: header, schema: { type: boolean } },
         { name: c, in: cookie, schema: { type: string, enum: [a, b] } }",
    );

    assert_eq!(get("/x").reasons(&referee), "");
    assert_eq!(
        get("/x?q=1.5").with("x-h", "yes").with("cookie", "c=d").reasons(&referee),
        "request query q: expected type `integer`, found 1.5\n\
         request header X-H: expected type `boolean`, found \"yes\"\n\
         request cookie c: expected one of [\"a\",\"b\"], found \"d\""
    );
}

#[test]
fn undeclared_parameters_are_ignored() {
    let referee = with("{ name: q, in: query, schema: { type: integer } }");

    assert_eq!(get("/x?utm=1&q=2").with("x-any", "1").reasons(&referee), "");
}

#[test]
fn text_becomes_what_the_schema_wants() {
    let referee = with(
        "{ name: n, in: query, schema: { type: number, minimum: 0 } },
         { name: b, in: query, schema: { type: boolean } },
         { name: s, in: query, schema: { type: string } }",
    );

    assert_eq!(get("/x?n=1.5&b=true&s=12").reasons(&referee), "");
    assert_eq!(
        get("/x?n=-1&b=1").reasons(&referee),
        "request query n: expected at least 0, found -1\n\
         request query b: expected type `boolean`, found \"1\""
    );
}

#[test]
fn one_reading_of_several_is_enough() {
    let referee = with(
        "{ name: q, in: query, schema: { oneOf: [{ type: integer }, { type: string, enum: [all] }] } },
         { name: id, in: query, schema: { anyOf: [{ type: integer }, { type: string }], maxLength: 2 } }",
    );

    assert_eq!(get("/x?q=7&id=123").reasons(&referee), "");
    assert_eq!(get("/x?q=all&id=ab").reasons(&referee), "");
    assert_eq!(
        get("/x?q=none").reasons(&referee),
        "request query q: expected a match of one schema in `oneOf`, found \"none\""
    );
    assert_eq!(
        get("/x?id=abc").reasons(&referee),
        "request query id: expected at most 2 characters, found \"abc\""
    );
}

#[test]
fn query_values_are_percent_decoded() {
    let referee = with("{ name: 'a b', in: query, required: true, schema: { enum: [c d&e] } }");

    assert_eq!(get("/x?a%20b=c%20d%26e").reasons(&referee), "");
    assert_eq!(get("/x?a+b=c+d%26e").reasons(&referee), "");
    assert_ne!(get("/x?a%20b=c%2520d%26e").reasons(&referee), "");
}

#[test]
fn an_empty_value_needs_permission() {
    let strict = with("{ name: q, in: query, schema: { type: integer } }");
    let lax = with("{ name: q, in: query, allowEmptyValue: true, schema: { type: integer } }");

    assert_eq!(
        get("/x?q=").reasons(&strict),
        "request query q: expected type `integer`, found \"\""
    );
    assert_eq!(get("/x?q=").reasons(&lax), "");
    assert_eq!(get("/x?q").reasons(&lax), "");
    assert_ne!(get("/x?q=a").reasons(&lax), "");
}

#[test]
fn an_empty_value_is_null_where_null_is_allowed() {
    let referee = with("{ name: q, in: query, schema: { type: integer, nullable: true } }");

    assert_eq!(get("/x?q=").reasons(&referee), "");
    assert_ne!(get("/x?q=null").reasons(&referee), "");
}

#[test]
fn the_type_may_be_hidden_in_a_composition_or_left_out() {
    let referee = with(
        "{ name: deep, in: query, schema: { allOf: [{ minimum: 1 }, { maximum: 5 }, { anyOf: [{ type: integer }] }] } },
         { name: list, in: query, explode: false, schema: { items: { type: integer } } },
         { name: one, in: query, schema: { enum: [1, true] } }",
    );

    assert_eq!(get("/x?deep=3&list=1,2&one=1").reasons(&referee), "");
    assert_eq!(get("/x?one=true").reasons(&referee), "");
    assert_eq!(
        get("/x?deep=6&list=1,b&one=2").reasons(&referee),
        "request query deep: expected at most 5, found 6\n\
         request query list /1: expected type `integer`, found \"b\"\n\
         request query one: expected one of [1,true], found 2"
    );
}

#[test]
fn a_text_may_stand_for_a_list_or_an_object() {
    let referee = with(
        "{ name: ids, in: query, schema: { anyOf: [{ type: array, items: { type: integer } }, { type: string, enum: [all] }] } },
         { name: o, in: query, required: true, schema: { anyOf: [{ type: object, properties: { a: { type: integer } } }, { type: string }], maxLength: 3 } }",
    );

    assert_eq!(get("/x?ids=all&o=abc").reasons(&referee), "");
    assert_eq!(get("/x?ids=1&ids=2&o=abc").reasons(&referee), "");
    assert_ne!(get("/x?ids=none&o=abc").reasons(&referee), "");
    assert_ne!(get("/x?o=abcd").reasons(&referee), "");
}

#[test]
fn an_exploded_array_repeats_its_name() {
    let referee = with(
        "{ name: ids, in: query, schema: { type: array, maxItems: 2, items: { type: integer } } }",
    );

    assert_eq!(get("/x?ids=1&ids=2").reasons(&referee), "");
    assert_eq!(get("/x?ids=1").reasons(&referee), "");
    assert_eq!(get("/x?idsize=a").reasons(&referee), "");
    assert_eq!(get("/x?ids[]=1&ids[]=2").reasons(&referee), "");
    assert_eq!(
        get("/x?ids=1,2").reasons(&referee),
        "request query ids /0: expected type `integer`, found \"1,2\""
    );
    assert_eq!(
        get("/x?ids=1&ids=2&ids=3").reasons(&referee),
        "request query ids: expected at most 2 items, found [1,2,3]"
    );
}

#[test]
fn a_delimited_array_is_one_text() {
    let array = "schema: { type: array, items: { type: integer } }";
    let referee = with(&format!(
        "{{ name: f, in: query, explode: false, {array} }},
         {{ name: s, in: query, style: spaceDelimited, {array} }},
         {{ name: p, in: query, style: pipeDelimited, {array} }}",
    ));

    assert_eq!(get("/x?f=1,2&s=1%202&p=1|2").reasons(&referee), "");
    assert_eq!(get("/x?f=").reasons(&referee), "");
    assert_eq!(
        get("/x?f=1,b&s=1,2&p=1%7Cb").reasons(&referee),
        "request query f /1: expected type `integer`, found \"b\"\n\
         request query s /0: expected type `integer`, found \"1,2\"\n\
         request query p /1: expected type `integer`, found \"b\""
    );
}

#[test]
fn an_object_in_the_query_is_written_in_three_ways() {
    let object = "schema: { type: object, required: [a], properties: { a: { type: integer }, b: { type: string } } }";
    let exploded = with(&format!("{{ name: o, in: query, {object} }}"));
    let joined = with(&format!("{{ name: o, in: query, explode: false, {object} }}"));
    let deep = with(&format!("{{ name: o, in: query, style: deepObject, {object} }}"));

    assert_eq!(get("/x?a=1&b=2").reasons(&exploded), "");
    assert_eq!(get("/x?o=a,1,b,2").reasons(&joined), "");
    assert_eq!(get("/x?o[a]=1&o[b]=2").reasons(&deep), "");

    let wrong = "request query o /a: expected type `integer`, found \"z\"";
    assert_eq!(get("/x?a=z").reasons(&exploded), wrong);
    assert_eq!(
        get("/x?o=a,1,b").reasons(&joined),
        "request query o: expected type `object`, found \"a,1,b\""
    );
    assert_eq!(get("/x?o=a,z").reasons(&joined), wrong);
    assert_eq!(get("/x?o%5Ba%5D=z").reasons(&deep), wrong);
    assert_eq!(
        get("/x?o[b]=2").reasons(&deep),
        "request query o: expected property \"a\", found `b`"
    );
}

#[test]
fn deep_objects_nest_and_hold_lists() {
    let referee = with(
        "{ name: f, in: query, style: deepObject, schema: { type: object, properties: {
            at: { type: object, properties: { gte: { type: integer } } },
            ids: { type: array, items: { type: integer } } } } }",
    );

    assert_eq!(get("/x?f[at][gte]=5&f[ids][]=1&f[ids][]=2").reasons(&referee), "");
    assert_eq!(get("/x?f[ids][0]=1&f[ids][1]=2").reasons(&referee), "");
    assert_eq!(
        get("/x?f[at][gte]=b&f[ids][]=c").reasons(&referee),
        "request query f /at/gte: expected type `integer`, found \"b\"\n\
         request query f /ids/0: expected type `integer`, found \"c\""
    );
}

#[test]
fn a_parameter_with_content_is_json() {
    let referee = with(
        "{ name: f, in: query, content: { application/json: { schema: { type: object, properties: { a: { type: integer } } } } } }",
    );

    assert_eq!(get("/x?f=%7B%22a%22:1%7D").reasons(&referee), "");
    assert_eq!(
        get("/x?f=%7B%22a%22:null%7D").reasons(&referee),
        "request query f /a: expected type `integer`, found null"
    );
    assert_eq!(
        get("/x?f=a").reasons(&referee),
        "request query f: expected type `object`, found \"a\""
    );
}

#[test]
fn headers_hold_lists_and_objects() {
    let referee = with(
        "{ name: X-L, in: header, schema: { type: array, items: { type: integer } } },
         { name: X-O, in: header, explode: true, schema: { type: object, properties: { a: { type: integer } } } }",
    );

    assert_eq!(get("/x").with("x-l", "1, 2").with("x-o", "a=1,b=2").reasons(&referee), "");
    assert_eq!(get("/x").with("x-l", "1").with("x-l", "2").reasons(&referee), "");
    assert_eq!(
        get("/x").with("x-l", "1").with("x-l", "b").reasons(&referee),
        "request header X-L /1: expected type `integer`, found \"b\""
    );
    assert_eq!(
        get("/x").with("x-l", "1, b").with("x-o", "a=z").reasons(&referee),
        "request header X-L /1: expected type `integer`, found \"b\"\n\
         request header X-O /a: expected type `integer`, found \"z\""
    );
}

#[test]
fn headers_that_are_described_elsewhere_are_ignored() {
    let referee = with(
        "{ name: Accept, in: header, required: true, schema: { type: integer } },
         { name: Authorization, in: header, required: true, schema: { type: integer } },
         { name: Content-Type, in: header, required: true, schema: { type: integer } },
         { name: Accepted, in: header, required: true, schema: { type: integer } }",
    );

    assert_eq!(
        get("/x").reasons(&referee),
        "request header Accepted: expected a value, found nothing"
    );
}

#[test]
fn path_parameters_are_read_by_style() {
    let integers = "schema: { type: array, items: { type: integer } }";
    for (rest, good, bad) in [
        ("schema: { type: integer }".to_owned(), "/x/1", "/x/a"),
        (integers.to_owned(), "/x/1,2", "/x/1,a"),
        (format!("style: label, {integers}"), "/x/.1,2", "/x/.1,a"),
        (format!("style: label, explode: true, {integers}"), "/x/.1.2", "/x/.1.a"),
        (format!("style: matrix, {integers}"), "/x/;p=1,2", "/x/;p=1,a"),
        (format!("style: matrix, explode: true, {integers}"), "/x/;p=1;p=2", "/x/;p=1;p=a"),
        ("style: matrix, schema: { type: integer }".to_owned(), "/x/;p=5", "/x/;p=a"),
    ] {
        let referee = with_path(&rest);
        assert_eq!(get(good).reasons(&referee), "", "{rest}");
        assert!(
            get(bad).reasons(&referee).ends_with("expected type `integer`, found \"a\""),
            "{rest}"
        );
    }
}

#[test]
fn an_operation_replaces_a_parameter_of_its_path() {
    let referee = referee(
        r"
paths:
  /x:
    parameters:
      - { name: q, in: query, required: true, schema: { type: string } }
      - { name: r, in: query, required: true, schema: { type: string } }
    get:
      parameters:
        - $ref: '#/components/parameters/Q'
      responses: { default: { description: any } }
components:
  parameters:
    Q: { name: q, in: query, schema: { type: integer } }
",
    );

    assert_eq!(get("/x").reasons(&referee), "request query r: expected a value, found nothing");
    assert_eq!(
        get("/x?q=a&r=b").reasons(&referee),
        "request query q: expected type `integer`, found \"a\""
    );
    assert_eq!(get("/x?q=1&r=b").reasons(&referee), "");
}
