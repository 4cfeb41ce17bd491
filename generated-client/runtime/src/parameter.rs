//! The values of path, query and header parameters.

use crate::data::Json;

/// A value that a parameter can have: text, a number, a boolean, or a list of those.
pub trait ParameterValue {
    /// Returns the value as texts, one for each item of a list.
    fn into_texts(self) -> Vec<String>;
}

impl ParameterValue for String {
    fn into_texts(self) -> Vec<String> {
        vec![self]
    }
}

impl ParameterValue for &str {
    fn into_texts(self) -> Vec<String> {
        vec![self.to_owned()]
    }
}

macro_rules! displayed {
    ($($scalar:ty),*) => { $(
        impl ParameterValue for $scalar {
            fn into_texts(self) -> Vec<String> {
                vec![self.to_string()]
            }
        }
    )* };
}

displayed!(bool, f32, f64, i8, i16, i32, i64, u8, u16, u32, u64);

impl<T: ParameterValue> ParameterValue for Vec<T> {
    fn into_texts(self) -> Vec<String> {
        self.into_iter().flat_map(T::into_texts).collect()
    }
}

impl ParameterValue for Json {
    fn into_texts(self) -> Vec<String> {
        match self {
            Self::String(text) => vec![text],
            Self::Array(list) => list.into_texts(),
            other => vec![other.to_string()],
        }
    }
}
