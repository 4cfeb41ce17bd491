//! Tokens of the flagship: every way to be wrong, and the ways to get another one.

mod granted;

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use tests::{NOW, mock_with};
use tower::ServiceExt as _;
use twinspec_mock::{ManualClock, Mock, SignedDuration};
use twinspec_referee::Exchange;

// What `spec/seed.yaml` holds.
const JUNIPER: &str = "pit-a011f075-7e46-41c4-994e-181ef7d725b3";
const HARBOUR: &str = "pit-61205ced-2532-4c6d-810c-0dd8d0be7cd2";
const READER: &str = "pit-2f6c1b0e-93d7-4a58-8e41-5b7a0c9d3e16";
const AGENCY: &str = "pit-c7d04e95-1a3b-4f62-b8e9-60f2d5a17c48";
const REVOKED: &str = "pit-9e8b35a2-60c4-4d1f-a7f3-1c2e84b6d950";
const EXPIRED: &str = "pit-54f1a8c3-7b2d-4e90-9c65-d83e07f2b41a";
const INES: &str = "/contacts/rZfrytORAzb3do7gwiqT";
const APP: &str = "client_id=6743f1c2a9d58e0b1c7f4e92-m3v8q1zk&client_secret=8d2f6a40-c1b7-4e93-a5d8-3f7e0b9c6214";
const AGENCY_CODE: &str = "b6a2d8f04c7e1935a0e8c6d4f2b17359e1c3a5d7";
const WRITING_CODE: &str = "1f0c7b5e9a3d48e26b84c0d7f1a95e3268d4b7c0";
const READING_CODE: &str = "7c3e9d1a5f8042b6e0d7a4c9183f5b62e7d0a8f4";

/// A mock whose time moves when it is told to.
struct Served {
    mock: Mock,
    clock: ManualClock,
}

impl Served {
    fn new() -> Self {
        let clock = ManualClock::new(NOW.parse().unwrap());
        let mock = mock_with(&ghl_mock::BLUEPRINT, ghl_mock::behaviour(), clock.clone());
        Self { mock: mock.unwrap(), clock }
    }

    /// Sends a request to the API, as whoever is authorized so; the referee looks at the answer.
    async fn ask(&self, method: &str, path: &str, authorization: Option<&str>) -> (u16, Value) {
        let mut request =
            Request::builder().method(method).uri(path).header("version", "2021-07-28");
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        let request = request.body(Bytes::new()).unwrap();
        let response = self.send(request.clone()).await;
        let exchange = Exchange { request: &request, response: &response };
        let verdict = tests::referee().unwrap().judge(&exchange);
        assert!(verdict.is_pass(), "{method} {path}: {verdict}");
        (response.status().as_u16(), serde_json::from_slice(response.body()).unwrap())
    }

    /// Reads a contact of the first location.
    async fn read(&self, token: &str) -> (u16, Value) {
        self.ask("GET", INES, Some(&format!("Bearer {token}"))).await
    }

    /// Sends a form to the authorization server.
    async fn form(&self, path: &str, form: String, token: &str) -> (u16, Value) {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("authorization", format!("Bearer {token}"));
        let request = request.body(Bytes::from(form)).unwrap();
        let response = self.send(request.clone()).await;
        let exchange = Exchange { request: &request, response: &response };
        let verdict = tests::referee().unwrap().judge(&exchange);
        // The document knows of one place for tokens; the others are the vendor's own.
        assert_eq!(verdict.unjudged().is_some(), path == "/oauth/token", "{path}: {verdict}");
        (response.status().as_u16(), serde_json::from_slice(response.body()).unwrap())
    }

    async fn rotate(&self, token: &str, when: &str) -> Value {
        let body = json!({ "token": token, "when": when }).to_string();
        let response =
            self.send(Request::post("/_twinspec/tokens/rotate").body(body.into()).unwrap());
        serde_json::from_slice(response.await.body()).unwrap()
    }

    async fn send(&self, request: Request<Bytes>) -> http::Response<Bytes> {
        let service = self.mock.service();
        let response = service.oneshot(request.map(http_body_util::Full::new)).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = http_body_util::BodyExt::collect(body).await.unwrap();
        http::Response::from_parts(parts, body.to_bytes())
    }
}

#[tokio::test]
async fn every_way_to_be_wrong_has_its_words() {
    let served = Served::new();
    let scope = "The token is not authorized for this scope.";
    let unknown = "Invalid Private Integration token";
    let location = "The token does not have access to this location.";
    let bearer = |token: &str| Some(format!("Bearer {token}"));
    let cases = [
        ("absent", "GET", None, 401, "Invalid token: access token is invalid"),
        (
            "malformed",
            "GET",
            Some("Basic eDp5".to_owned()),
            401,
            "Invalid token: access token is invalid",
        ),
        ("unknown", "GET", bearer("pit-00000000-0000-4000-8000-000000000000"), 401, unknown),
        ("unknown access token", "GET", bearer("eyJhbGciOiJIUzI1NiJ9.e30.x"), 401, "Invalid JWT"),
        ("revoked", "GET", bearer(REVOKED), 401, unknown),
        ("expired", "GET", bearer(EXPIRED), 401, unknown),
        ("of another location", "GET", bearer(HARBOUR), 403, location),
        ("an agency's", "GET", bearer(AGENCY), 401, scope),
        ("for reading alone", "DELETE", bearer(READER), 401, scope),
    ];
    for (what, method, authorization, status, message) in cases {
        let (found, body) = served.ask(method, INES, authorization.as_deref()).await;

        assert_eq!((found, &body["message"]), (status, &json!(message)), "{what}");
    }
    for token in [JUNIPER, READER] {
        assert_eq!(served.read(token).await.0, 200, "{token}");
    }
}

#[tokio::test]
async fn a_rotated_token_ends_now_or_in_a_week() {
    let served = Served::new();

    let later = served.rotate(JUNIPER, "later").await;

    let new = later["token"].as_str().unwrap();
    assert!(new.starts_with("pit-"), "{new}");
    served.clock.advance(SignedDuration::from_hours(7 * 24 - 1));
    assert_eq!([served.read(JUNIPER).await.0, served.read(new).await.0], [200, 200]);
    served.clock.advance(SignedDuration::from_hours(1));
    assert_eq!([served.read(JUNIPER).await.0, served.read(new).await.0], [401, 200]);
    let now = served.rotate(new, "now").await;
    let newest = now["token"].as_str().unwrap();
    assert_eq!([served.read(new).await.0, served.read(newest).await.0], [401, 200]);
}
