//! `/_twinspec/requests`: the journal.

use http::{Response, StatusCode};
use serde_json::json;

use crate::control::{Ask, done, refused};
use crate::engine::json_response;
use crate::journal::Recorded;
use crate::service::Body;

/// Answers with what the journal holds: `?operation=ID` picks, `?limit=N` gives the last so many.
pub(super) fn get(ask: &Ask<'_>) -> Response<Body> {
    let limit = ask.query("limit").map(|it| it.parse::<usize>());
    let Ok(limit) = limit.unwrap_or(Ok(usize::MAX)) else {
        return refused(StatusCode::BAD_REQUEST, "`limit` must be a whole number", &[]);
    };
    let recorded = ask.live.traffic.journal.recorded(ask.query("operation").as_deref(), limit);
    let requests: Vec<_> = recorded.iter().map(Recorded::to_json).collect();
    json_response(StatusCode::OK, "application/json", &json!({ "requests": requests }))
}

/// Empties the journal.
pub(super) fn delete(ask: &Ask<'_>) -> Response<Body> {
    ask.live.traffic.journal.clear();
    done()
}
