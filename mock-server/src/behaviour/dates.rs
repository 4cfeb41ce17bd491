//! Dates as people write them, and as the service does.

use jiff::Timestamp;
use jiff::civil::Date;
use twinspec_mock::{Refusal, StatusCode};

/// Writes a time as the service does: ISO 8601 with milliseconds, in UTC.
// fidelity(observed; recorded answers): times are ISO 8601 in UTC, with milliseconds. Held by
// `create_gives_what_the_server_made`, `create_task_gives_the_task`.
pub(super) fn stamp(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// Reads a day that is written year first or month first, with any of the usual separators.
pub(super) fn day(written: &str, property: &str) -> Result<Date, Refusal> {
    // What a data file or an earlier write left may already carry a time.
    let written = written.split('T').next().unwrap_or(written);
    let parts: Vec<&str> = written.split(['/', '-', '.', '_']).collect();
    let (year, month, day) = match *parts {
        // A year has four digits, also one that is less than a day of the month.
        [year, month, day] if year.len() == 4 => (year, month, day),
        [month, day, year] => (year, month, day),
        _ => return Err(no_date(property)),
    };
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
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

#[cfg(test)]
mod tests {
    #[test]
    fn a_day_is_written_in_several_ways() {
        let cases = [
            ("1988-04-30", Some("1988-04-30")),
            ("04/30/1988", Some("1988-04-30")),
            ("1988_04.30", Some("1988-04-30")),
            ("1988-04-30T10:00:00.000Z", Some("1988-04-30")),
            ("0012-01-02", Some("0012-01-02")),
            ("01-02-0012", Some("0012-01-02")),
            ("1988-02-30", None),
            ("30/04/1988", None),
            ("1988-04", None),
            ("soon", None),
        ];
        for (written, expected) in cases {
            let day = super::day(written, "born").ok().map(|it| it.to_string());
            assert_eq!(day.as_deref(), expected, "{written}");
        }
    }
}
