//! Errors: what the document says of them in general.
//!
//! What an operation says of its own errors is among its answers. Which of an error's properties
//! tell what happened is found by the engine, from the schema.

use twinspec_blueprint::SchemaText;

use crate::lower::blueprint::text;
use crate::lower::frame::Frame;
use crate::lower::json_schema::Definitions;

/// The schema of an error where an operation documents none (`x-error-schema`).
pub(super) fn general<'d>(
    frame: &Frame<'d>,
    definitions: &Definitions<'_, 'd>,
) -> Option<SchemaText> {
    frame.route_error.as_ref().map(|it| text(&definitions.convert(it)))
}
