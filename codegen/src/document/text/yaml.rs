//! YAML to a JSON value, event by event.
//!
//! Nothing here goes down by calls, so that a text may nest as it likes: what is too deep is
//! refused as soon as it is met.

use std::collections::BTreeMap;

use saphyr::Scalar;
use saphyr_parser::{Event, Parser, Tag};
use serde_json::{Map, Number, Value};

use crate::document::Pointer;
use crate::document::text::position::Step;
use crate::document::text::{DEPTH, Position, Problem};

/// How many values aliases may repeat in one file: a few that repeat each other are billions.
const REPEATED: usize = 100_000;

/// Reads a text that holds one YAML document.
pub(super) fn parse(text: &str, file: &Pointer) -> Result<Value, Problem> {
    let mut reader = Reader::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| Problem {
            message: error.info().to_owned(),
            position: Position::of(error.marker()),
            at: file.clone(),
        })?;
        let read = reader.read(event, Position::of(&span.start));
        read.map_err(|(message, position)| Problem { message, position, at: reader.at(file) })?;
    }
    reader.done.ok_or_else(|| Problem {
        message: "the file is empty".to_owned(),
        position: Position::START,
        at: file.clone(),
    })
}

/// Goes through a text that was read before, and says where each value begins.
pub(super) fn scan(text: &str, mut take: impl FnMut(Step<'_>, Position)) {
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        let step = match event {
            Event::SequenceStart(..) => Step::List,
            Event::MappingStart(..) => Step::Object,
            Event::Scalar(text, ..) => Step::Scalar(Some(text)),
            Event::Alias(_) => Step::Scalar(None),
            Event::SequenceEnd | Event::MappingEnd => Step::End,
            _ => continue,
        };
        take(step, Position::of(&span.start));
    }
}

/// What is wrong, and where.
type Misfit = (String, Position);

#[derive(Default)]
struct Reader {
    /// The values that have begun and not ended, from the outside in.
    open: Vec<Open>,
    anchors: BTreeMap<usize, Value>,
    repeated: usize,
    done: Option<Value>,
}

/// A list or an object that has begun.
struct Open {
    anchor: usize,
    values: Values,
}

enum Values {
    Items(Vec<Value>),
    /// And the key, with its place, whose value comes next.
    Members(Map<String, Value>, Option<(String, Position)>),
}

impl Reader {
    fn read(&mut self, event: Event<'_>, position: Position) -> Result<(), Misfit> {
        match event {
            Event::DocumentStart(_) if self.done.is_some() => {
                Err(("the file holds more than one YAML document".to_owned(), position))
            }
            Event::SequenceStart(anchor, tag) => {
                self.begin(anchor, tag.as_deref(), Values::Items(Vec::new()), position)
            }
            Event::MappingStart(anchor, tag) => {
                self.begin(anchor, tag.as_deref(), Values::Members(Map::new(), None), position)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { anchor, values }) => self.put(values.finish(), anchor, position),
                None => Ok(()),
            },
            Event::Scalar(text, style, anchor, tag) => {
                // Statuses are often written without quotes (`200:`): a key is what stands there.
                if self.expects_key() && tag.is_none() {
                    return self.put(Value::String(text.into_owned()), anchor, position);
                }
                self.check_tag(tag.as_deref(), position)?;
                let scalar = Scalar::parse_from_cow_and_metadata(text, style, tag.as_ref());
                let Some(scalar) = scalar else {
                    return Err(("a value cannot be read as YAML 1.2".to_owned(), position));
                };
                self.put(scalar_to_json(scalar), anchor, position)
            }
            Event::Alias(anchor) => self.repeat(anchor, position),
            _ => Ok(()),
        }
    }

    fn begin(
        &mut self,
        anchor: usize,
        tag: Option<&Tag>,
        values: Values,
        position: Position,
    ) -> Result<(), Misfit> {
        self.check_tag(tag, position)?;
        if self.expects_key() {
            return Err(("a mapping has a key that is no scalar".to_owned(), position));
        }
        self.check_depth(1, position)?;
        self.open.push(Open { anchor, values });
        Ok(())
    }

    /// Puts a whole value where it belongs.
    fn put(&mut self, value: Value, anchor: usize, position: Position) -> Result<(), Misfit> {
        self.check_depth(0, position)?;
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut().map(|it| &mut it.values) {
            Some(Values::Items(items)) => items.push(value),
            Some(Values::Members(members, key)) => match key.take() {
                Some((name, place)) => {
                    if members.insert(name, value).is_some() {
                        return Err(("duplicated key in mapping".to_owned(), place));
                    }
                }
                None => *key = Some((key_to_text(value), position)),
            },
            None => self.done = Some(value),
        }
        Ok(())
    }

    fn repeat(&mut self, anchor: usize, position: Position) -> Result<(), Misfit> {
        let Some(value) = self.anchors.get(&anchor).cloned() else {
            return Err(("an alias stands within what it repeats".to_owned(), position));
        };
        if self.expects_key() && (value.is_array() || value.is_object()) {
            return Err(("a mapping has a key that is no scalar".to_owned(), position));
        }
        let (values, depth) = extent(&value);
        self.check_depth(depth - 1, position)?;
        self.repeated += values;
        if self.repeated > REPEATED {
            let message = format!("aliases repeat more than {REPEATED} values");
            return Err((message, position));
        }
        self.put(value, 0, position)
    }

    fn check_depth(&self, below: usize, position: Position) -> Result<(), Misfit> {
        if self.open.len() + 1 + below > DEPTH {
            return Err((format!("values are nested more than {DEPTH} deep"), position));
        }
        Ok(())
    }

    fn check_tag(&self, tag: Option<&Tag>, position: Position) -> Result<(), Misfit> {
        match tag.filter(|it| !it.is_yaml_core_schema()) {
            None => Ok(()),
            Some(tag) => {
                let message = format!("the YAML tag `{tag}` has no meaning here");
                Err((message, self.key().map_or(position, |(_, place)| *place)))
            }
        }
    }

    fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|it| matches!(it.values, Values::Members(_, None)))
    }

    fn key(&self) -> Option<&(String, Position)> {
        match &self.open.last()?.values {
            Values::Members(_, key) => key.as_ref(),
            Values::Items(_) => None,
        }
    }

    /// Returns the way to the value that comes next, unless that is too long for anybody to read.
    fn at(&self, file: &Pointer) -> Pointer {
        if self.open.len() >= DEPTH - 1 {
            return file.clone();
        }
        self.open.iter().fold(file.clone(), |at, it| match &it.values {
            Values::Items(items) => at.join(&items.len().to_string()),
            Values::Members(_, Some((key, _))) => at.join(key),
            Values::Members(_, None) => at,
        })
    }
}

impl Values {
    fn finish(self) -> Value {
        match self {
            Self::Items(items) => Value::Array(items),
            Self::Members(members, _) => Value::Object(members),
        }
    }
}

/// Returns how many values there are in a value, and how deep; itself counts.
fn extent(value: &Value) -> (usize, usize) {
    let around = |parts: &mut dyn Iterator<Item = &Value>| {
        let (count, depth) = parts
            .map(extent)
            .fold((0, 0), |(count, depth), (more, deep)| (count + more, depth.max(deep)));
        (count + 1, depth + 1)
    };
    match value {
        Value::Array(items) => around(&mut items.iter()),
        Value::Object(members) => around(&mut members.values()),
        _ => (1, 1),
    }
}

fn key_to_text(key: Value) -> String {
    match key {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn scalar_to_json(scalar: Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(it) => Value::Bool(it),
        Scalar::Integer(it) => Value::Number(it.into()),
        // JSON knows neither infinity nor NaN; as text they at least say what was meant.
        Scalar::FloatingPoint(it) => Number::from_f64(it.into_inner())
            .map_or_else(|| Value::String(it.to_string()), Value::Number),
        Scalar::String(it) => Value::String(it.into_owned()),
    }
}
