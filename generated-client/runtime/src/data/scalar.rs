//! The values that have no parts: text, numbers and booleans.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::Data;

impl Data for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Self::deserialize(source)
    }
}

impl Data for bool {
    fn blank() -> Self {
        false
    }

    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Self::deserialize(source)
    }
}

impl Data for f64 {
    fn blank() -> Self {
        0.0
    }

    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Self::deserialize(source)
    }
}

impl Data for f32 {
    fn blank() -> Self {
        0.0
    }

    fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Self::deserialize(source)
    }
}

macro_rules! integers {
    ($($integer:ty),*) => { $(
        impl Data for $integer {
            fn blank() -> Self {
                0
            }

            fn read<'de, D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                let wide = source.deserialize_any(IntegerVisitor)?;
                Self::try_from(wide).map_err(|_| {
                    let range = concat!("an integer that fits ", stringify!($integer));
                    D::Error::custom(format_args!("invalid value: integer `{wide}`, expected {range}"))
                })
            }
        }
    )* };
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

/// Reads every integer of JSON; the type that asked narrows it.
struct IntegerVisitor;

impl Visitor<'_> for IntegerVisitor {
    type Value = i128;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an integer")
    }

    fn visit_i64<E>(self, value: i64) -> Result<i128, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<i128, E> {
        Ok(value.into())
    }

    // JSON has one kind of number, and JSON Schema calls `3.0` an integer: servers send it.
    fn visit_f64<E: Error>(self, value: f64) -> Result<i128, E> {
        // Beyond 2^53 a float no longer says which integer was meant.
        if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
            return Ok(value as i128);
        }
        Err(E::invalid_type(Unexpected::Float(value), &self))
    }
}
