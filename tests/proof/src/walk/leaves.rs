//! The scalars of an object, by their paths, and when two of them are the same.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::encode::plain;
use crate::make::escape;

/// Scalars by their path inside of an object.
pub(crate) type Leaves = BTreeMap<String, Value>;

/// What lies deeper is a part of a part.
const DEEPEST: usize = 4;

/// The scalars of an object; lists are none of them.
pub(crate) fn leaves(value: &Value) -> Leaves {
    fn add(value: &Value, path: &str, depth: usize, leaves: &mut Leaves) {
        match value {
            Value::Object(members) if depth < DEEPEST => {
                for (name, it) in members {
                    add(it, &format!("{path}/{}", escape(name)), depth + 1, leaves);
                }
            }
            Value::Object(_) | Value::Array(_) | Value::Null => {}
            _ => {
                leaves.insert(path.to_owned(), value.clone());
            }
        }
    }
    let mut found = Leaves::new();
    add(value, "", 0, &mut found);
    found
}

/// Whether two scalars say the same: a form has no numbers, and a time has several notations.
pub(crate) fn is_same(sent: &Value, found: &Value) -> bool {
    if let (Some(sent), Some(found)) = (sent.as_f64(), found.as_f64()) {
        return (sent - found).abs() <= f64::EPSILON * sent.abs().max(1.0);
    }
    let (sent, found) = (plain(sent), plain(found));
    sent == found || seconds(&sent).is_some_and(|it| seconds(&found) == Some(it))
}

/// The seconds that a date with a time and an offset stands for, since some day long ago.
fn seconds(text: &str) -> Option<i64> {
    let number = |range| text.get(range).and_then(|it: &str| it.parse::<i64>().ok());
    let is_time = matches!(text.as_bytes().get(10)?, b'T' | b't' | b' ');
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let rest = text.get(19..)?.trim_start_matches(|it: char| it == '.' || it.is_ascii_digit());
    let offset = match rest.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        (sign @ ("+" | "-"), offset) => {
            let (hours, minutes) = offset.split_once(':')?;
            let offset = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if sign == "+" { offset } else { -offset }
        }
        _ => return None,
    };
    // Days of a month count from March on, so that the odd one of a leap year is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    is_time.then_some(((days * 24 + hour) * 60 + minute - offset) * 60 + second)
}

/// Whether a name is one of those whose values no answer tells.
pub(crate) fn is_secret(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["password", "passwd", "secret", "token", "cvc", "cvv", "credential"]
        .iter()
        .any(|it| path.contains(it))
}
