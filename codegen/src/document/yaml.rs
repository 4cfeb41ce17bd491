//! YAML (and so JSON) text to a JSON value.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Number, Value};

use crate::document::Pointer;
use crate::document::position::{Position, Positions};

/// How deep values may be nested: what reads the value after us goes down by one call a step.
const DEPTH: usize = 128;

/// Why a text is not a document.
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) position: Position,
    pub(crate) at: Pointer,
}

/// Reads a text that holds one YAML document.
pub(crate) fn parse(text: &str) -> Result<Value, Problem> {
    let problem = |message: &str, position| Problem {
        message: message.to_owned(),
        position,
        at: Pointer::default(),
    };
    if let Some(line) = text.lines().position(is_too_deep) {
        return Err(problem(TOO_DEEP, Position { line: line + 1, column: 1 }));
    }
    let documents = Yaml::load_from_str(text).map_err(|error| {
        let (line, column) = (error.marker().line(), error.marker().col() + 1);
        problem(error.info(), Position { line, column })
    })?;
    let start = Position { line: 1, column: 1 };
    match documents.as_slice() {
        [document] => to_json(document, DEPTH).map_err(|Misfit { mut way, message }| {
            way.reverse();
            let at = way.iter().fold(Pointer::default(), |at, it| at.join(it));
            Problem { message, position: Positions::of(text).locate(&at), at }
        }),
        [] => Err(problem("the file is empty", start)),
        _ => Err(problem("the file holds more than one YAML document", start)),
    }
}

/// Writes out the pairs of escapes (`\ud83d\ude00`) that JSON has and YAML does not.
pub(crate) fn without_pairs(text: String) -> String {
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find('\\') {
        let escape = &rest[start..];
        out.push_str(&rest[..start]);
        let length = if let Some(character) = pair(escape) {
            out.push(character);
            "\\ud83d\\ude00".len()
        } else {
            let length = 1 + escape[1..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&escape[..length]);
            length
        };
        rest = &escape[length..];
    }
    out + rest
}

fn pair(text: &str) -> Option<char> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let units = [unit(0)?, unit(6)?];
    // A pair is one character; two units that are none are two.
    let mut characters = char::decode_utf16(units);
    let first = characters.next()?.ok()?;
    characters.next().is_none().then_some(first)
}

const TOO_DEEP: &str = "values are nested more than 128 deep";

/// Whether a line alone goes deeper than any value may.
///
/// The YAML library frees what it read by recursion, so it must not be given what is far too deep.
/// Each block takes at least a column of its own, and it bounds brackets itself.
fn is_too_deep(line: &str) -> bool {
    // A rule of dashes is text; only a dash before a space begins a block.
    let begins_block = |pair: &&[u8]| {
        pair[0] == b' ' || (matches!(pair[0], b'-' | b'?' | b':') && pair[1] == b' ')
    };
    line.len() > 8 * DEPTH
        && line.as_bytes().windows(2).take_while(begins_block).count() > 8 * DEPTH
}

/// What is no JSON, and the way to it from the inside out.
struct Misfit {
    way: Vec<String>,
    message: String,
}

impl Misfit {
    fn new(message: impl Into<String>) -> Self {
        Self { way: Vec::new(), message: message.into() }
    }

    fn below(mut self, step: String) -> Self {
        self.way.push(step);
        self
    }
}

fn to_json(yaml: &Yaml<'_>, depth: usize) -> Result<Value, Misfit> {
    let Some(below) = depth.checked_sub(1) else { return Err(Misfit::new(TOO_DEEP)) };
    Ok(match yaml {
        Yaml::Value(scalar) => scalar_to_json(scalar),
        Yaml::Sequence(items) => {
            let item = |(index, it): (usize, &Yaml<'_>)| {
                to_json(it, below).map_err(|misfit| misfit.below(index.to_string()))
            };
            Value::Array(items.iter().enumerate().map(item).collect::<Result<_, _>>()?)
        }
        Yaml::Mapping(members) => {
            let mut object = Map::new();
            for (key, value) in members {
                let key = key_to_text(key)?;
                let value = to_json(value, below).map_err(|it| it.below(key.clone()))?;
                object.insert(key, value);
            }
            Value::Object(object)
        }
        Yaml::Tagged(tag, _) => {
            return Err(Misfit::new(format!("the YAML tag `{tag}` has no meaning here")));
        }
        Yaml::Representation(..) | Yaml::Alias(_) | Yaml::BadValue => {
            return Err(Misfit::new("a value cannot be read as YAML 1.2"));
        }
    })
}

/// Statuses are often written without quotes (`200:`), so a key may be any scalar.
fn key_to_text(key: &Yaml<'_>) -> Result<String, Misfit> {
    match key {
        Yaml::Value(scalar) => Ok(scalar_to_text(scalar)),
        _ => Err(Misfit::new("a mapping has a key that is no scalar")),
    }
}

pub(crate) fn scalar_to_text(scalar: &Scalar<'_>) -> String {
    match scalar_to_json(scalar) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn scalar_to_json(scalar: &Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(it) => Value::Bool(*it),
        Scalar::Integer(it) => Value::Number((*it).into()),
        // JSON knows neither infinity nor NaN; as text they at least say what was meant.
        Scalar::FloatingPoint(it) => Number::from_f64(it.into_inner())
            .map_or_else(|| Value::String(it.to_string()), Value::Number),
        Scalar::String(it) => Value::String(it.to_string()),
    }
}
