//! Requests that the client would never send.

use bytes::Bytes;
use tests::Harness;

use crate::cases::contacts::seeded::INES;

pub(crate) async fn malformed_json_names_line_and_column(harness: &Harness) -> String {
    let request = json(harness.request("POST", "/contacts/"), "{\n  \"locationId\": ,\n}");
    status(harness, request).await
}

pub(crate) async fn a_body_over_a_mebibyte_is_too_large(harness: &Harness) -> String {
    // The document says nothing of sizes, so the referee wants another reason to refuse it.
    let name = "x".repeat(1024 * 1024);
    let body = format!(r#"{{"locationId": "{}", "nickname": "{name}"}}"#, harness.location());
    let request = json(harness.request("POST", "/contacts/"), &body);
    let before = harness.client.contacts().list(harness.location()).await.unwrap().count;
    let status = status(harness, request).await;
    let after = harness.client.contacts().list(harness.location()).await.unwrap().count;
    assert_eq!(before, after);
    harness.transcript.clear();
    status
}

pub(crate) async fn another_media_type_is_unsupported(harness: &Harness) -> String {
    let request = harness.request("POST", "/contacts/").header("content-type", "text/plain");
    status(harness, request.body(Bytes::from_static(b"{}")).unwrap()).await
}

pub(crate) async fn an_unknown_route_is_not_found(harness: &Harness) -> String {
    let request = harness.request("GET", "/contacts/a/b/c/d").body(Bytes::new()).unwrap();
    status(harness, request).await
}

pub(crate) async fn a_wrong_method_says_which_are_allowed(harness: &Harness) -> String {
    let path = format!("/contacts/{INES}");
    let request = harness.request("PATCH", &path).body(Bytes::new()).unwrap();
    status(harness, request).await
}

pub(crate) async fn a_missing_or_unknown_version_is_unauthorized(harness: &Harness) -> String {
    let path = format!("/contacts/{INES}");
    let mut missing = harness.request("GET", &path).body(Bytes::new()).unwrap();
    missing.headers_mut().remove("version");
    let mut unknown = harness.request("GET", &path).body(Bytes::new()).unwrap();
    unknown.headers_mut().insert("version", "1999-12-31".parse().unwrap());
    status(harness, missing).await + &status(harness, unknown).await
}

pub(crate) async fn unknown_properties_and_wrong_types_are_all_named(harness: &Harness) -> String {
    let body = r#"{"locationId": 7, "firstName": ["Mara"], "nickname": "M", "dnd": "no",
        "customFields": [{"field_value": true}], "tags": "web"}"#;
    status(harness, json(harness.request("POST", "/contacts/"), body)).await
}

fn json(request: http::request::Builder, body: &str) -> http::Request<Bytes> {
    let request = request.header("content-type", "application/json");
    request.body(Bytes::copy_from_slice(body.as_bytes())).unwrap()
}

/// The transcript shows the rest.
async fn status(harness: &Harness, request: http::Request<Bytes>) -> String {
    format!("{}\n", harness.send(request).await.unwrap().status())
}
