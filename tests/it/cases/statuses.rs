//! Each operation, refused in each way that it documents.

use std::fmt::Write as _;

use bytes::Bytes;
use serde_json::{Value, json};
use tests::Harness;

use crate::cases::contacts::seeded::INES;

/// A request for each of the 16 operations that the mock would answer with success.
fn requests(location: &str) -> Vec<(&'static str, String, Option<Value>)> {
    let contact = format!("/contacts/{INES}");
    let task = format!("{contact}/tasks/CxsuYqbIaxQOZazDYHwy");
    let business = "/contacts/business/6512f77f92cbb4fa00bbb4f9";
    let new_task = json!({"title": "Call", "dueDate": "2026-11-25T09:00:00Z", "completed": false});
    vec![
        ("GET", format!("/contacts/?locationId={location}"), None),
        ("POST", "/contacts/".to_owned(), Some(json!({"locationId": location}))),
        ("GET", format!("{business}?locationId={location}"), None),
        ("GET", contact.clone(), None),
        ("PUT", contact.clone(), Some(json!({"city": "Reno"}))),
        ("DELETE", contact.clone(), None),
        ("GET", format!("{contact}/tasks"), None),
        ("POST", format!("{contact}/tasks"), Some(new_task)),
        ("GET", task.clone(), None),
        ("PUT", task.clone(), Some(json!({"title": "Call"}))),
        ("DELETE", task.clone(), None),
        ("PUT", format!("{task}/completed"), Some(json!({"completed": true}))),
        ("GET", format!("{contact}/notes"), None),
        ("GET", format!("{contact}/notes/wi1yXnoKwFT1k6Ig3TtW"), None),
        ("GET", format!("{contact}/appointments"), None),
        ("POST", format!("{contact}/tags"), Some(json!({"tags": ["vip"]}))),
    ]
}

pub(crate) async fn every_operation_refuses_a_missing_token(harness: &Harness) -> String {
    let mut said = String::new();
    for (method, path, body) in requests(harness.location()) {
        let mut request = request(harness, method, &path, body.as_ref());
        request.headers_mut().remove("authorization");
        said.push_str(&refusal(harness, request, 401).await);
    }
    said
}

pub(crate) async fn every_operation_refuses_a_foreign_token(harness: &Harness) -> String {
    let mut said = String::new();
    for (method, path, body) in requests(harness.location()) {
        let mut request = request(harness, method, &path, body.as_ref());
        let token = harness.other_token();
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
        said.push_str(&refusal(harness, request, 403).await);
    }
    said
}

pub(crate) async fn every_operation_refuses_what_does_not_exist(harness: &Harness) -> String {
    let mut said = String::new();
    for (method, path, body) in requests(harness.location()) {
        // Where the path names nothing that could be missing, the request itself is broken.
        let path = match path.as_str() {
            "/contacts/" => continue,
            _ if path.starts_with("/contacts/?") => format!("{path}&query=%FF"),
            _ => path.replace(INES, "nobody").replace("6512f77f92cbb4fa00bbb4f9", "none"),
        };
        let request = request(harness, method, &path, body.as_ref());
        said.push_str(&refusal(harness, request, 400).await);
    }
    said
}

pub(crate) async fn every_operation_that_documents_it_refuses_unknown_input(
    harness: &Harness,
) -> String {
    let mut said = String::new();
    for (method, path, body) in requests(harness.location()) {
        // The four operations that document no 422.
        let of_tasks = path.contains("/tasks") && method != "POST" && method != "PUT";
        if of_tasks || path.ends_with("/notes") {
            continue;
        }
        let (path, body) = match body {
            Some(Value::Object(mut body)) => {
                body.insert("unheardOf".to_owned(), json!(1));
                (path, Some(Value::Object(body)))
            }
            _ if path.contains('?') => (format!("{path}&unheardOf=1"), None),
            _ => (format!("{path}?unheardOf=1"), None),
        };
        let request = request(harness, method, &path, body.as_ref());
        said.push_str(&refusal(harness, request, 422).await);
    }
    said
}

pub(crate) async fn every_operation_refuses_too_many_requests(harness: &Harness) -> String {
    let tasks = format!("/contacts/{INES}/tasks");
    for sent in 1..=100 {
        let response = harness.send(request(harness, "GET", &tasks, None)).await.unwrap();
        assert_eq!(response.status(), 200);
        let left = response.headers()["x-ratelimit-remaining"].to_str().unwrap().to_owned();
        assert_eq!(left, (100 - sent).to_string());
    }
    let mut said = String::new();
    for (method, path, body) in requests(harness.location()) {
        let request = request(harness, method, &path, body.as_ref());
        said.push_str(&refusal(harness, request, 429).await);
    }
    // Another location still has all of its requests.
    let mut other = request(harness, "GET", &tasks, None);
    let token = format!("Bearer {}", harness.other_token());
    other.headers_mut().insert("authorization", token.parse().unwrap());
    let other = harness.send(other).await.unwrap();
    harness.transcript.clear();
    for name in [
        "x-ratelimit-max",
        "x-ratelimit-remaining",
        "x-ratelimit-interval-milliseconds",
        "x-ratelimit-limit-daily",
        "x-ratelimit-daily-remaining",
        "x-ratelimit-daily-reset",
    ] {
        let value = other.headers()[name].to_str().unwrap();
        writeln!(said, "{name}: {value}").unwrap();
    }
    said
}

/// Sends a request that must be refused with a status, and says in one line what came back.
async fn refusal(harness: &Harness, request: http::Request<Bytes>, status: u16) -> String {
    let line = format!("{} {}", request.method(), request.uri().path_and_query().unwrap());
    let response = harness.send(request).await.unwrap();
    assert_eq!(response.status(), status, "{line}");
    let body: Value = serde_json::from_slice(response.body()).unwrap();
    // The line says it all; sixteen exchanges in full are nothing to read.
    harness.transcript.clear();
    format!("{line}\n    {} {}\n", response.status().as_u16(), body["message"])
}

fn request(
    harness: &Harness,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> http::Request<Bytes> {
    let request = harness.request(method, path).header("content-type", "application/json");
    request.body(body.map(|it| Bytes::from(it.to_string())).unwrap_or_default()).unwrap()
}
