//! Texts that match a regular expression.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Texts that a pattern should match, the shortest first; none if the pattern is beyond this.
///
/// Assertions are passed over: `^` and `$` hold by themselves when the whole text is made, and the
/// referee finds the texts for which another one does not.
pub(crate) fn matching(pattern: &str, least: usize, seed: usize) -> Vec<String> {
    // ECMAScript writes a code point otherwise.
    let pattern = pattern.replace("\\u", "\\x").replace("\\/", "/");
    let Ok(hir) = regex_syntax::parse(&pattern) else { return Vec::new() };
    let mut texts = Vec::new();
    for extra in [least.max(1), 6, 0, 12, 31] {
        let mut text = String::new();
        write(&hir, extra, seed, &mut text);
        if text.chars().count() >= least && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

fn write(hir: &Hir, extra: usize, seed: usize, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(character(class, seed.wrapping_add(text.len()))),
        HirKind::Repetition(repetition) => {
            let least = repetition.min;
            let wanted = u32::try_from(extra).unwrap_or(u32::MAX).max(least);
            let most = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..wanted.min(most).min(4096) {
                write(&repetition.sub, extra, seed, text);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, extra, seed, text),
        HirKind::Concat(parts) => parts.iter().for_each(|it| write(it, extra, seed, text)),
        HirKind::Alternation(parts) => {
            if let Some(first) = parts.first() {
                write(first, extra, seed, text);
            }
        }
    }
}

/// A character of a class: a letter or digit if there is one, which one depends on the seed.
fn character(class: &Class, seed: usize) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|it| (it.start(), it.end())).collect(),
        Class::Bytes(class) => {
            class.iter().map(|it| (char::from(it.start()), char::from(it.end()))).collect()
        }
    };
    let is_in = |it: &char| ranges.iter().any(|(start, end)| (start..=end).contains(&it));
    let usual: Vec<char> = ('a'..='z').chain('0'..='9').chain('A'..='Z').filter(is_in).collect();
    if usual.is_empty() {
        let printable = (' '..='~').find(is_in);
        return printable.or_else(|| ranges.first().map(|(start, _)| *start));
    }
    Some(usual[seed % usual.len()])
}
