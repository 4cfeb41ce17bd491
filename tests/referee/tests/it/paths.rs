//! Which operation a request is meant for.

use crate::{case, get, referee};

const CONTACTS: &str = r"
servers:
  - url: https://{host}/api/{version}
    variables: { host: { default: x.test }, version: { default: v2 } }
paths:
  /contacts/{contactId}:
    get: { operationId: read, responses: { '200': { description: ok } } }
    put: { operationId: replace, responses: { '200': { description: ok } } }
  /contacts/search:
    post: { operationId: search, responses: { '200': { description: ok } } }
  /contacts/business/{id}:
    get: { operationId: business, responses: { '200': { description: ok } } }
  /contacts/{contactId}/{part}:
    get: { operationId: part, responses: { '200': { description: ok } } }
  /files/{name}.{extension}:
    get: { operationId: file, responses: { '200': { description: ok } } }
  /files/{name}:
    get: { operationId: folder, responses: { '200': { description: ok } } }
  /files/{name}:copy:
    get: { operationId: copy, responses: { '200': { description: ok } } }
  /:
    get: { operationId: home, responses: { '200': { description: ok } } }
";

fn operation(method: &str, target: &str) -> Option<String> {
    let verdict = case(method, target).gets(200).judged_by(&referee(CONTACTS));
    verdict.operation().map(str::to_owned)
}

fn operation_of_get(target: &str) -> Option<String> {
    operation("GET", target)
}

#[test]
fn the_more_literal_template_is_meant() {
    assert_eq!(operation_of_get("/contacts/business/7").as_deref(), Some("business"));
    assert_eq!(operation_of_get("/contacts/7/tags").as_deref(), Some("part"));
    assert_eq!(operation("POST", "/contacts/search").as_deref(), Some("search"));
}

#[test]
fn a_template_without_the_method_leaves_the_request_to_a_less_literal_one() {
    assert_eq!(operation_of_get("/contacts/search").as_deref(), Some("read"));
    assert_eq!(operation("PUT", "/contacts/business/7"), None);
}

#[test]
fn a_segment_may_mix_literals_and_parameters() {
    assert_eq!(operation_of_get("/files/a.b.txt").as_deref(), Some("file"));
    assert_eq!(operation_of_get("/files/a").as_deref(), Some("folder"));
    assert_eq!(operation_of_get("/files/a:copy").as_deref(), Some("copy"));
    assert_eq!(operation_of_get("/files/.txt").as_deref(), Some("folder"));
    assert_eq!(operation_of_get("/files/a.b:copy").as_deref(), Some("copy"));
}

#[test]
fn the_last_separator_of_a_segment_separates() {
    let referee = referee(
        "paths:
  /{name}.{kind}:
    get:
      parameters:
        - { name: name, in: path, required: true, schema: { type: string, minLength: 3 } }
        - { name: kind, in: path, required: true, schema: { enum: [txt] } }
      responses: { default: { description: any } }
",
    );

    assert_eq!(get("/a.b.txt").reasons(&referee), "");
    assert_eq!(
        get("/a.txt.b").reasons(&referee),
        "request path kind: expected one of [\"txt\"], found \"b\""
    );
}

#[test]
fn paths_and_operations_may_have_servers_of_their_own() {
    let referee = referee(
        "paths:
  /a:
    servers: [{ url: /of-path }]
    get:
      servers: [{ url: 'https://x.test/of-operation/' }]
      responses: { default: { description: any } }
",
    );

    for target in ["/a", "/of-path/a", "/of-operation/a"] {
        assert_eq!(get(target).judged_by(&referee).operation(), Some("GET /a"), "{target}");
    }
    assert_eq!(get("/of-nobody/a").judged_by(&referee).operation(), None);
}

#[test]
fn a_path_parameter_that_the_template_lacks_asks_for_nothing() {
    let referee = referee(
        "paths: { /a: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { default: { description: any } } } } }",
    );

    assert_eq!(get("/a").reasons(&referee), "");
}

#[test]
fn the_base_path_of_a_server_is_optional() {
    assert_eq!(operation_of_get("/api/v2/contacts/7").as_deref(), Some("read"));
    assert_eq!(operation_of_get("/api/v2").as_deref(), Some("home"));
    assert_eq!(operation_of_get("/api/v3/contacts/7"), None);
}

#[test]
fn a_trailing_slash_is_ignored() {
    assert_eq!(operation_of_get("/contacts/7/").as_deref(), Some("read"));
    assert_eq!(operation("POST", "/contacts/search/").as_deref(), Some("search"));
    assert_eq!(operation_of_get("/").as_deref(), Some("home"));
    assert_eq!(operation_of_get("/contacts//"), None);
}

#[test]
fn segments_are_percent_decoded() {
    let referee = referee(
        "paths:
  '/a b/{p}':
    get:
      parameters: [{ name: p, in: path, required: true, schema: { enum: [x/y] } }]
      responses: { default: { description: any } }
",
    );

    assert_eq!(get("/a%20b/x%2Fy").reasons(&referee), "");
    assert_eq!(get("/a%20b/x%252Fy").judged_by(&referee).operation(), Some("GET /a b/{p}"));
    assert_ne!(get("/a%20b/x%252Fy").reasons(&referee), "");
    assert_eq!(get("/a%20b/x/y").judged_by(&referee).operation(), None);
}

#[test]
fn one_of_the_operations_alike_is_enough() {
    let referee = referee(
        "paths:
  /p/{id}:
    get:
      operationId: byNumber
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: ok } }
  /p/{name}:
    get:
      operationId: byName
      parameters: [{ name: name, in: path, required: true, schema: { pattern: '^[a-z]+$' } }]
      responses: { '203': { description: ok } }
",
    );

    let number = get("/p/7").gets(200).judged_by(&referee);
    assert!(number.is_pass(), "{number}");
    assert_eq!(number.operation(), Some("byNumber"));
    let name = get("/p/rex").gets(203).judged_by(&referee);
    assert!(name.is_pass(), "{name}");
    assert_eq!(name.operation(), Some("byName"));

    assert_eq!(
        get("/p/7").gets(203).violations(&referee),
        "response status: expected one of 200, found 203"
    );
    assert_eq!(get("/p/R7").gets(400).violations(&referee), "");
    assert_ne!(get("/p/R7").gets(200).violations(&referee), "");
}

#[test]
fn a_refusal_that_suits_only_the_wrong_operation_does_not_pass() {
    let referee = referee(
        "paths:
  /p/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: ok } }
  /p/{name}:
    get:
      parameters: [{ name: name, in: path, required: true, schema: { pattern: '^[a-z]+$' } }]
      responses: { '200': { description: ok } }
",
    );

    assert_eq!(
        get("/p/7").gets(404).violations(&referee),
        "response status: expected one of 200, found 404"
    );
}

#[test]
fn a_query_in_a_path_is_required_and_a_fragment_is_dropped() {
    let referee = referee(
        "paths:
  /do?action=start:
    post: { operationId: start, responses: { '200': { description: ok } } }
  /do:
    put: { operationId: any, responses: { '200': { description: ok } } }
  /do?action=now:
    put: { operationId: now, responses: { '200': { description: ok } } }
  /do?action=stop:
    post: { operationId: stop, responses: { '200': { description: ok } } }
  /plain#again:
    post: { operationId: plain, responses: { '200': { description: ok } } }
",
    );

    let stop = case("POST", "/do?action=stop").gets(200).judged_by(&referee);
    assert!(stop.is_pass(), "{stop}");
    assert_eq!(stop.operation(), Some("stop"));
    assert!(!case("POST", "/do?action=x").gets(200).judged_by(&referee).is_pass());
    let missing = case("POST", "/do").gets(400).reasons(&referee);
    assert_eq!(missing, "request query action: expected `start`, found nothing");
    assert_eq!(case("POST", "/plain").gets(200).judged_by(&referee).operation(), Some("plain"));

    assert_eq!(case("PUT", "/do?action=now").judged_by(&referee).operation(), Some("now"));
    assert_eq!(case("PUT", "/do?action=x").judged_by(&referee).operation(), Some("any"));
}
