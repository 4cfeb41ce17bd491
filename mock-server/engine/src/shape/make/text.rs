//! Making text: by format, by the name of the property, by pattern, of the right length.

mod format;

use std::iter;

use rand::RngExt as _;
use serde_json::Value;

use crate::shape::make::Maker;
use crate::shape::names::{self, Person};
use crate::shape::parts::Parts;
use crate::shape::pattern;
use crate::shape::place::Place;

/// Longer text is not made, whatever is asked for.
const LONGEST: usize = 10_000;

/// How much a repetition may repeat beyond what it must, attempt by attempt.
const EXTRA: [u64; 8] = [4, 8, 0, 16, 2, 32, 1, 64];

/// What satisfies many a pattern that cannot be followed.
const SIMPLE: [&str; 12] =
    ["a", "A", "0", "1", "abc", "ABC", "abcd1234", "Abcd1234!", "123", "1.0", "1.0.0", "#000000"];

impl<'s> Maker<'_, 's> {
    /// Makes a text: the first that fits, else any.
    pub(super) fn make_text(
        &self,
        parts: &Parts<'s>,
        place: &Place<'_, 's>,
        attempt: u64,
    ) -> String {
        let least = parts.at_least("minLength").min(LONGEST);
        let most = parts.at_most("maxLength").unwrap_or(LONGEST).min(LONGEST);
        let formats: Vec<&str> = parts.values("format").filter_map(Value::as_str).collect();
        let patterns: Vec<&str> = parts.values("pattern").filter_map(Value::as_str).collect();
        let mut random = place.random(attempt);
        let person = Person::new(&mut place.random_around());

        let by_format =
            formats.iter().filter_map(|it| format::text(it, place.name, least, &mut random));
        let by_format: Vec<String> = by_format.collect();
        let hints = iter::once(&place.name).chain(&formats);
        let number = random.random_range(0..10_000);
        let by_name = hints.filter_map(|it| {
            names::text(it, &person, number, &mut random)
                .or_else(|| names::look_alike(it, &mut random))
        });
        let by_name: Vec<String> = by_name.collect();
        let plain = names::words(&mut random);
        let resized = by_name.iter().chain([&plain]).map(|it| resize(it, least, most));
        let resized: Vec<String> = resized.collect();
        let by_pattern = patterns.iter().flat_map(|it| {
            EXTRA.iter().zip(attempt * 8..).filter_map(move |(extra, attempt)| {
                pattern::text(it, &mut place.random(attempt), least, *extra)
            })
        });
        let simple = SIMPLE.iter().map(|it| (*it).to_owned());
        let simple = simple.filter(|_| !patterns.is_empty());

        let mut candidates = by_format
            .into_iter()
            .chain(by_name)
            .chain(names::code(place.name))
            .chain(resized)
            .chain(by_pattern)
            .chain(simple);
        candidates.find(|it| self.fits(parts, &Value::from(it.as_str()))).unwrap_or(plain)
    }
}

/// Cuts a text or lengthens it.
fn resize(text: &str, least: usize, most: usize) -> String {
    let length = text.chars().count();
    if length > most {
        let cut: String = text.chars().take(most).collect();
        let trimmed = cut.trim_end();
        return if trimmed.chars().count() >= least { trimmed.to_owned() } else { cut };
    }
    let letters = "abcdefghijklmnopqrstuvwxyz".chars().cycle();
    text.chars().chain(letters.take(least.saturating_sub(length))).collect()
}
