//! The time that really passes.

use std::time::Instant;

/// Returns the present time.
#[expect(clippy::disallowed_methods, reason = "a bench measures the time that really passes")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
