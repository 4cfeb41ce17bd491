//! Stamps: properties in which the server notes a time.

use jiff::Timestamp;
use serde_json::Value;
use twinspec_blueprint::{Stamp, StampFormat};

use crate::Map;

/// Writes a time.
pub(crate) fn write(time: Timestamp, format: StampFormat) -> Value {
    match format {
        StampFormat::Rfc3339Millis => rfc3339_millis(time).into(),
        StampFormat::Date => time.strftime("%Y-%m-%d").to_string().into(),
        StampFormat::UnixSeconds => time.as_second().into(),
        StampFormat::UnixMillis => time.as_millisecond().into(),
    }
}

/// Writes a time as `2026-01-31T09:30:00.000Z`.
pub(crate) fn rfc3339_millis(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// Returns when an entity was created by its own stamp, in milliseconds since 1970.
pub(crate) fn created_of(stamp: Option<&Stamp>, entity: &Map) -> Option<i64> {
    let Stamp { property, format } = stamp?;
    millis(entity.get(property.as_ref())?, *format)
}

/// Reads a time back, in milliseconds since 1970; `None` if it is not one.
pub(crate) fn millis(value: &Value, format: StampFormat) -> Option<i64> {
    match format {
        StampFormat::UnixMillis => value.as_i64(),
        StampFormat::UnixSeconds => value.as_i64()?.checked_mul(1000),
        StampFormat::Rfc3339Millis => {
            Some(value.as_str()?.parse::<Timestamp>().ok()?.as_millisecond())
        }
        StampFormat::Date => {
            let midnight = format!("{}T00:00:00Z", value.as_str()?);
            Some(midnight.parse::<Timestamp>().ok()?.as_millisecond())
        }
    }
}
