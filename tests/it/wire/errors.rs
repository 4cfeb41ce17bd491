//! What is refused, in the document's own words.

use http::Request;
use serde_json::{Value, json};

use super::Served;

/// Serves an operation that wants an integer `n` in its body, and says so in this form.
fn error(status: &str, schema: &str) -> Served {
    Served::of(&format!(
        "
paths:
  /x:
    post:
      operationId: x
      requestBody: {{required: true, content: {{application/json: {{schema: {{type: object, required: [n],
        additionalProperties: false, properties: {{n: {{type: integer}}, m: {{type: string}}}}}}}}}}}}
      responses:
        '200': {{description: ok}}
        {status}: {{description: bad, content: {{application/json: {{schema: {schema}}}}}}}
"
    ))
}

async fn refused(status: &str, schema: &str) -> (u16, Value) {
    let reply = error(status, schema).post("/x", "application/json", r#"{"m": 1}"#).await;
    (reply.status.as_u16(), reply.json())
}

const MISSING: &str = "`/n` in the body is missing";
const WRONG: &str = "`/m` in the body must be `string`, not integer";

#[tokio::test]
async fn an_error_says_everything_in_the_places_that_it_has() {
    let text = "{type: string}";
    let cases = [
        (
            "'400'",
            format!("{{type: object, required: [error], properties: {{error: {{type: object, required: \
                     [message, type], properties: {{message: {text}, type: {{type: string, enum: [api_error, \
                     invalid_request_error]}}, param: {{type: string, nullable: true}}}}}}}}}}"),
            400,
            json!({ "error": { "message": format!("{WRONG}; {MISSING}"),
                "type": "invalid_request_error", "param": "m" } }),
        ),
        (
            "4XX",
            format!("{{type: object, properties: {{errors: {{type: array, items: {{type: object, properties: \
                     {{code: {text}, detail: {text}, status: {text}, source: {{type: object, properties: \
                     {{pointer: {text}}}}}}}}}}}}}}}"),
            422,
            json!({ "errors": [
                { "code": "type", "detail": WRONG, "status": "422", "source": { "pointer": "/m" } },
                { "code": "required", "detail": MISSING, "status": "422", "source": { "pointer": "/n" } },
            ] }),
        ),
        (
            "default",
            "{type: object, required: [code, extra, ok], properties: {code: {type: integer}, ok: {type: \
             boolean}, extra: {type: string, minLength: 40}, errors: {type: object, additionalProperties: \
             {type: array, items: {type: string}}}}}"
                .to_owned(),
            422,
            json!({ "code": 422, "ok": false, "errors": { "m": [WRONG], "n": [MISSING] } }),
        ),
        (
            "'422'",
            format!("{{oneOf: [{{type: object, required: [kind], properties: {{kind: {{enum: [other]}}}}}}, \
                     {{allOf: [{{type: object, properties: {{title: {text}}}}}, {{type: object, required: \
                     [status], properties: {{status: {{type: integer}}, messages: {{type: array, items: \
                     {text}}}}}}}]}}]}}"),
            422,
            json!({ "title": "Unprocessable Entity", "status": 422, "messages": [WRONG, MISSING] }),
        ),
    ];
    for (status, schema, code, expected) in cases {
        let (found, mut body) = refused(status, &schema).await;

        // What nobody can know is made so that the body is valid; the referee has looked.
        body.as_object_mut().unwrap().remove("extra");
        assert_eq!((found, body), (code, expected), "{schema}");
    }
}

#[tokio::test]
async fn without_a_schema_for_the_status_errors_are_problem_details() {
    let served = error("'404'", "{type: object}");

    let reply = served.post("/x", "application/json", r#"{"m": 1}"#).await;

    assert_eq!(reply.status, 422);
    assert_eq!(reply.header("content-type"), "application/problem+json");
    let first = &reply.json()["errors"][0];
    assert_eq!((&first["pointer"], &first["expected"]), (&json!("/m"), &json!("string")));
    assert_eq!(first["found"], "integer");
}

#[tokio::test]
async fn credentials_are_asked_for_as_each_operation_declares_it() {
    let served = Served::of(
        "
paths:
  /both: {get: {operationId: a, security: [{key: [], basic: []}], responses: {'200': {description: ok},
    '403': {description: no, content: {application/json: {schema: {type: object, required: [code],
    properties: {code: {type: string, enum: [nope, forbidden]}}}}}}}}}
  /either: {get: {operationId: b, security: [{key: []}, {basic: []}], responses: {'200': {description: ok}}}}
  /optional: {get: {operationId: c, security: [{}, {key: []}], responses: {'200': {description: ok}}}}
components: {securitySchemes: {key: {type: apiKey, in: query, name: key}, basic: {type: http, scheme: basic}}}
",
    );
    let basic = |path: &str| Request::get(path).header("authorization", "Basic YTpi");

    let half = served.get("/both?key=k").await;
    assert_eq!((half.status.as_u16(), half.json()), (403, json!({ "code": "forbidden" })));
    assert_eq!(served.send(basic("/both?key=k"), "").await.status, 200);
    assert_eq!(served.get("/either").await.status, 401);
    assert_eq!(served.send(basic("/either"), "").await.status, 200);
    assert_eq!(served.get("/optional").await.status, 200);
}
