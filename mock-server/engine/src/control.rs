//! Control routes: what a mock is told about itself, below a path that no API has.
//!
//! They are looked at before the document's paths, need no credential, and count as no operation.
//! `GET /_twinspec/` names them.

mod requests;
mod restore;
mod state;
mod tokens;

use http::header::ALLOW;
use http::{HeaderValue, Method, Response, StatusCode, request};
use serde_json::{Value, json};

use crate::engine::{json_response, options};
use crate::live::Live;
use crate::request::body;
use crate::service::Body;

/// What the paths of all control routes start with.
const PREFIX: &str = "/_twinspec/";

/// A state is larger than any body of the API.
const MAX_BODY: usize = 1024 * 1024 * 1024;

/// One thing to do.
struct Route {
    /// What follows the prefix.
    path: &'static str,
    method: Method,
    act: fn(&Ask<'_>) -> Response<Body>,
}

/// What a route is asked.
struct Ask<'a> {
    live: &'a Live,
    query: &'a str,
    body: &'a [u8],
}

impl Ask<'_> {
    /// Returns the value of a query parameter.
    fn query(&self, name: &str) -> Option<String> {
        let mut pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}

const ROUTES: [Route; 8] = [
    Route { path: "", method: Method::GET, act: |_| index() },
    Route { path: "state", method: Method::GET, act: state::get },
    Route { path: "state", method: Method::PUT, act: state::put },
    Route { path: "reset", method: Method::POST, act: state::reset },
    Route { path: "restore", method: Method::POST, act: restore::restore },
    Route { path: "requests", method: Method::GET, act: requests::get },
    Route { path: "requests", method: Method::DELETE, act: requests::delete },
    Route { path: "tokens/rotate", method: Method::POST, act: tokens::rotate },
];

/// Whether a path is one that no document is asked about.
pub(crate) fn is_control(path: &str) -> bool {
    path.starts_with(PREFIX)
}

/// Answers a request for a control route.
pub(crate) async fn answer<B>(live: &Live, parts: &request::Parts, body: B) -> Response<Body>
where
    B: http_body::Body,
{
    let path = parts.uri.path().strip_prefix(PREFIX).unwrap_or_default();
    // The body of an answer to `HEAD` is taken away later.
    let method = if parts.method == Method::HEAD { &Method::GET } else { &parts.method };
    let routes = || ROUTES.iter().filter(|it| it.path == path);
    if let Some(route) = routes().find(|it| it.method == *method) {
        return match body::read(body, MAX_BODY).await {
            Ok(bytes) => {
                let query = parts.uri.query().unwrap_or_default();
                (route.act)(&Ask { live, query, body: &bytes })
            }
            Err(refusal) => refused(refusal.status, &refusal.message.joined(), &[]),
        };
    }
    let methods: Vec<&str> = routes().map(|it| it.method.as_str()).collect();
    if methods.is_empty() {
        let detail = format!("there is no `{PREFIX}{path}`, `GET {PREFIX}` names what there is");
        return refused(StatusCode::NOT_FOUND, &detail, &[]);
    }
    let allow = methods.join(", ");
    if parts.method == Method::OPTIONS {
        return options(&allow);
    }
    let mut response = refused(StatusCode::METHOD_NOT_ALLOWED, &format!("use {allow}"), &[]);
    if let Ok(allow) = HeaderValue::from_str(&allow) {
        response.headers_mut().insert(ALLOW, allow);
    }
    response
}

/// Names all routes.
fn index() -> Response<Body> {
    let routes = ROUTES.iter().map(|it| Value::from(format!("{} {PREFIX}{}", it.method, it.path)));
    json_response(
        StatusCode::OK,
        "application/json",
        &json!({ "routes": routes.collect::<Value>() }),
    )
}

/// Answers that what was asked for is done.
fn done() -> Response<Body> {
    let mut response = Response::new(Body::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Answers with problem details (RFC 9457).
fn refused(status: StatusCode, detail: &str, errors: &[String]) -> Response<Body> {
    let mut problem = json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": detail,
    });
    if !errors.is_empty() {
        problem["errors"] = errors.into();
    }
    json_response(status, "application/problem+json", &problem)
}
