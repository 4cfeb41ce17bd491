//! Cross-origin requests: what a browser wants to hear before a page may call the mock.

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, request};

use crate::service::Body;

/// Answers the question that a browser asks before a request; it has no credential yet.
pub(crate) fn preflight(parts: &request::Parts) -> Option<Response<Body>> {
    let method = parts.headers.get(ACCESS_CONTROL_REQUEST_METHOD)?;
    if parts.method != Method::OPTIONS || !parts.headers.contains_key(ORIGIN) {
        return None;
    }
    let mut response = Response::new(Body::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    allow(parts, headers);
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, method.clone());
    if let Some(asked) = parts.headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
    }
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    Some(response)
}

/// Lets the page that asked read an answer. With credentials `*` does not count, so the origin
/// is named.
pub(crate) fn allow(parts: &request::Parts, headers: &mut HeaderMap) {
    let Some(origin) = parts.headers.get(ORIGIN) else { return };
    let exposed: Vec<&str> = headers.keys().map(http::HeaderName::as_str).collect();
    let exposed = HeaderValue::from_str(&exposed.join(", "));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    if let Ok(exposed) = exposed {
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
    headers.append(VARY, HeaderValue::from_static("origin"));
}
