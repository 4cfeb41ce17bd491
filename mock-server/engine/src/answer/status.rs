//! Statuses: which of those that the document lists fits what happened.

use http::StatusCode;
use twinspec_blueprint::{Action, Operation, Status, Verb};

/// Whether the document lists an answer that stands for a status.
pub(crate) fn documents(operation: &Operation, status: StatusCode) -> bool {
    position(operation, status).is_some()
}

/// Whether the document lists an answer for just this status.
pub(crate) fn documents_exactly(operation: &Operation, status: StatusCode) -> bool {
    operation.answers.iter().any(|it| it.status == Status::Exact(status.as_u16()))
}

/// Returns the position of the answer that stands for a status.
pub(crate) fn position(operation: &Operation, status: StatusCode) -> Option<usize> {
    let exact = Status::Exact(status.as_u16());
    let range = Status::Range(status.as_u16() / 100);
    let find = |wanted| operation.answers.iter().position(|it| it.status == wanted);
    [exact, range, Status::Default].into_iter().find_map(find)
}

/// Picks the first of several statuses that the document lists for itself; if it lists none of
/// them, the first, which is the natural one.
pub(crate) fn best_status(operation: &Operation, wanted: &[StatusCode]) -> StatusCode {
    let listed = wanted.iter().find(|it| documents_exactly(operation, **it));
    *listed.or(wanted.first()).unwrap_or(&StatusCode::BAD_REQUEST)
}

/// Returns the status of success: the usual one of the verb if the document lists it, else the
/// lowest 2xx that it lists. A document that lists no success at all still gets an answer.
pub(super) fn of_success(operation: &Operation) -> StatusCode {
    let usual = match &operation.action {
        Action::On { verb: Verb::Create, .. } => StatusCode::CREATED,
        Action::On { verb: Verb::Delete { .. } | Verb::Clear(_), .. }
            if documents_exactly(operation, StatusCode::NO_CONTENT) =>
        {
            StatusCode::NO_CONTENT
        }
        _ => StatusCode::OK,
    };
    if documents_exactly(operation, usual) {
        return usual;
    }
    let exact = |it: &Status| match it {
        Status::Exact(status) => StatusCode::from_u16(*status).ok(),
        Status::Range(_) | Status::Default => None,
    };
    let statuses = || operation.answers.iter().map(|it| it.status);
    let success = statuses().filter_map(|it| exact(&it)).filter(StatusCode::is_success).min();
    if success.is_some() || documents(operation, usual) {
        return success.unwrap_or(usual);
    }
    let first = statuses().find_map(|it| match it {
        Status::Range(digit) => StatusCode::from_u16(digit * 100).ok(),
        other => exact(&other),
    });
    // What happened to a resource did happen, even if the document lists only what may go wrong.
    let keeps = matches!(operation.action, Action::On { .. });
    first.filter(|it| !keeps || it.as_u16() < 400).unwrap_or(usual)
}
