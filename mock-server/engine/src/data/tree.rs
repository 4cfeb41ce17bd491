//! YAML (and with it JSON) as a tree that knows where everything stands.
//!
//! It is built from the parser's events, because the ready-made trees let the second of two equal
//! keys win without a word.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use saphyr::{Scalar, Tag};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};
use serde_json::{Number, Value};

use crate::Map;

/// Nesting beyond this is refused: nobody writes it by hand, and it would exhaust the stack.
const DEPTH: usize = 100;

/// A value and where it starts.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in characters.
    pub(crate) column: usize,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Scalar(Value),
    List(Vec<Node>),
    Object(Vec<(Key, Node)>),
}

/// A key and where it starts.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) name: String,
}

/// What is wrong with the text.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) message: String,
}

/// Reads a text; an empty one is an empty object.
pub(crate) fn parse(text: &str) -> Result<Node, Vec<Wrong>> {
    let text = joined_surrogates(text);
    let mut reader =
        Reader { parser: Parser::new_from_str(&text), anchors: HashMap::new(), wrong: Vec::new() };
    let root = reader.document().map_err(|wrong| vec![wrong])?;
    if reader.wrong.is_empty() { Ok(root) } else { Err(reader.wrong) }
}

impl Node {
    /// Returns the value of a key; `None` also if the node is no object.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        let Kind::Object(entries) = &self.kind else { return None };
        entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// Finds where a JSON Pointer leads; as far as it leads at all.
    ///
    /// The place of a property is that of its key.
    pub(crate) fn place(&self, pointer: &str) -> (usize, usize) {
        let mut node = self;
        let mut place = (self.line, self.column);
        for segment in pointer.split('/').skip(1) {
            let segment = segment.replace("~1", "/").replace("~0", "~");
            match &node.kind {
                Kind::Object(entries) => {
                    let Some((key, value)) = entries.iter().find(|(key, _)| key.name == segment)
                    else {
                        return place;
                    };
                    place = (key.line, key.column);
                    node = value;
                }
                Kind::List(items) => {
                    let item = segment.parse().ok().and_then(|it: usize| items.get(it));
                    let Some(item) = item else { return place };
                    place = (item.line, item.column);
                    node = item;
                }
                Kind::Scalar(_) => return place,
            }
        }
        place
    }

    pub(crate) fn to_json(&self) -> Value {
        match &self.kind {
            Kind::Scalar(value) => value.clone(),
            Kind::List(items) => items.iter().map(Node::to_json).collect(),
            Kind::Object(entries) => {
                let entries = entries.iter().map(|(key, node)| (key.name.clone(), node.to_json()));
                Value::Object(entries.collect::<Map>())
            }
        }
    }
}

struct Reader<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    anchors: HashMap<usize, Node>,
    /// What is wrong and does not keep the rest from being read.
    wrong: Vec<Wrong>,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Node, Wrong> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::DocumentStart(_) if root.is_some() => {
                    let message = "a second document is not read, put everything into the first";
                    return Err(wrong(span.start, message));
                }
                Event::DocumentStart(_) => {
                    let (event, span) = self.next()?;
                    root = Some(self.node(event, span, 0)?);
                }
                Event::StreamEnd => break,
                _ => return Err(wrong(span.start, "expected a document")),
            }
        }
        let empty = Node { line: 1, column: 1, kind: Kind::Object(Vec::new()) };
        Ok(root.filter(|root| !matches!(root.kind, Kind::Scalar(Value::Null))).unwrap_or(empty))
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Wrong> {
        if depth > DEPTH {
            return Err(wrong(span.start, "too deeply nested"));
        }
        let (anchor, kind) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                (anchor, Kind::Scalar(scalar(text, style, tag.as_ref())))
            }
            Event::SequenceStart(anchor, _) => (anchor, Kind::List(self.list(depth)?)),
            Event::MappingStart(anchor, _) => (anchor, Kind::Object(self.object(depth)?)),
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor).cloned();
                let node = node.ok_or_else(|| wrong(span.start, "this alias has no anchor"))?;
                return Ok(Node { line: span.start.line(), column: span.start.col() + 1, ..node });
            }
            _ => return Err(wrong(span.start, "expected a value")),
        };
        let node = Node { line: span.start.line(), column: span.start.col() + 1, kind };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node>, Wrong> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, span) => items.push(self.node(event, span, depth + 1)?),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Vec<(Key, Node)>, Wrong> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            let (line, column, name) = match self.next()? {
                (Event::MappingEnd, _) => return Ok(entries),
                (Event::Scalar(name, ..), span) => {
                    (span.start.line(), span.start.col() + 1, name.into_owned())
                }
                (_, span) => return Err(wrong(span.start, "a key must be a text")),
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            if let Some((first, _)) = entries.iter().find(|(key, _)| key.name == name) {
                let message = format!(
                    "the key `{name}` is there already, in line {}: remove one of them",
                    first.line
                );
                self.wrong.push(Wrong { line, column, message });
                continue;
            }
            entries.push((Key { line, column, name }, value));
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), Wrong> {
        match self.parser.next_event() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => Err(wrong(*error.marker(), error.info())),
            None => Err(wrong(Marker::new(0, 1, 0), "the text ends too early")),
        }
    }
}

fn wrong(place: Marker, message: &str) -> Wrong {
    Wrong { line: place.line(), column: place.col() + 1, message: message.to_owned() }
}

/// Writes `\ud83d\ude00` as `\U0001f600`: the one thing that JSON may contain and YAML does not know.
///
/// It is two characters shorter, by which columns after it in the same line are off.
fn joined_surrogates(text: &str) -> Cow<'_, str> {
    // In YAML of another style a backslash may stand for itself.
    if !text.trim_start().starts_with(['{', '[']) || !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(position) = rest.find('\\') {
        let (before, escape) = rest.split_at(position);
        joined.push_str(before);
        let halves = utf16_escape(escape).zip(escape.get(6..).and_then(utf16_escape));
        let pair = halves.and_then(|(high, low)| char::decode_utf16([high, low]).next()?.ok());
        if let Some(character) = pair.filter(|it| *it > '\u{ffff}') {
            let _ = write!(joined, "\\U{:08x}", u32::from(character));
            rest = &escape[12..];
        } else {
            // The character after a backslash may be another one, which begins no escape.
            let end = escape.char_indices().nth(2).map_or(escape.len(), |(end, _)| end);
            joined.push_str(&escape[..end]);
            rest = &escape[end..];
        }
    }
    joined.push_str(rest);
    Cow::Owned(joined)
}

/// Reads `\ud83d` at the start of a text.
fn utf16_escape(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Cow<'_, Tag>>) -> Value {
    let fallback = text.to_string();
    match Scalar::parse_from_cow_and_metadata(text, style, tag) {
        Some(Scalar::Null) => Value::Null,
        Some(Scalar::Boolean(truth)) => truth.into(),
        Some(Scalar::Integer(number)) => number.into(),
        Some(Scalar::FloatingPoint(number)) => {
            Number::from_f64(number.into_inner()).map_or(fallback.into(), Value::Number)
        }
        Some(Scalar::String(text)) => text.into(),
        // A tag that the text does not satisfy, such as `!!int x`: the schema refuses the text.
        None => fallback.into(),
    }
}
