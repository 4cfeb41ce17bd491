//! Text to JSON, the only step that knows of YAML.

use serde_json::Value;

use crate::error::Error;

/// Reads the text of a document, JSON or YAML, exactly as the referee does.
///
/// For programs that need the document itself beside the verdicts; with [`Referee::from_value`]
/// both then stand on the same reading.
///
/// [`Referee::from_value`]: crate::Referee::from_value
pub fn parse(text: &str) -> Result<Value, Error> {
    if text.trim_start().starts_with('{') { from_json(text) } else { from_yaml(text) }
}

pub(crate) fn from_json(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text)
        .map_err(|it| Error::whole_document(format!("the text is not JSON: {it}")))
}

pub(crate) fn from_yaml(text: &str) -> Result<Value, Error> {
    let options = serde_saphyr::options! {
        // Published documents reach several megabytes; the text is ours, not an attacker's.
        budget: None,
        // Only `true` and `false`: the country `NO` in an `enum` is no boolean.
        strict_booleans: true,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(text, options)
        .map_err(|it| Error::whole_document(format!("the text is not YAML: {it}")))
}
