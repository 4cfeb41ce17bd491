//! Dates as people write them, and as the service does.

use jiff::Timestamp;
use jiff::civil::Date;
use twinspec_mock::{Refusal, StatusCode};

/// Writes a time as the service does: ISO 8601 with milliseconds, in UTC.
pub(super) fn stamp(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// Reads a day that is written year first or month first, with any of the usual separators.
pub(super) fn day(written: &str, property: &str) -> Result<Date, Refusal> {
    // What a data file or an earlier write left may already carry a time.
    let written = written.split('T').next().unwrap_or(written);
    let parts: Option<Vec<i16>> =
        written.split(['/', '-', '.', '_']).map(|it| it.parse().ok()).collect();
    let (year, month, day) = match parts.as_deref() {
        Some([year, month, day]) if *year > 31 => (*year, *month, *day),
        Some([month, day, year]) => (*year, *month, *day),
        _ => return Err(no_date(property)),
    };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return Err(no_date(property));
    };
    Date::new(year, month, day).map_err(|_| no_date(property))
}

/// Reads a point in time.
pub(super) fn time(written: &str, property: &str) -> Result<Timestamp, Refusal> {
    written.parse().map_err(|_| no_date(property))
}

fn no_date(property: &str) -> Refusal {
    let message = format!("{property} must be a valid ISO 8601 date string");
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, vec![message])
}
