//! Query parameters that cut a list into pages, by their usual names.

use crate::document::Operation;
use crate::encode::plain;

pub(super) const LIMITS: [&str; 9] =
    ["limit", "perpage", "pagesize", "size", "maxresults", "count", "top", "first", "take"];
pub(super) const PAGE_NUMBERS: [&str; 3] = ["page", "pagenumber", "pageindex"];
pub(super) const CURSORS: [&str; 6] =
    ["cursor", "after", "token", "continue", "marker", "bookmark"];

/// A query parameter with one of these names, alone or at its end, and the most that it takes.
pub(super) fn parameter(operation: &Operation<'_>, names: &[&str]) -> Option<(String, String)> {
    let is_usual = |name: &str| {
        let words: Vec<String> = words_of(name);
        (0..words.len()).any(|it| names.contains(&words[it..].concat().as_str()))
    };
    let mut asked = operation.parameters.iter().filter(|it| it.place == "query");
    let found = asked.find(|it| is_usual(&it.name))?;
    let most = found.schema.and_then(|it| it.get("maximum")).map(plain);
    Some((found.name.clone(), most.unwrap_or_else(|| "100".to_owned())))
}

/// The words of a name, in small letters: `pageSize` and `page_size` have two.
fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in name.chars() {
        let begins = before.is_ascii_lowercase() && letter.is_ascii_uppercase();
        match words.last_mut().filter(|_| before.is_ascii_alphanumeric() && !begins) {
            Some(word) if letter.is_ascii_alphanumeric() => word.push(letter.to_ascii_lowercase()),
            _ if letter.is_ascii_alphanumeric() => words.push(letter.to_ascii_lowercase().into()),
            _ => {}
        }
        before = letter;
    }
    words
}
