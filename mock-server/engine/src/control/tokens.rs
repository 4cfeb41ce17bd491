//! `/_twinspec/tokens/rotate`: another secret for who has one.

use http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::control::{Ask, refused};
use crate::credentials::When;
use crate::engine::json_response;
use crate::service::Body;

/// Rotates a token: `{"token": "…", "when": "now"}` takes the old one back, `"later"` leaves both
/// good for a week.
pub(super) fn rotate(ask: &Ask<'_>) -> Response<Body> {
    let wrong = |detail: &str| refused(StatusCode::UNPROCESSABLE_ENTITY, detail, &[]);
    let Ok(asked) = serde_json::from_slice::<Value>(ask.body) else {
        return wrong("expected JSON: `{\"token\": \"…\", \"when\": \"now\"}`");
    };
    let Some(secret) = asked.get("token").and_then(Value::as_str) else {
        return wrong("expected the text `token`, the one to rotate");
    };
    let when = match asked.get("when").map(Value::as_str) {
        None | Some(Some("now")) => When::Now,
        Some(Some("later")) => When::Later,
        Some(_) => return wrong("expected `when` to be `now` or `later`"),
    };
    let engine = ask.live.engine();
    let rotated = engine.admission.write().rotate(secret, when, engine.now());
    let Some((token, end)) = rotated else {
        return refused(StatusCode::NOT_FOUND, "there is no such token, or none that is good", &[]);
    };
    let answer = json!({ "token": token.value, "previous": { "expiresAt": end.to_string() } });
    json_response(StatusCode::OK, "application/json", &answer)
}
