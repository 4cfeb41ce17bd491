//! `/_twinspec/state` and `/_twinspec/reset`: what the mock remembers.

use http::{Response, StatusCode};
use serde_json::Value;

use crate::control::{Ask, done, refused};
use crate::engine::json_response;
use crate::service::Body;
use crate::state::State;

/// Answers with all that the mock remembers.
pub(super) fn get(ask: &Ask<'_>) -> Response<Body> {
    let engine = ask.live.engine();
    let state = State::of(&engine).to_json(&engine.blueprint);
    json_response(StatusCode::OK, "application/json", &state)
}

/// Takes a state over, or says all that is wrong with it.
pub(super) fn put(ask: &Ask<'_>) -> Response<Body> {
    let refuse = |errors: &[String]| {
        refused(StatusCode::UNPROCESSABLE_ENTITY, "the state stays as it was", errors)
    };
    let text = match std::str::from_utf8(ask.body) {
        Ok(text) => text,
        Err(error) => return refuse(&[format!("the body is not UTF-8: {error}")]),
    };
    let json: Value = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(error) => return refuse(&[format!("the body is not JSON: {error}")]),
    };
    match ask.live.restore(&json, text) {
        Ok(()) => done(),
        Err(error) => {
            let errors: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
            refuse(&errors)
        }
    }
}

/// Goes back to the start.
pub(super) fn reset(ask: &Ask<'_>) -> Response<Body> {
    ask.live.reset();
    done()
}
