//! Path templates: what they match and which of two is the more literal.

use percent_encoding::percent_decode_str;

/// A path of the document, split into segments.
#[derive(Debug, Clone)]
pub(crate) struct PathTemplate {
    segments: Vec<Vec<Part>>,
    /// A query that the document writes into the path (`/items?kind=new`).
    ///
    /// It is not legal, and yet a common way to tell two operations on one path apart.
    pub(crate) required_query: Vec<(String, String)>,
}

#[derive(Debug, Clone)]
enum Part {
    Literal(String),
    Parameter(String),
}

/// Which template wins where several match: the smaller one.
///
/// Compared segment by segment from the left: a literal comes before a mix of literals and
/// parameters, and that before a parameter alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Precedence(Vec<(u8, usize)>);

/// Values of path parameters, by name.
pub(crate) type Captures = Vec<(String, String)>;

impl PathTemplate {
    pub(crate) fn parse(path: &str) -> Self {
        // A fragment never travels. Some documents use it to have one path twice.
        let path = path.split('#').next().unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let required_query = crate::text::pairs(query);
        let segments = split(path).into_iter().map(parts).collect();
        Self { segments, required_query }
    }

    /// Matches the segments of a request's path, already percent-decoded.
    pub(crate) fn matches(&self, path: &[String]) -> Option<Captures> {
        if self.segments.len() != path.len() {
            return None;
        }
        let mut captures = Vec::new();
        let mut pairs = self.segments.iter().zip(path);
        pairs.all(|(parts, text)| capture(parts, text, &mut captures)).then_some(captures)
    }

    pub(crate) fn precedence(&self) -> Precedence {
        let rank = |parts: &Vec<Part>| match parts.as_slice() {
            [] | [Part::Literal(_)] => (0, 0),
            [Part::Parameter(_)] => (2, 0),
            mixed => {
                let literal = |part: &Part| match part {
                    Part::Literal(text) => text.len(),
                    Part::Parameter(_) => 0,
                };
                (1, usize::MAX - mixed.iter().map(literal).sum::<usize>())
            }
        };
        Precedence(self.segments.iter().map(rank).collect())
    }
}

/// The segments of a request's path: decoded, and one trailing slash less.
pub(crate) fn request_segments(path: &str) -> Vec<String> {
    let decode = |it: &str| percent_decode_str(it).decode_utf8_lossy().into_owned();
    split(path).into_iter().map(decode).collect()
}

fn split(path: &str) -> Vec<&str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() { Vec::new() } else { path.split('/').collect() }
}

fn parts(mut segment: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    while let Some((literal, rest)) = segment.split_once('{') {
        let Some((name, rest)) = rest.split_once('}') else { break };
        if !literal.is_empty() {
            parts.push(Part::literal(literal));
        }
        parts.push(Part::Parameter(name.to_owned()));
        segment = rest;
    }
    if !segment.is_empty() {
        parts.push(Part::literal(segment));
    }
    parts
}

impl Part {
    fn literal(text: &str) -> Self {
        Self::Literal(percent_decode_str(text).decode_utf8_lossy().into_owned())
    }
}

/// Matches one segment; on failure `captures` may hold leftovers, the caller gives up then.
fn capture(parts: &[Part], text: &str, captures: &mut Captures) -> bool {
    match parts {
        [] => text.is_empty(),
        [Part::Literal(literal), rest @ ..] => {
            text.strip_prefix(literal.as_str()).is_some_and(|text| capture(rest, text, captures))
        }
        [Part::Parameter(name), rest @ ..] => {
            let before = captures.len();
            // The longest value first: in `{name}.{extension}` the last dot separates.
            let ends = text.char_indices().map(|(start, it)| start + it.len_utf8()).rev();
            for end in ends {
                captures.truncate(before);
                captures.push((name.clone(), text[..end].to_owned()));
                if capture(rest, &text[end..], captures) {
                    return true;
                }
            }
            false
        }
    }
}
