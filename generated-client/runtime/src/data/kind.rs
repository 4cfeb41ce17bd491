//! The kinds of JSON values.

use super::Json;

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `true` and `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl Kind {
    pub(super) fn is_of(self, json: &Json) -> bool {
        match self {
            Self::Boolean => json.is_boolean(),
            Self::Integer => {
                json.is_i64() || json.is_u64() || json.as_f64().is_some_and(|it| it.fract() == 0.0)
            }
            Self::Number => json.is_number(),
            Self::Text => json.is_string(),
            Self::List => json.is_array(),
            Self::Object => json.is_object(),
        }
    }
}
