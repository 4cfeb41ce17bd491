//! The values that have no parts: text, numbers and booleans.

use super::{Data, Json, write};
use crate::error::DecodeError;

impl Data for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        match json {
            Json::String(text) => Ok(text),
            other => Err(DecodeError::mismatch(&other, "a string")),
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        write::plain(self, out);
    }
}

impl Data for bool {
    fn blank() -> Self {
        false
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        json.as_bool().ok_or_else(|| DecodeError::mismatch(&json, "a boolean"))
    }

    fn write(&self, out: &mut Vec<u8>) {
        write::plain(self, out);
    }
}

impl Data for f64 {
    fn blank() -> Self {
        0.0
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        json.as_f64().ok_or_else(|| DecodeError::mismatch(&json, "a number"))
    }

    fn write(&self, out: &mut Vec<u8>) {
        write::plain(self, out);
    }
}

impl Data for f32 {
    fn blank() -> Self {
        0.0
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        #[expect(clippy::cast_possible_truncation, reason = "fewer digits are what was asked for")]
        f64::read(json).map(|it| it as Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        write::plain(self, out);
    }
}

macro_rules! integers {
    ($($integer:ty),*) => { $(
        impl Data for $integer {
            fn blank() -> Self {
                0
            }

            fn read(json: Json) -> Result<Self, DecodeError> {
                let wide = whole(&json)?;
                Self::try_from(wide).or_else(|_| Self::try_from(unrounded(wide))).map_err(|_| {
                    let range = concat!("an integer that fits ", stringify!($integer));
                    DecodeError::new(format!("invalid value: integer `{wide}`, expected {range}"))
                })
            }

            fn write(&self, out: &mut Vec<u8>) {
                write::plain(self, out);
            }
        }
    )* };
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

/// What JavaScript, which knows floats only, writes for the largest integer of 64 bits.
const ROUNDED: i128 = 9_223_372_036_854_776_000;

/// Takes back what such a server did to the edges of 64 bits.
fn unrounded(wide: i128) -> i128 {
    match wide {
        ROUNDED => i64::MAX.into(),
        it if it == -ROUNDED => i64::MIN.into(),
        it => it,
    }
}

/// Returns every integer of JSON; the type that asked narrows it.
///
/// JSON has one kind of number, and JSON Schema calls `3.0` an integer: servers send it.
fn whole(json: &Json) -> Result<i128, DecodeError> {
    let integer = json.as_i64().map(i128::from).or_else(|| json.as_u64().map(i128::from));
    // Beyond 2^53 a float no longer says which integer was meant.
    let is_edge = |it: f64| (it.abs() - 9_223_372_036_854_775_808.0).abs() < 1.0;
    let is_whole = |it: &f64| it.fract() == 0.0 && it.abs() <= 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
    let float = || json.as_f64().filter(is_whole).map(|it| it as i128);
    let edge = || {
        let it = json.as_f64().filter(|it| is_edge(*it))?;
        Some(if it > 0.0 { ROUNDED } else { -ROUNDED })
    };
    integer.or_else(float).or_else(edge).ok_or_else(|| DecodeError::mismatch(json, "an integer"))
}
