//! Responses: headers, media types, bodies.

use serde_json::json;
use twinspec_referee::Referee;

use crate::{case, get, referee};

/// `GET /x` and `HEAD /x` with this response 200.
fn with(response: &str) -> Referee {
    referee(&format!(
        "paths:
  /x:
    get: {{ responses: {{ '200': {{ $ref: '#/components/responses/R' }} }} }}
    head: {{ responses: {{ '200': {{ $ref: '#/components/responses/R' }} }} }}
components:
  responses:
    R: {{ description: ok, {response} }}
  headers:
    Rate: {{ schema: {{ type: integer }} }}
"
    ))
}

#[test]
fn a_required_header_must_be_there() {
    let referee = with("headers: { X-Total: { required: true, schema: { type: integer } } }");

    assert_eq!(get("/x").answer_header("x-total", "3").violations(&referee), "");
    assert_eq!(
        get("/x").violations(&referee),
        "response header X-Total: expected a value, found nothing"
    );
}

#[test]
fn a_header_fits_its_schema_even_if_it_is_optional() {
    let referee = with(
        "headers: { X-Rate: { $ref: '#/components/headers/Rate' },
                    X-L: { schema: { type: array, items: { type: integer } } },
                    Content-Type: { required: true, schema: { type: integer } } }",
    );

    assert_eq!(get("/x").violations(&referee), "");
    assert_eq!(
        get("/x").answer_header("x-rate", "5").answer_header("x-l", "1,2").violations(&referee),
        ""
    );
    assert_eq!(
        get("/x").answer_header("x-rate", "fast").answer_header("x-l", "1,b").violations(&referee),
        "response header X-Rate: expected type `integer`, found \"fast\"\n\
         response header X-L /1: expected type `integer`, found \"b\""
    );
}

#[test]
fn undeclared_headers_are_ignored() {
    let referee = with("headers: { X-Rate: { schema: { type: integer } } }");

    assert_eq!(get("/x").answer_header("x-request-id", "abc").violations(&referee), "");
}

#[test]
fn the_media_type_is_one_documented_for_the_status() {
    let referee =
        with("content: { application/json: { schema: { type: integer } }, text/plain: {} }");

    assert_eq!(get("/x").answer(&json!(1)).violations(&referee), "");
    assert_eq!(
        get("/x").answer_as("application/json; charset=utf-8", "1").violations(&referee),
        ""
    );
    assert_eq!(get("/x").answer_as("text/plain", "one").violations(&referee), "");
    assert_eq!(
        get("/x").answer_as("text/html", "1").violations(&referee),
        "response content-type: expected `application/json` or `text/plain`, found `text/html`"
    );
}

#[test]
fn a_documented_body_must_come() {
    let referee = with("content: { application/json: {} }");

    assert_eq!(
        get("/x").violations(&referee),
        "response content-type: expected `application/json`, found nothing"
    );
    assert_eq!(
        get("/x").answer_as("application/json", "").violations(&referee),
        "response body: expected JSON, found nothing"
    );
}

#[test]
fn an_undocumented_body_must_not_come() {
    let referee = with("");

    assert_eq!(get("/x").violations(&referee), "");
    assert_eq!(
        get("/x").answer(&json!({ "ok": true })).violations(&referee),
        "response body: expected nothing, found {\"ok\":true}"
    );
}

#[test]
fn a_body_that_claims_to_be_json_is_json() {
    let referee = with("content: { application/json: {} }");

    assert_eq!(get("/x").answer_as("application/json", "null").violations(&referee), "");
    let broken = get("/x").answer_as("application/json", "{'a'}").violations(&referee);
    assert!(broken.starts_with("response body: expected JSON, found {'a'} ("), "{broken}");
}

#[test]
fn an_answer_to_head_has_headers_only() {
    let referee = with(
        "headers: { X-Total: { required: true, schema: { type: integer } } }, content: { application/json: {} }",
    );

    assert_eq!(case("HEAD", "/x").answer_header("x-total", "1").violations(&referee), "");
    assert_eq!(
        case("HEAD", "/x").violations(&referee),
        "response header X-Total: expected a value, found nothing"
    );
}

#[test]
fn no_content_needs_none_although_some_is_documented() {
    let referee = referee(
        "paths: { /x: { get: { responses: { 2XX: { description: any, content: { application/json: {} } } } } } }",
    );

    assert_eq!(get("/x").gets(204).violations(&referee), "");
    assert_ne!(get("/x").gets(200).violations(&referee), "");
}

#[test]
fn an_exact_status_comes_before_its_range_and_the_range_before_default() {
    let referee = referee(
        "paths:
  /x:
    get:
      responses:
        default: { description: any, content: { a/default: {} } }
        4XX: { description: any, content: { a/range: {} } }
        '404': { description: any, content: { a/exact: {} } }
",
    );

    for (status, content_type, key) in
        [(404, "a/exact", "404"), (400, "a/range", "4XX"), (500, "a/default", "default")]
    {
        let verdict = get("/x").gets(status).answer_as(content_type, "x").judged_by(&referee);
        assert!(verdict.is_pass(), "{verdict}");
        assert_eq!(verdict.documented_as(), Some(key));
    }
    assert_ne!(get("/x").gets(404).answer_as("a/range", "x").violations(&referee), "");
}

#[test]
fn a_long_value_is_cut_in_the_message() {
    let referee = with("content: { application/json: { schema: { type: integer } } }");

    let message = get("/x").answer(&json!("é\n".repeat(5000))).violations(&referee);

    assert!(message.starts_with("response body: expected type `integer`, found \"é"), "{message}");
    assert!(message.ends_with('…') && message.chars().count() < 250, "{message}");
}
