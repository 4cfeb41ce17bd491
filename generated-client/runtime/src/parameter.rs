//! The values of parameters.

use serde::Serialize;

use crate::data::Json;

/// A value that a parameter can have: whatever can be written as JSON.
///
/// How it is written in its place is said by the description of the parameter.
pub trait ParameterValue {
    /// Returns the value, or says why it has none.
    fn into_json(self) -> Result<Json, String>;
}

impl<T: Serialize> ParameterValue for T {
    fn into_json(self) -> Result<Json, String> {
        json_of(&self)
    }
}

/// Makes a JSON value of anything that serde can write.
pub(crate) fn json_of(value: &impl Serialize) -> Result<Json, String> {
    // The way by text keeps the digits of an `f32`, which `serde_json::to_value` widens to
    // `0.10000000149011612`.
    let text = serde_json::to_vec(value).map_err(|error| error.to_string())?;
    serde_json::from_slice(&text).map_err(|error| error.to_string())
}
