//! Request bodies: whether one is there, of which media type, and what it holds.

use serde_json::json;
use twinspec_referee::Referee;

use crate::{post, referee};

/// `POST /x` with this request body.
fn with(body: &str) -> Referee {
    referee(&format!(
        "paths:\n  /x:\n    post:\n      requestBody: {{ {body} }}\n      responses: {{ default: {{ description: any }} }}\n"
    ))
}

const NAMED: &str = "{ schema: { type: object, required: [name], properties: { name: { type: string }, age: { type: integer } } } }";

#[test]
fn a_required_body_must_be_there() {
    let required = with(&format!("required: true, content: {{ application/json: {NAMED} }}"));
    let optional = with(&format!("content: {{ application/json: {NAMED} }}"));

    assert_eq!(post("/x").reasons(&required), "request body: expected a body, found nothing");
    assert_eq!(
        post("/x").with("content-type", "application/json").reasons(&required),
        "request body: expected a body, found nothing"
    );
    assert_eq!(post("/x").reasons(&optional), "");
    assert_eq!(post("/x").with("content-type", "application/json").reasons(&optional), "");
}

#[test]
fn a_body_fits_its_schema_even_if_it_is_optional() {
    for required in [true, false] {
        let referee =
            with(&format!("required: {required}, content: {{ application/json: {NAMED} }}"));

        assert_eq!(post("/x").sending(&json!({ "name": "a", "more": 1 })).reasons(&referee), "");
        assert_eq!(
            post("/x").sending(&json!({ "name": 1, "age": 1.5 })).reasons(&referee),
            "request body /name: expected type `string`, found 1\n\
             request body /age: expected type `integer`, found 1.5"
        );
        assert_eq!(
            post("/x").sending(&json!({ "age": 1 })).reasons(&referee),
            "request body: expected property \"name\", found `age`"
        );
    }
}

#[test]
fn a_body_that_claims_to_be_json_is_json() {
    let referee = with("content: { application/json: {} }");

    assert_eq!(post("/x").sending_as("application/json", "[1]").reasons(&referee), "");
    let broken = post("/x").sending_as("application/json", "[1").reasons(&referee);
    assert!(broken.starts_with("request body: expected JSON, found [1 ("), "{broken}");
}

#[test]
fn the_media_type_is_a_declared_one() {
    let referee = with(&format!("content: {{ application/json: {NAMED}, text/csv: {{}} }}"));

    for fine in ["application/json", "application/json; charset=utf-8", "Application/JSON"] {
        let body = json!({ "name": "a" }).to_string();
        assert_eq!(post("/x").sending_as(fine, &body).reasons(&referee), "", "{fine}");
    }
    assert_eq!(post("/x").sending_as("text/csv", "a;b").reasons(&referee), "");
    assert_eq!(
        post("/x").sending_as("application/xml", "<a/>").reasons(&referee),
        "request content-type: expected `application/json` or `text/csv`, found `application/xml`"
    );
}

#[test]
fn a_body_needs_a_media_type() {
    let referee = with("content: { '*/*': {} }");
    let mut case = post("/x").sending_as("text/csv", "a");
    assert_eq!(case.reasons(&referee), "");

    case.request.headers_mut().clear();

    assert_eq!(case.reasons(&referee), "request content-type: expected `*/*`, found nothing");
}

#[test]
fn a_range_takes_all_its_media_types_and_the_closest_wins() {
    let referee = with(&format!(
        "content: {{ application/*: {{ schema: {{ type: array }} }}, application/json: {NAMED} }}"
    ));

    assert_eq!(post("/x").sending(&json!({ "name": "a" })).reasons(&referee), "");
    assert_eq!(post("/x").sending_as("application/hal+json", "[]").reasons(&referee), "");
    assert_eq!(
        post("/x").sending_as("application/hal+json", "{}").reasons(&referee),
        "request body: expected type `array`, found {}"
    );
    assert_eq!(
        post("/x").sending_as("text/json", "[]").reasons(&referee),
        "request content-type: expected `application/*` or `application/json`, found `text/json`"
    );
}

#[test]
fn parameters_of_a_media_type_count_where_they_are_declared() {
    let referee = with("content: { application/json;version=2: {} }");

    assert_eq!(post("/x").sending_as("application/json; version=2", "1").reasons(&referee), "");
    assert_ne!(post("/x").sending_as("application/json; version=1", "1").reasons(&referee), "");
}

#[test]
fn forms_are_read_by_schema() {
    let referee = with(
        "content: { application/x-www-form-urlencoded: { schema: { type: object, required: [grant],
            properties: { grant: { type: string, enum: [code] }, n: { type: integer },
            ids: { type: array, items: { type: integer } },
            at: { type: object, properties: { gte: { type: integer } } } } } } }",
    );
    let form = "application/x-www-form-urlencoded";

    let good = "grant=code&n=1&ids=1&ids=2&at[gte]=3&other=x";
    assert_eq!(post("/x").sending_as(form, good).reasons(&referee), "");
    assert_eq!(
        post("/x").sending_as(form, "grant=c%6Fde&n=x&ids=1&ids=b&at%5Bgte%5D=c").reasons(&referee),
        "request body /n: expected type `integer`, found \"x\"\n\
         request body /ids/1: expected type `integer`, found \"b\"\n\
         request body /at/gte: expected type `integer`, found \"c\""
    );
    assert_eq!(
        post("/x").sending_as(form, "n=1").reasons(&referee),
        "request body: expected property \"grant\", found `n`"
    );
    assert_eq!(
        post("/x").sending_as(form, "&").reasons(&referee),
        "request body: expected property \"grant\", found none"
    );
}

#[test]
fn plain_text_is_a_value_too() {
    let referee = with("content: { text/plain: { schema: { type: integer, maximum: 5 } } }");

    assert_eq!(post("/x").sending_as("text/plain", "4").reasons(&referee), "");
    assert_eq!(
        post("/x").sending_as("text/plain", "6").reasons(&referee),
        "request body: expected at most 5, found 6"
    );
}

#[test]
fn other_bodies_are_not_looked_into() {
    let referee = with("content: { application/octet-stream: { schema: { type: integer } } }");

    assert_eq!(post("/x").sending_as("application/octet-stream", "abc").reasons(&referee), "");
}

#[test]
fn a_body_that_is_not_described_is_ignored() {
    let referee =
        referee("paths: { /x: { post: { responses: { default: { description: any } } } } }");

    assert_eq!(post("/x").sending_as("a/b", "abc").reasons(&referee), "");
}

#[test]
fn a_referenced_body_is_found() {
    let referee = referee(&format!(
        "paths: {{ /x: {{ post: {{ requestBody: {{ $ref: '#/components/requestBodies/B' }}, responses: {{ default: {{ description: any }} }} }} }} }}
components: {{ requestBodies: {{ B: {{ required: true, content: {{ application/json: {NAMED} }} }} }} }}"
    ));

    assert_eq!(post("/x").sending(&json!({ "name": "a" })).reasons(&referee), "");
    assert_ne!(post("/x").sending(&json!({})).reasons(&referee), "");
    assert_ne!(post("/x").reasons(&referee), "");
}
