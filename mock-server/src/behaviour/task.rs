//! What the server makes of a task that somebody writes.

use twinspec_mock::{Change, Refusal, Value};

use crate::behaviour::dates;
use crate::generated::task::DUE_DATE;

/// Stores the due date in UTC, with milliseconds.
// fidelity(observed; recorded answers): due dates are stored in UTC. Held by
// `create_task_gives_the_task`.
pub(super) fn complete(change: &mut Change<'_>) -> Result<(), Refusal> {
    if let Some(Value::String(written)) = change.entity.get(DUE_DATE) {
        let time = dates::time(written, DUE_DATE)?;
        change.entity.insert(DUE_DATE.to_owned(), dates::stamp(time).into());
    }
    Ok(())
}
