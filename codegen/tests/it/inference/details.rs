//! How lists are cut, and what ids and stamps look like.

use insta::assert_snapshot;

use super::{ID, THING, answers, check};

/// Returns how a list with these query parameters is cut into pages.
fn check_paging(parameters: &str) -> String {
    let many = answers(&format!("{{type: array, items: {THING}}}"));
    let found = check(&format!(
        "paths:\n  /things: {{get: {{operationId: list, parameters: [{parameters}], {many}}}}}\n"
    ));
    let (_, listing) = found.split_once("list: thing: ").unwrap();
    listing.replace(", as the path is the collection\n", "")
}

#[test]
fn paging_is_known_by_the_names_of_its_parameters() {
    let number = "in: query, schema: {type: integer";
    let text = "in: query, schema: {type: string";

    let offset = check_paging(&format!(
        "{{name: limit, {number}, default: 5}}}}, {{name: skip, {number}}}}}"
    ));
    let page = check_paging(&format!(
        "{{name: per_page, {text}, default: '7'}}}}, {{name: page, {number}}}}}"
    ));
    let cursor = check_paging(&format!("{{name: starting_after, {text}}}}}"));
    let both = check_paging(&format!(
        "{{name: startAfter, {number}}}}}, {{name: startAfterId, {text}}}}}"
    ));
    let ways = check_paging(&format!(
        "{{name: skip, {text}}}}}, {{name: startAfter, in: query, schema: {{type: array, items: {{type: string}}}}}}"
    ));
    let day = check_paging(&format!(
        "{{name: page, {number}}}}}, {{name: after, {text}, format: date-time}}}}"
    ));
    let none = check_paging(&format!("{{name: q, {text}}}}}, {{name: color, {text}}}}}"));

    assert_snapshot!([offset, page, cursor, both, ways, day, none].join("\n"), @r#"
    List, limit Some(Limit { parameter: "limit", default: 5 }), starts [Offset { parameter: "skip" }]
    List, limit Some(Limit { parameter: "per_page", default: 7 }), starts [Page { parameter: "page", first: 1 }]
    List, starts [After { id: "starting_after", stamp: None }]
    List, starts [After { id: "startAfterId", stamp: Some("startAfter") }]
    List, starts [Offset { parameter: "skip" }, After { id: "startAfter", stamp: None }]
    List, starts [Page { parameter: "page", first: 1 }]
    List, query Some("q")
    "#);
}

/// Returns the shape of the ids and the stamps of a thing with these properties.
fn check_shape(properties: &str) -> String {
    let one = answers(&format!("{{type: object, properties: {{{properties}}}}}"));
    let found = check(&format!(
        "paths:\n  /things/{{id}}: {{get: {{operationId: read, parameters: [{ID}], {one}}}}}\n"
    ));
    let (shape, _) = found.lines().next().unwrap().rsplit_once(": ").unwrap();
    shape.to_owned()
}

#[test]
fn ids_look_like_their_type_and_examples() {
    let shapes = [
        check_shape("id: {type: string}"),
        check_shape(
            "id: {type: string, format: uuid, example: 0b5f2c3e-8a6b-4c1d-9e2f-3a4b5c6d7e8f}",
        ),
        check_shape("id: {type: integer}"),
        check_shape("id: {type: string, example: Lq3VtYb8ZkR1mWc7Xd20}"),
        check_shape("id: {type: string, example: cus_Nf8aB3kQ2x}"),
        check_shape("id: {type: string, example: 507f1f77bcf86cd799439011}"),
        check_shape("_id: {type: string, example: 507f1f77bcf86cd799439011}"),
        check_shape("uuid: {type: string}"),
    ];

    assert_snapshot!(shapes.join("\n"), @r#"
    thing (things), id is Uuid, given
    thing (things), id is Uuid, given
    thing (things), id is Integer, given
    thing (things), id is Random { prefix: "", alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length: 20 }, given
    thing (things), id is Random { prefix: "cus_", alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length: 10 }, given
    thing (things), id is Random { prefix: "", alphabet: "0123456789abcdef", length: 24 }, given
    thing (things), _id is Random { prefix: "", alphabet: "0123456789abcdef", length: 24 }, given
    thing (things), uuid is Uuid, given
    "#);
}

#[test]
fn stamps_are_known_by_their_names_and_written_as_their_type_says() {
    let shapes = [
        check_shape(
            "id: {type: string}, createdAt: {type: string, format: date-time}, updatedAt: {type: string, format: date}",
        ),
        check_shape("id: {type: string}, created: {type: integer, example: 1700000000}"),
        check_shape(
            "id: {type: string}, created: {type: integer, example: 1700000000000}, updated: {type: integer}",
        ),
    ];

    assert_snapshot!(shapes.join("\n"), @"
    thing (things), id is Uuid, created createdAt Rfc3339Millis, updated updatedAt Date, given
    thing (things), id is Uuid, created created UnixSeconds, given
    thing (things), id is Uuid, created created UnixMillis, updated updated UnixSeconds, given
    ");
}
