//! References: which file, and which place in it.

use std::borrow::Cow;

/// What a `$ref` says.
pub(super) struct Reference<'r> {
    /// The path of another file, seen from the one that holds the reference.
    pub(super) file: Option<Cow<'r, str>>,
    pub(super) place: Place<'r>,
}

/// The part after `#`.
pub(super) enum Place<'r> {
    Whole,
    /// The steps of a JSON pointer, as they are written.
    Steps(std::str::Split<'r, char>),
    /// The name that a schema gives itself (`$anchor`).
    Anchor(&'r str),
}

impl<'r> Reference<'r> {
    /// Reads a reference; `None` for an URL.
    pub(super) fn parse(reference: &'r str) -> Option<Self> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let place = match fragment.strip_prefix('/') {
            Some(steps) => Place::Steps(steps.split('/')),
            None if fragment.is_empty() => Place::Whole,
            None => Place::Anchor(fragment),
        };
        let file = (!path.is_empty()).then(|| decode(path));
        (!is_url(path)).then_some(Self { file, place })
    }
}

/// Returns what a step of a pointer within a URI may name, the likeliest first.
///
/// Some documents do not escape a `%` that belongs to the name.
pub(super) fn names(step: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let decoded = decode(step);
    let plain = (decoded != step).then_some(Cow::Borrowed(step));
    [Some(decoded), plain].into_iter().flatten().map(|it| {
        if it.contains('~') { it.replace("~1", "/").replace("~0", "~").into() } else { it }
    })
}

/// `https://…`, `//…`, but not the `C:` of a path.
fn is_url(path: &str) -> bool {
    let scheme = path.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = |it: char| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.');
    path.starts_with("//")
        || (scheme.len() > 1
            && scheme.starts_with(|it: char| it.is_ascii_alphabetic())
            && scheme.chars().all(is_scheme))
}

/// Reads percent escapes; what they make must be text again.
fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|it| u8::from_str_radix(str::from_utf8(it).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).map_or(text.into(), Cow::Owned)
}
