//! Text that matches a pattern.
//!
//! Patterns are written in the syntax of ECMAScript and read by a parser of Rust's, which agree on
//! nearly all that documents use. What looks around (`(?=…)`) is left out, and what is made is only
//! a candidate: whoever asks for it checks it.

use rand::{Rng, RngExt as _};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Longer text is not made.
const LONGEST: usize = 4096;

/// Makes a text that matches a pattern. `least` is the length that it should have, and `extra` how
/// often a repetition may repeat beyond what it must.
pub(super) fn text(
    pattern: &str,
    random: &mut impl Rng,
    least: usize,
    extra: u64,
) -> Option<String> {
    let pattern = to_rust(pattern);
    let hir = ParserBuilder::new().nest_limit(64).build().parse(&pattern).ok()?;
    let missing = least.saturating_sub(hir.properties().minimum_len().unwrap_or(0));
    let mut made = Made { text: String::new(), extra, missing: missing.min(LONGEST) };
    made.add(&hir, random);
    Some(made.text)
}

struct Made {
    text: String,
    extra: u64,
    /// How many characters are lacking to the length that is asked for.
    missing: usize,
}

impl Made {
    fn add(&mut self, hir: &Hir, random: &mut impl Rng) {
        if self.text.len() > LONGEST {
            return;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => self.text.extend(pick(class, random)),
            HirKind::Capture(capture) => self.add(&capture.sub, random),
            HirKind::Concat(parts) => parts.iter().for_each(|it| self.add(it, random)),
            HirKind::Alternation(parts) => {
                self.add(&parts[random.random_range(0..parts.len())], random);
            }
            HirKind::Repetition(repetition) => {
                let least = u64::from(repetition.min);
                let most = repetition.max.map_or(u64::MAX, u64::from);
                // What is lacking is made by the first repetition that can.
                let missing = u64::try_from(self.missing).unwrap_or(0).min(most - least);
                self.missing -= usize::try_from(missing).unwrap_or(0);
                let drawn = random.random_range(0..=self.extra.min(most - least));
                let count = least + missing.max(drawn);
                for _ in 0..count {
                    self.add(&repetition.sub, random);
                }
            }
        }
    }
}

/// Picks a character of a class, one that can be typed if there is any.
fn pick(class: &Class, random: &mut impl Rng) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|it| (it.start(), it.end())).collect(),
        Class::Bytes(class) => {
            class.iter().map(|it| (it.start().into(), it.end().into())).collect()
        }
    };
    for within in [&[('a', 'z'), ('A', 'Z'), ('0', '9')][..], &[(' ', '~')]] {
        let typed: Vec<char> = within
            .iter()
            .flat_map(|(first, last)| {
                ranges.iter().flat_map(|(start, end)| *start.max(first)..=*end.min(last))
            })
            .collect();
        if !typed.is_empty() {
            return Some(typed[random.random_range(0..typed.len())]);
        }
    }
    ranges.first().map(|(start, _)| *start)
}

/// Rewrites what Rust's syntax reads otherwise, and leaves out what it does not know.
fn to_rust(pattern: &str) -> String {
    let mut written = String::new();
    let mut rest = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(next) = rest.next() {
        match next {
            '\\' => match rest.next() {
                Some('/') => written.push('/'),
                Some(escaped) if escaped.is_alphanumeric() || escaped.is_ascii_punctuation() => {
                    written.extend(['\\', escaped]);
                }
                Some(other) => written.push(other),
                None => {}
            },
            '[' if in_class => written.push_str("\\["),
            '[' => {
                in_class = true;
                written.push('[');
                if rest.next_if_eq(&'^').is_some() {
                    written.push('^');
                }
            }
            ']' => {
                in_class = false;
                written.push(']');
            }
            '&' | '~' if in_class => written.extend(['\\', next]),
            '(' if !in_class && looks_around(rest.clone()) => skip_group(&mut rest),
            _ => written.push(next),
        }
    }
    written
}

fn looks_around(mut rest: impl Iterator<Item = char>) -> bool {
    rest.next() == Some('?')
        && match rest.next() {
            Some('=' | '!') => true,
            Some('<') => matches!(rest.next(), Some('=' | '!')),
            _ => false,
        }
}

fn skip_group(rest: &mut impl Iterator<Item = char>) {
    let mut depth = 1;
    let mut in_class = false;
    while depth > 0
        && let Some(next) = rest.next()
    {
        match next {
            '\\' => drop(rest.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth -= 1,
            _ => {}
        }
    }
}
