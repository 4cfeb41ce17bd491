//! What is not known of `HighLevel` for sure and a client may care about: whoever runs the mock chooses.

use twinspec_mock::StatusCode;

/// How the mock does what is not known for sure. By default as seems likeliest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Choices {
    /// How it says that something does not exist.
    pub missing: Missing,
}

/// How a mock says that something does not exist.
///
/// That of a contact was seen by many to be a 400, while some clients are ready for a 404 as well;
/// that of a task or a note was never seen.
// fidelity(chosen; not known): what does not exist is a 400 unless chosen otherwise. Held by
// `an_unknown_contact_is_a_bad_request`, `what_does_not_exist_is_a_404_by_choice`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Missing {
    /// By a 400, as the document has it.
    #[default]
    BadRequest,
    /// By a 404, which no operation documents.
    NotFound,
}

impl Missing {
    /// Returns the status of the refusal.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
        }
    }
}
