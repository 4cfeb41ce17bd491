//! Words for statuses, as APIs have them for programs.

use http::StatusCode;
use serde_json::Value;

use crate::recognise::name::plain;

/// What APIs call a status, the usual word first.
fn words(status: StatusCode) -> &'static [&'static str] {
    match status.as_u16() {
        400 | 422 => &[
            "invalid_request",
            "invalid_request_error",
            "validation_error",
            "validation_failed",
            "bad_request",
            "bad_request_error",
            "unprocessable_entity",
            "unprocessable_content",
            "invalid_argument",
            "invalid_parameters",
            "invalid_parameter",
            "invalid_input",
            "invalid_params",
            "invalid",
            "validation",
            "invalid_data",
            "malformed_request",
        ],
        401 => &[
            "unauthorized",
            "unauthenticated",
            "authentication_error",
            "not_authenticated",
            "invalid_token",
            "invalid_credentials",
            "authentication_failed",
            "authentication",
        ],
        403 => &[
            "forbidden",
            "permission_denied",
            "permission_error",
            "access_denied",
            "not_allowed",
            "insufficient_permissions",
            "insufficient_scope",
            "authorization_error",
        ],
        404 | 410 => &[
            "not_found",
            "not_found_error",
            "resource_not_found",
            "resource_missing",
            "gone",
            "missing",
            "unknown",
        ],
        405 => &["method_not_allowed"],
        406 => &["not_acceptable"],
        409 => &["conflict", "conflict_error", "already_exists", "duplicate", "aborted"],
        413 => &["payload_too_large", "request_too_large", "content_too_large"],
        415 => &["unsupported_media_type"],
        429 => &["rate_limit_error", "too_many_requests", "rate_limited", "rate_limit_exceeded"],
        500.. => &["internal_error", "internal_server_error", "api_error", "server_error", "error"],
        _ => &["error"],
    }
}

/// What fits any error.
const ANY: [&str; 7] =
    ["error", "api_error", "invalid_request_error", "bad_request", "failed", "failure", "fail"];

/// Returns the usual word for a status: `not_found`.
pub(super) fn snake(status: StatusCode) -> &'static str {
    words(status).first().copied().unwrap_or("error")
}

/// Picks the value of an `enum` that fits a status best; `None` if none fits.
pub(super) fn among(values: &[Value], status: StatusCode) -> Option<Value> {
    let by_number = values.iter().find(|it| {
        it.as_u64() == Some(status.as_u16().into()) || it.as_str() == Some(status.as_str())
    });
    let phrase = status.canonical_reason().unwrap_or_default();
    let by_word = || {
        let mut wanted = std::iter::once(phrase).chain(words(status).iter().copied()).chain(ANY);
        wanted.find_map(|word| {
            values.iter().find(|it| it.as_str().is_some_and(|it| plain(it) == plain(word)))
        })
    };
    by_number.or_else(by_word).cloned()
}
