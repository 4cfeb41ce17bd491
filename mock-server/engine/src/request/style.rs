//! Styles: how a parameter's value is written, one text or several keys of a query.

use serde_json::{Map, Value};
use twinspec_blueprint::{Parameter, Style};

use crate::outline::{Outline, Types};
use crate::request::text::{json, likeliest, readings};
use crate::request::tree::Tree;

/// A query, taken apart.
#[derive(Debug)]
pub(super) struct Query<'q> {
    /// As it stands in the request line.
    pub(super) raw: &'q str,
    /// The decoded keys and values.
    pub(super) pairs: Vec<(String, String)>,
    /// Which of the pairs belong to a parameter.
    pub(super) claimed: Vec<bool>,
}

/// Returns what a text in path, header or cookie may stand for.
pub(super) fn of_text(
    parameter: &Parameter,
    text: &str,
    (outline, types): (Outline<'_>, Types),
) -> Vec<Value> {
    match parameter.style {
        Style::Json => return vec![json(text)],
        Style::Opaque => return vec![text.into()],
        _ => {}
    }
    let name = parameter.name.as_ref();
    let (text, separator) = match parameter.style {
        Style::Label => {
            (text.strip_prefix('.').unwrap_or(text), if parameter.explode { '.' } else { ',' })
        }
        Style::Matrix => {
            (text.strip_prefix(';').unwrap_or(text), if parameter.explode { ';' } else { ',' })
        }
        style => (text, delimiter(style)),
    };
    // `;id=1,2` has its name once, `;id=1;id=2` with each value.
    let unnamed = |it| match parameter.style {
        Style::Matrix => without_name(it, name),
        _ => it,
    };
    let mut found = Vec::new();
    if types.wants(Types::ARRAY) {
        let text = if parameter.explode { text } else { unnamed(text) };
        found.push(array(text.split(separator).map(|it| unnamed(it.trim())), outline));
    }
    if types.wants(Types::OBJECT) {
        let text = if parameter.explode { text } else { unnamed(text) };
        let pieces: Vec<&str> = text.split(separator).map(str::trim).collect();
        found.push(object(&pieces, parameter.explode, outline));
    }
    if types.have_scalar() || found.is_empty() {
        found.extend(readings(unnamed(text), types));
    }
    found
}

/// Returns what the keys of a query that belong to a parameter may stand for; `None` if there are
/// none of them, or if they are empty and may be so.
pub(super) fn of_query(
    parameter: &Parameter,
    query: &mut Query<'_>,
    (outline, types): (Outline<'_>, Types),
) -> Option<Vec<Value>> {
    let name = parameter.name.as_ref();
    if parameter.style == Style::DeepObject
        || (parameter.explode && types.wants(Types::ARRAY) && parameter.style == Style::Form)
    {
        return tree(name, query, outline);
    }
    let last = query.pairs.iter().rposition(|(key, _)| key == name);
    let is_spread = parameter.explode && parameter.style == Style::Form;
    if last.is_none() && is_spread && types.wants(Types::OBJECT) {
        return spread(query, outline);
    }
    query.claim(|key| key == name);
    // A key that is given twice where one value belongs: the last one counts, as with most
    // servers.
    let last = last?;
    let text = query.pairs[last].1.as_str();
    match parameter.style {
        Style::Json => return Some(vec![json(text)]),
        Style::Opaque => return Some(vec![text.into()]),
        _ => {}
    }
    let mut found = Vec::new();
    if types.wants(Types::ARRAY) {
        let pieces = query.pieces(last, delimiter(parameter.style));
        found.push(array(pieces.iter().map(String::as_str), outline));
    }
    if types.wants(Types::OBJECT) && !parameter.explode {
        let pieces = query.pieces(last, delimiter(parameter.style));
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        found.push(object(&pieces, false, outline));
    }
    if types.have_scalar() || found.is_empty() {
        found.extend(readings(text, types));
    }
    Some(found)
}

impl Query<'_> {
    /// Notes that keys belong to a parameter.
    fn claim(&mut self, is_claimed: impl Fn(&str) -> bool) {
        for ((key, _), claimed) in self.pairs.iter().zip(&mut self.claimed) {
            *claimed |= is_claimed(key);
        }
    }

    /// Splits a value at a delimiter. What is escaped separates nothing, if anything else does.
    fn pieces(&self, pair: usize, delimiter: char) -> Vec<String> {
        let text = &self.pairs[pair].1;
        let raw = self.raw.split('&').filter(|it| !it.is_empty()).nth(pair);
        let raw = raw.and_then(|it| it.split_once('=')).map_or("", |(_, value)| value);
        let pieces: Option<Vec<String>> = raw
            .contains(delimiter)
            .then(|| raw.split(delimiter).map(super::escape::decode_query).collect())
            .and_then(Result::ok);
        pieces.unwrap_or_else(|| text.split(delimiter).map(str::to_owned).collect())
    }
}

/// `ids=1&ids=2`, `ids[]=1`, `filter[from]=1`.
fn tree(name: &str, query: &mut Query<'_>, outline: Outline<'_>) -> Option<Vec<Value>> {
    let belongs =
        |key: &str| key.strip_prefix(name).is_some_and(|it| it.is_empty() || it.starts_with('['));
    query.claim(belongs);
    let mut tree = Tree::default();
    for (key, text) in query.pairs.iter().filter(|(key, _)| belongs(key)) {
        // The brackets of a list say nothing by themselves.
        let brackets = key.get(name.len()..).filter(|it| *it != "[]").unwrap_or_default();
        tree.insert_below(brackets, text.clone());
    }
    if tree.is_empty() {
        return None;
    }
    let value = tree.value(outline);
    // An empty text is an empty list, not a list of one empty text.
    let is_nothing =
        |it: &Value| it.as_array().is_some_and(|it| matches!(it.as_slice(), [only] if only == ""));
    Some(vec![if is_nothing(&value) { Vec::<Value>::new().into() } else { value }])
}

/// An exploded object: each member has a key of its own.
fn spread(query: &mut Query<'_>, outline: Outline<'_>) -> Option<Vec<Value>> {
    // What nobody else claims belongs to an object that takes whatever comes.
    let takes_all = outline.additional().is_some();
    let mut members = Map::new();
    for ((key, text), claimed) in query.pairs.iter().zip(&mut query.claimed) {
        if outline.has_property(key) || (takes_all && !*claimed) {
            *claimed = true;
            members.insert(key.clone(), likeliest(text, outline.property(key)));
        }
    }
    (!members.is_empty()).then(|| vec![members.into()])
}

fn array<'t>(pieces: impl Iterator<Item = &'t str>, outline: Outline<'_>) -> Value {
    let items = outline.items();
    let pieces: Vec<&str> = pieces.collect();
    let is_empty = matches!(pieces.as_slice(), [""]);
    pieces.into_iter().filter(|_| !is_empty).map(|it| likeliest(it, items)).collect()
}

/// `a=1,b=2` exploded, `a,1,b,2` otherwise.
fn object(pieces: &[&str], explode: bool, outline: Outline<'_>) -> Value {
    let mut members = Map::new();
    let mut add = |name: &str, text: &str| {
        members.insert(name.to_owned(), likeliest(text, outline.property(name)));
    };
    if explode {
        for piece in pieces.iter().filter(|it| !it.is_empty()) {
            let (name, text) = piece.split_once('=').unwrap_or((piece, ""));
            add(name, text);
        }
    } else if pieces.len().is_multiple_of(2) {
        pieces.chunks_exact(2).for_each(|pair| add(pair[0], pair[1]));
    } else {
        return pieces.join(",").into();
    }
    members.into()
}

fn without_name<'t>(text: &'t str, name: &str) -> &'t str {
    text.strip_prefix(name).and_then(|it| it.strip_prefix('=')).unwrap_or(text)
}

fn delimiter(style: Style) -> char {
    match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        _ => ',',
    }
}
