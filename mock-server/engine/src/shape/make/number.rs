//! Making numbers: within their bounds, and of a size that the name suggests.

use rand::RngExt as _;
use serde_json::{Number, Value};

use crate::shape::assertion::range_of;
use crate::shape::parts::Parts;
use crate::shape::place::Place;

/// The range of numbers that look plausible when nothing is said.
const PLAUSIBLE: (i64, i64) = (1, 1000);

/// After so many attempts numbers are no longer drawn but taken in turn.
const DRAWN: u64 = 4;

/// Makes a whole number.
pub(super) fn integer(parts: &Parts<'_>, place: &Place<'_, '_>, attempt: u64) -> Value {
    let step = parts.values("multipleOf").filter_map(Value::as_f64).filter_map(whole_step);
    let step = step.fold(1, least_common_multiple);
    let (least, most) = bounds(parts);
    let least = least.map(|bound| bound.inside(1.0).ceil());
    let most = most.map(|bound| bound.inside(-1.0).floor());
    let (least, most) = plausible(least.map(to_whole), most.map(to_whole), place, step);
    // The first multiple within the bounds, and how many there are.
    let first = least.div_euclid(step) + i128::from(least.rem_euclid(step) != 0);
    let end = most.div_euclid(step);
    let chosen = match attempt.checked_sub(DRAWN) {
        _ if end <= first => first,
        None => place.random(attempt).random_range(first..=end),
        Some(next) => (first + i128::from(next)).min(end),
    };
    i64::try_from(chosen * step).map_or_else(|_| float(to_float(chosen * step)), Value::from)
}

/// Makes a number with two digits after the point.
pub(super) fn number(parts: &Parts<'_>, place: &Place<'_, '_>, attempt: u64) -> Value {
    if let Some(step) = parts.values("multipleOf").find_map(Value::as_f64) {
        return multiple(parts, step, place, attempt);
    }
    let (least, most) = bounds(parts);
    let (low, high) = match (least.map(|it| it.limit), most.map(|it| it.limit)) {
        (Some(least), Some(most)) => (least, most),
        (Some(least), None) => (least, least + 1000.0),
        (None, Some(most)) => (most - 1000.0, most),
        (None, None) => guess(place.name)
            .map_or((1.0, 1000.0), |(low, high)| (to_float(low.into()), to_float(high.into()))),
    };
    let share = f64::from(place.random(attempt).random_range(1_u32..1000)) / 1000.0;
    let exact = low + (high - low) * share;
    let rounded = (exact * 100.0).round() / 100.0;
    // Between narrow bounds there is no room for rounding.
    float(if (low < rounded && rounded < high) || low > high { rounded } else { exact })
}

fn multiple(parts: &Parts<'_>, step: f64, place: &Place<'_, '_>, attempt: u64) -> Value {
    if step <= 0.0 {
        return Value::from(0);
    }
    let (least, most) = bounds(parts);
    let least = least.map(|it| to_whole((it.inside(step / 2.0) / step).ceil()));
    let most = most.map(|it| to_whole((it.inside(-step / 2.0) / step).floor()));
    let (least, most) = plausible(least, most, place, 1);
    let count = if most > least { place.random(attempt).random_range(least..=most) } else { least };
    // `3 * 0.01` is not 0.03; written in decimals and read again it is.
    let decimals = format!("{step}").split_once('.').map_or(0, |(_, it)| it.len());
    let text = format!("{:.decimals$}", to_float(count) * step);
    text.parse().map_or(Value::from(0), float)
}

/// One end of a range.
#[derive(Clone, Copy)]
struct Bound {
    limit: f64,
    exclusive: bool,
}

impl Bound {
    /// Returns the limit, moved by a step if it does not itself belong to the range.
    fn inside(self, step: f64) -> f64 {
        if self.exclusive && (self.limit / step).fract() == 0.0 {
            self.limit + step
        } else {
            self.limit
        }
    }
}

fn bounds(parts: &Parts<'_>) -> (Option<Bound>, Option<Bound>) {
    let limits = |keyword: &'static str, exclusive: bool| {
        parts.values(keyword).filter_map(Value::as_f64).map(move |limit| Bound { limit, exclusive })
    };
    let range = parts.values("format").filter_map(Value::as_str).find_map(range_of);
    let format = |limit: i64| Bound { limit: to_float(limit.into()), exclusive: false };
    let least = limits("minimum", false).chain(limits("exclusiveMinimum", true));
    let most = limits("maximum", false).chain(limits("exclusiveMaximum", true));
    // The bounds of a format are so far away that only those that are given count as said.
    let least = least.max_by(|left, right| {
        left.limit.total_cmp(&right.limit).then(left.exclusive.cmp(&right.exclusive))
    });
    let most = most.min_by(|left, right| {
        left.limit.total_cmp(&right.limit).then(right.exclusive.cmp(&left.exclusive))
    });
    let tighten = |bound: Bound| match range {
        Some((low, high)) => {
            Bound { limit: bound.limit.clamp(format(low).limit, format(high).limit), ..bound }
        }
        None => bound,
    };
    (least.map(tighten), most.map(tighten))
}

/// Completes a range to one that looks plausible.
fn plausible(
    least: Option<i128>,
    most: Option<i128>,
    place: &Place<'_, '_>,
    step: i128,
) -> (i128, i128) {
    let (low, high) = guess(place.name).unwrap_or(PLAUSIBLE);
    let (low, high) = (i128::from(low), i128::from(high).max(step));
    match (least, most) {
        (None, None) => (low, high),
        (Some(least), None) if least <= low => (low, high),
        (Some(least), None) => (least, least + (high - low).max(step)),
        (None, Some(most)) if most >= high => (low, high),
        (None, Some(most)) => (most - (high - low).max(step), most),
        (Some(least), Some(most)) if least <= low && high <= most => (low, high),
        (Some(least), Some(most)) => (least, most),
    }
}

/// Returns the range that the name of a property suggests.
fn guess(name: &str) -> Option<(i64, i64)> {
    let name = name.to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|it| name.ends_with(it));
    // Seconds since 1970, of the years 2023 and 2024.
    if ends(&["_at", "timestamp", "created", "updated", "modified"]) {
        return Some((1_672_531_200, 1_735_689_599));
    }
    Some(match name.as_str() {
        "age" => (18, 90),
        "year" => (2015, 2025),
        "month" => (1, 12),
        "day" => (1, 28),
        "page" => (1, 1),
        "latitude" | "lat" => (-60, 60),
        "longitude" | "lng" | "lon" => (-180, 180),
        _ if ends(&["percent", "percentage"]) => (1, 100),
        _ => return None,
    })
}

fn whole_step(step: f64) -> Option<i128> {
    (step >= 1.0 && step.fract() == 0.0).then(|| to_whole(step))
}

fn least_common_multiple(left: i128, right: i128) -> i128 {
    let (mut a, mut b) = (left, right);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (left / a).saturating_mul(right)
}

/// Turns a whole number that is written as a float into one; what is too large becomes the largest.
fn to_whole(number: f64) -> i128 {
    let number = number.clamp(-1e30, 1e30);
    format!("{number:.0}").parse().unwrap_or(0)
}

fn to_float(number: i128) -> f64 {
    number.to_string().parse().unwrap_or(0.0)
}

/// A whole float is written as a whole number, as people would.
fn float(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return i64::try_from(to_whole(number)).map_or(Value::Null, Value::from);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}
