//! The three verdicts.

use serde_json::json;
use twinspec_referee::Side;

use crate::{Case, case, get, post, referee};

const PETS: &str = r"
x-error-schema: { $ref: '#/components/schemas/Error' }
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: 10 } }
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { type: array, items: { type: string } } } }
        4XX:
          description: not ok
          content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } }
    post:
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [name] } } }
      responses:
        '201': { description: created }
        default: { description: else }
  /pets/{id}:
    delete:
      operationId: deletePet
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '204': { description: gone } }
components:
  schemas:
    Error:
      type: object
      required: [message]
      properties: { message: { type: string } }
";

fn check(case: &Case) -> String {
    case.violations(&referee(PETS))
}

#[test]
fn a_valid_request_may_get_a_documented_status() {
    let verdict = get("/pets?limit=3").gets(200).answer(&json!(["Rex"])).judged_by(&referee(PETS));

    assert!(verdict.is_pass(), "{verdict}");
    assert!(verdict.is_request_valid());
    assert_eq!(verdict.operation(), Some("listPets"));
    assert_eq!(verdict.documented_as(), Some("200"));
    assert_eq!(verdict.to_string(), "listPets: pass");
}

#[test]
fn a_valid_request_must_not_get_an_undocumented_status() {
    let verdict = get("/pets").gets(202).answer(&json!([])).judged_by(&referee(PETS));

    assert!(!verdict.is_pass());
    assert_eq!(verdict.documented_as(), None);
    assert_eq!(verdict.violations()[0].side, Side::Response);
    assert_eq!(
        verdict.to_string(),
        "listPets: response status: expected one of 200, 4XX, found 202"
    );
}

#[test]
fn where_no_success_is_documented_any_will_do() {
    let document = r"
paths:
  /pets:
    post: { responses: { '405': { description: Invalid input } } }
    delete: { responses: { '302': { description: elsewhere } } }
";
    let referee = referee(document);

    assert_eq!(post("/pets").gets(201).violations(&referee), "");
    assert_eq!(
        post("/pets").gets(500).violations(&referee),
        "response status: expected one of 405, found 500"
    );
    let deleted = case("DELETE", "/pets").gets(200);
    assert_eq!(deleted.violations(&referee), "response status: expected one of 302, found 200");
}

#[test]
fn a_range_documents_all_its_statuses() {
    let error = json!({ "message": "busy" });

    let verdict = get("/pets").gets(429).answer(&error).judged_by(&referee(PETS));
    assert!(verdict.is_pass(), "{verdict}");
    assert_eq!(verdict.documented_as(), Some("4XX"));

    let outside = get("/pets").gets(500).answer(&error);
    assert_eq!(check(&outside), "response status: expected one of 200, 4XX, found 500");
}

#[test]
fn default_documents_every_status() {
    let request = || post("/pets").sending(&json!({ "name": "Rex" }));

    let verdict = request().gets(503).judged_by(&referee(PETS));
    assert!(verdict.is_pass(), "{verdict}");
    assert_eq!(verdict.documented_as(), Some("default"));
    assert_eq!(verdict.operation(), Some("POST /pets"));

    let with_body = request().gets(503).answer(&json!("down"));
    assert_eq!(check(&with_body), "response body: expected nothing, found \"down\"");
}

#[test]
fn a_valid_request_must_get_a_valid_body() {
    assert_eq!(
        check(&get("/pets").gets(200).answer(&json!(["Rex", 7]))),
        "response body /1: expected type `string`, found 7"
    );
}

#[test]
fn an_invalid_request_must_get_a_4xx() {
    let error = json!({ "message": "limit" });

    let refused = get("/pets?limit=11").gets(422).answer(&error).judged_by(&referee(PETS));
    assert!(refused.is_pass(), "{refused}");
    assert!(!refused.is_request_valid());
    assert_eq!(
        crate::lines(refused.request_reasons()),
        "request query limit: expected at most 10, found 11"
    );

    let taken = get("/pets?limit=11").gets(200).answer(&json!([]));
    assert_eq!(
        check(&taken),
        "response status: expected 4xx because of the invalid request \
         (request query limit: expected at most 10, found 11), found 200"
    );
    let failed = get("/pets?limit=11").gets(500);
    assert!(check(&failed).starts_with("response status: expected 4xx"));
}

#[test]
fn the_refusal_of_an_invalid_request_fits_its_description() {
    assert_eq!(
        check(&get("/pets?limit=x").gets(400).answer(&json!({ "error": 1 }))),
        "response body: expected property \"message\", found `error`"
    );
    assert_eq!(
        check(&get("/pets?limit=x").gets(400)),
        "response content-type: expected `application/json`, found nothing"
    );
}

#[test]
fn an_undocumented_refusal_is_the_error_of_the_document_if_it_is_json() {
    let delete = || case("DELETE", "/pets/rex").gets(400);

    assert_eq!(check(&delete()), "");
    assert_eq!(check(&delete().answer_as("text/html", "<h1>no</h1>")), "");
    assert_eq!(check(&delete().answer(&json!({ "message": "no" }))), "");
    assert_eq!(
        check(&delete().answer(&json!({}))),
        "response body: expected property \"message\", found none"
    );
}

#[test]
fn what_belongs_to_no_operation_gets_the_error_of_the_document() {
    let error = json!({ "message": "nothing here" });
    for status in [404, 405, 413, 415] {
        for case in [get("/cats"), case("PUT", "/pets"), case("PATCH", "/pets/1")] {
            let verdict = case.gets(status).answer(&error).judged_by(&referee(PETS));
            assert!(verdict.is_pass(), "{verdict}");
            assert_eq!(verdict.operation(), None);
            assert!(!verdict.is_request_valid());
        }
    }
}

#[test]
fn what_belongs_to_no_operation_gets_no_other_status() {
    let error = json!({ "message": "nothing here" });
    for status in [200, 204, 301, 400, 401, 500] {
        let expected = format!(
            "response status: expected 404, 405, 413 or 415, because no operation has this \
             method and path, found {status}"
        );
        assert_eq!(check(&get("/cats").gets(status).answer(&error)), expected);
    }
}

#[test]
fn what_belongs_to_no_operation_gets_no_other_error() {
    assert_eq!(
        check(&get("/cats").gets(404).answer(&json!({ "message": null }))),
        "response body /message: expected type `string`, found null"
    );
    assert_eq!(
        check(&get("/cats").gets(404).answer_as("text/plain", "no")),
        "response content-type: expected JSON, as `x-error-schema` describes it, \
         found `text/plain`"
    );
    assert_eq!(
        check(&get("/cats").gets(404)),
        "response content-type: expected JSON, as `x-error-schema` describes it, found nothing"
    );
}

const TOKENS: &str = r"
servers: [{ url: 'https://api.test/v1' }]
x-error-schema: { $ref: '#/components/schemas/Error' }
paths:
  /oauth/refresh:
    post: { operationId: refresh, responses: { '200': { description: described after all } } }
components:
  schemas: { Error: { type: object, required: [message] } }
  securitySchemes:
    app:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://login.test/authorize
          tokenUrl: https://login.test/oauth/token?tenant=1
          refreshUrl: /oauth/refresh
          scopes: {}
        clientCredentials: { tokenUrl: 'https://login.test', scopes: {} }
    person: { $ref: '#/components/securitySchemes/Discovered' }
    Discovered: { type: openIdConnect, openIdConnectUrl: https://login.test/.well-known/openid-configuration }
";

#[test]
fn what_the_authorization_server_answers_is_not_judged() {
    let referee = referee(TOKENS);
    let granted = json!({ "access_token": "x" });
    for case in [
        post("/oauth/token").gets(200).answer(&granted),
        post("/v1/oauth/token/").gets(400).answer(&json!({ "error": "invalid_grant" })),
        get("/authorize?response_type=code").gets(302),
        get("/.well-known/openid-configuration").gets(200).answer(&json!({})),
    ] {
        let verdict = case.judged_by(&referee);

        assert!(verdict.is_pass(), "{verdict}");
        assert_eq!((verdict.operation(), verdict.is_request_valid()), (None, false));
        assert!(verdict.unjudged().is_some(), "{verdict}");
    }
    let verdict = post("/oauth/token").gets(200).judged_by(&referee);
    assert_eq!(
        verdict.to_string(),
        "no operation: not judged, because it is for the authorization server \
         (#/components/securitySchemes/app/flows/authorizationCode/tokenUrl)"
    );
}

#[test]
fn beside_the_authorization_server_everything_is_judged() {
    let referee = referee(TOKENS);
    for case in [
        // It is broken, whatever it was asked for.
        post("/oauth/token").gets(500),
        // An operation describes it.
        post("/oauth/refresh").gets(201),
        // A URL without a path is nowhere, not everywhere.
        get("/").gets(200),
        get("/v1").gets(200),
        post("/oauth/tokens").gets(200),
    ] {
        let verdict = case.judged_by(&referee);

        assert!(!verdict.is_pass(), "{verdict}");
        assert_eq!(verdict.unjudged(), None);
    }
}

#[test]
fn without_an_error_schema_only_the_status_counts() {
    let referee = referee("paths: {}");

    assert_eq!(get("/cats").gets(404).violations(&referee), "");
    assert_ne!(get("/cats").gets(200).violations(&referee), "");
}

#[test]
fn options_may_be_answered_although_undocumented() {
    assert_eq!(check(&case("OPTIONS", "/pets").gets(204)), "");
    assert_eq!(check(&case("OPTIONS", "/pets").gets(200)), "");
    assert_ne!(check(&case("OPTIONS", "/pets").gets(201)), "");
}

#[test]
fn head_belongs_to_no_operation_unless_documented() {
    assert_eq!(check(&case("HEAD", "/pets").gets(405)), "");
    assert_ne!(check(&case("HEAD", "/pets").gets(200)), "");
}

#[test]
fn operations_tell_what_there_is_to_cover() {
    let referee = referee(PETS);

    let operations: Vec<_> = referee
        .operations()
        .map(|it| format!("{} {} {} {}", it.id, it.method, it.path, it.statuses.join(",")))
        .collect();

    assert_eq!(
        operations,
        [
            "listPets GET /pets 200,4XX",
            "POST /pets POST /pets 201,default",
            "deletePet DELETE /pets/{id} 204",
        ]
    );
}
