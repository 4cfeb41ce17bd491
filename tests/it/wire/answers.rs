//! What is answered: the media type that is wanted, the answer that is wished for.

use http::Request;
use serde_json::json;

use super::Served;

const PET: &str = "
paths:
  /pet:
    get:
      operationId: pet
      responses:
        '200':
          description: ok
          headers:
            X-Limit: {required: true, schema: {type: integer, minimum: 7}}
            X-Note: {schema: {type: string}, example: hi}
            X-Other: {schema: {type: string}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              examples: {cat: {value: {name: Tom}}, dog: {value: {name: Rex}}}
            application/xml: {schema: {$ref: '#/components/schemas/Pet'}, example: {name: Tom & Co}}
            text/plain: {example: Tom}
        '404': {description: none, content: {application/json: {schema: {type: object, required: [message],
          properties: {message: {type: string}}}}}}
components: {schemas: {Pet: {type: object, required: [name], properties: {name: {type: string}, age: {type:
  integer, minimum: 3}}}}}
";

fn wish(wish: &str) -> http::request::Builder {
    Request::get("/pet").header("prefer", wish)
}

#[tokio::test]
async fn the_most_welcome_media_type_is_given() {
    let served = Served::of(PET);
    for (accept, media_type, text) in [
        ("*/*", "application/json", r#"{"name":"Tom"}"#),
        (
            "text/*;q=0.5, application/xml;q=0.9",
            "application/xml",
            "<xml><name>Tom &amp; Co</name></xml>",
        ),
        ("application/json;q=0.1, text/plain", "text/plain", "Tom"),
        ("application/vnd.pets+json", "application/json", r#"{"name":"Tom"}"#),
        ("text/plain;q=0, */*;q=0.1", "application/json", r#"{"name":"Tom"}"#),
    ] {
        let reply = served.send(Request::get("/pet").header("accept", accept), "").await;

        assert_eq!(
            (reply.header("content-type"), reply.text.as_str()),
            (media_type, text),
            "{accept}"
        );
    }
}

#[tokio::test]
async fn what_nobody_can_give_is_406() {
    let served = Served::of(
        "paths: {/x: {get: {operationId: x, responses: {'200': {description: ok, content: {text/plain: \
         {example: a}}}, '406': {description: no, content: {application/json: {schema: {type: object, \
         required: [status], properties: {status: {type: integer}}}}}}}}}}",
    );

    let reply = served.send(Request::get("/x").header("accept", "image/png"), "").await;

    assert_eq!((reply.status.as_u16(), reply.json()), (406, json!({ "status": 406 })));
}

#[tokio::test]
async fn an_answer_of_the_document_can_be_wished_for() {
    let served = Served::of(PET);

    assert_eq!(served.send(wish("example=dog"), "").await.json(), json!({ "name": "Rex" }));
    assert_eq!(served.get("/pet?__example=dog").await.json(), json!({ "name": "Rex" }));
    assert_eq!(served.send(wish("code=404"), "").await.json(), json!({ "message": "Not Found" }));
    let both = served.send(wish("code=200; example=dog"), "").await;
    assert_eq!((both.status.as_u16(), both.json()), (200, json!({ "name": "Rex" })));
    let made = served.send(wish("dynamic=true"), "").await.json();
    assert!(made["age"].as_i64().is_some_and(|it| it >= 3), "{made}");
    for unknown in ["code=500", "code=x", "example=cow"] {
        assert_eq!(served.send(wish(unknown), "").await.status, 404, "{unknown}");
    }
}

#[tokio::test]
async fn headers_that_the_document_requires_or_shows_are_sent() {
    let reply = Served::of(PET).get("/pet").await;

    assert!(reply.header("x-limit").parse::<u32>().is_ok_and(|it| it >= 7));
    assert_eq!((reply.header("x-note"), reply.headers.get("x-other")), ("hi", None));
}

#[tokio::test]
async fn pages_of_other_origins_may_call_when_the_mock_is_told_so() {
    let preflight = || {
        Request::options("/pet")
            .header("origin", "https://app.test")
            .header("access-control-request-method", "GET")
            .header("access-control-request-headers", "x-a, authorization")
    };
    let open = Served::with(PET, twinspec_mock::Builder::cors);

    let asked = open.send(preflight(), "").await;
    let got = open.send(Request::get("/pet").header("origin", "https://app.test"), "").await;
    let closed = Served::of(PET).send(preflight(), "").await;

    assert_eq!(asked.status, 204);
    assert_eq!(asked.header("access-control-allow-origin"), "https://app.test");
    assert_eq!(asked.header("access-control-allow-headers"), "x-a, authorization");
    assert_eq!(got.header("access-control-allow-origin"), "https://app.test");
    assert_eq!(closed.header("access-control-allow-origin"), "");
}
