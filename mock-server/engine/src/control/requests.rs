//! `/_twinspec/requests`: the journal.

use http::{Response, StatusCode};
use serde_json::json;

use crate::control::{Ask, answered, done};
use crate::journal::Recorded;
use crate::service::Body;

/// Answers with what the journal holds: `?operation=ID` picks, `?limit=N` gives the last so many.
pub(super) fn get(ask: &Ask<'_>) -> Response<Body> {
    let limit = match ask.limit() {
        Ok(limit) => limit,
        Err(refused) => return *refused,
    };
    let recorded = ask.live.traffic.journal.recorded(ask.query("operation").as_deref(), limit);
    let requests: Vec<_> = recorded.iter().map(Recorded::to_json).collect();
    answered(StatusCode::OK, &json!({ "requests": requests }))
}

/// Empties the journal.
pub(super) fn delete(ask: &Ask<'_>) -> Response<Body> {
    ask.live.traffic.journal.clear();
    done()
}
