//! Texts as JSON: a text has no type, so the schema says what it may stand for.

use serde_json::{Number, Value};

use crate::outline::{Outline, Types};

/// Returns what a text may stand for, the likeliest first; what is of no kind that is let through
/// stays text, so that its schema refuses it.
pub(super) fn readings(text: &str, types: Types) -> Vec<Value> {
    let mut readings = Vec::with_capacity(1);
    if types.wants(Types::NUMBER) {
        readings.extend(number(text));
    }
    if types.wants(Types::BOOLEAN) {
        match text {
            "true" => readings.push(Value::Bool(true)),
            "false" => readings.push(Value::Bool(false)),
            _ => {}
        }
    }
    if types.wants(Types::NULL) && !types.has(Types::STRING) && text.is_empty() {
        readings.push(Value::Null);
    }
    if readings.is_empty() || types.has(Types::STRING) {
        readings.push(text.into());
    }
    readings
}

/// Returns what a text most likely stands for.
pub(super) fn likeliest(text: &str, outline: Outline<'_>) -> Value {
    readings(text, outline.types()).swap_remove(0)
}

/// Reads JSON; what is none stays text.
pub(super) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// Reads a number that is written as in JSON; `0x10`, `1_000`, `NaN` and ` 1` are not.
fn number(text: &str) -> Option<Value> {
    if text.starts_with(|it: char| it.is_whitespace()) || text.ends_with(char::is_whitespace) {
        return None;
    }
    serde_json::from_str::<Number>(text).ok().map(Value::Number)
}
