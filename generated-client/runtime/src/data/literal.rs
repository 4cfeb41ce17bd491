//! Values that stand in a document.

use super::Json;

/// A value that stands in a document.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// A string.
    Text(&'static str),
    /// A number without a fraction.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// `true` and `false`.
    Boolean(bool),
    /// `null`.
    Null,
}

impl Literal {
    pub(super) fn is(self, json: &Json) -> bool {
        match self {
            Self::Text(text) => json.as_str() == Some(text),
            // JSON Schema calls `3.0` equal to `3`.
            Self::Integer(integer) => {
                json.as_i64() == Some(integer)
                    || (json.is_f64() && Json::from(integer).as_f64() == json.as_f64())
            }
            Self::Number(number) => json.as_f64() == Some(number),
            Self::Boolean(flag) => json.as_bool() == Some(flag),
            Self::Null => json.is_null(),
        }
    }

    pub(super) fn to_json(self) -> Json {
        match self {
            Self::Text(text) => text.into(),
            Self::Integer(integer) => integer.into(),
            Self::Number(number) => number.into(),
            Self::Boolean(flag) => flag.into(),
            Self::Null => Json::Null,
        }
    }
}
