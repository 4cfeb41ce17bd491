//! JSON, strictly: what is not, the reader of YAML explains.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::document::text::Position;
use crate::document::text::position::Step;

/// Reads a text; `None` if it is no JSON, nests too deep, or has a key twice in one object.
pub(super) fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().map(|Strict(value)| value)
}

/// Whether a text is JSON, whatever it says.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text.trim_start_matches('\u{feff}')).is_ok()
}

/// Goes through a text that is JSON, and says where each value begins.
pub(super) fn scan(text: &str, mut take: impl FnMut(Step<'_>, Position)) {
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut position = Position::START;
    while let Some(first) = rest.bytes().next() {
        let length = match first {
            b'"' => string(rest),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            _ if first.is_ascii_whitespace() => 1,
            _ => {
                rest.find(|it: char| ",]}".contains(it) || it.is_whitespace()).unwrap_or(rest.len())
            }
        };
        let (token, after) = rest.split_at(length);
        match first {
            b'{' => take(Step::Object, position),
            b'[' => take(Step::List, position),
            b'}' | b']' => take(Step::End, position),
            b'"' => take(Step::Scalar(unescaped(token)), position),
            b',' | b':' => {}
            b'\n' => position = Position { line: position.line + 1, column: 0 },
            _ if first.is_ascii_whitespace() => {}
            _ => take(Step::Scalar(None), position),
        }
        position.column += token.chars().count();
        rest = after;
    }
}

/// Returns the length of the string at the beginning of a text.
fn string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|it| {
        let ends = it == b'"' && !escaped;
        escaped = it == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |it| it + 2)
}

fn unescaped(string: &str) -> Option<Cow<'_, str>> {
    if string.contains('\\') {
        return serde_json::from_str(string).ok().map(Cow::Owned);
    }
    string.get(1..string.len() - 1).map(Cow::Borrowed)
}

/// A value without a key that is there twice: `serde_json` itself would keep the last.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((key, Strict(value))) = access.next_entry::<String, _>()? {
            if members.insert(key, value).is_some() {
                return Err(A::Error::custom("a key is there twice"));
            }
        }
        Ok(Value::Object(members))
    }
}
