//! A mock that was compiled and one whose document was read a moment ago are the same mock.

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use serde_json::Value;
use tests::{NOW, shop};
use tower::ServiceExt as _;
use twinspec::{Blueprint, Settings};
use twinspec_mock::{ManualClock, Mock, Subscriber};

const JSON: &str = "application/json";

/// Calls to make one after the other; `{order}` is the id of the first order.
const CALLS: [(&str, &str, &str, &str); 20] = [
    ("POST", "/orders", JSON, r#"{"state": "open", "note": null}"#),
    ("POST", "/v2/orders", "application/x-www-form-urlencoded", "state=paid&note=quick"),
    ("POST", "/orders", JSON, r#"{"state": "lost", "note": 7}"#),
    ("POST", "/orders", JSON, r#"{"state": "#),
    ("GET", "/orders", "", ""),
    ("GET", "/orders?limit=1&offset=1", "", ""),
    ("GET", "/orders?state=paid", "", ""),
    ("GET", "/orders?limit=none", "", ""),
    ("GET", "/orders/{order}", "", ""),
    ("PATCH", "/orders/{order}", JSON, r#"{"state": "paid", "note": "soon"}"#),
    ("POST", "/orders/{order}/lines", JSON, r#"{"text": "one"}"#),
    ("GET", "/orders/{order}/lines/4", "", ""),
    ("GET", "/orders/{order}/lines", "", ""),
    ("DELETE", "/orders/{order}", "", ""),
    ("GET", "/orders/{order}", "", ""),
    ("PUT", "/orders/{order}", JSON, "{}"),
    ("GET", "/nowhere", "", ""),
    ("GET", "/weather?limit=abc", "", ""),
    ("GET", "/weather?limit=abcd", "", ""),
    ("GET", "/made", "", ""),
];

/// All that comes back.
#[derive(Debug, PartialEq)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

#[test]
fn the_compiled_blueprint_is_the_one_that_is_read() {
    assert!(ghl_mock::BLUEPRINT == *tests::READ, "`cargo xtask codegen` makes them equal");
    assert_eq!(shop::BLUEPRINT, read());
}

#[tokio::test]
async fn compiled_and_read_mocks_answer_byte_for_byte_alike() {
    let (compiled, read) = (mock(&shop::BLUEPRINT), mock(&read()));
    let mut order = String::new();
    let mut statuses = Vec::new();

    for (method, path, media_type, body) in CALLS {
        let path = path.replace("{order}", &order);
        let one = call(&compiled, method, &path, media_type, body).await;
        let other = call(&read, method, &path, media_type, body).await;

        assert_eq!(one, other, "{method} {path}");
        if order.is_empty() {
            let created: Value = serde_json::from_slice(&one.body).unwrap();
            created["id"].as_str().unwrap().clone_into(&mut order);
        }
        statuses.push(one.status.as_u16());
    }

    assert_eq!(
        statuses,
        [
            201, 201, 422, 422, 200, 200, 200, 422, 200, 200, 201, 200, 200, 204, 404, 405, 404,
            200, 422, 200
        ]
    );
}

#[tokio::test]
async fn webhooks_of_openapi_3_1_are_sent_when_an_operation_emits_them() {
    for blueprint in [&shop::BLUEPRINT, &read()] {
        let mock = mock(blueprint);
        mock.subscribe(Subscriber::new("http://app.test/").unwrap()).unwrap();

        call(&mock, "POST", "/orders", JSON, r#"{"state": "open"}"#).await;

        let told = mock.deliveries();
        assert_eq!(told.len(), 1, "`order.lost` is nobody's");
        let payload = told[0].payload();
        assert_eq!((&*told[0].event, &payload["event"]), ("order.placed", &"order.placed".into()));
        assert_eq!(payload["order"]["state"], "open");
    }
}

fn read() -> Blueprint {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/it/alike/shop.yaml");
    twinspec::blueprint(&Settings::new(path, "cargo test")).unwrap().0
}

fn mock(blueprint: &Blueprint) -> Mock {
    let clock = ManualClock::new(NOW.parse().unwrap());
    Mock::builder(blueprint).clock(clock).fill(3).build().unwrap()
}

async fn call(mock: &Mock, method: &str, path: &str, media_type: &str, body: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header("x-key", "k");
    let request = match media_type {
        "" => request,
        media_type => request.header("content-type", media_type),
    };
    let request = request.body(Full::new(Bytes::from(body.to_owned()))).unwrap();
    let (parts, body) = mock.service().oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, body }
}
