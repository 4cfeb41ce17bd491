//! Parameters: texts from path, query, headers and cookies, turned into JSON.

use http::HeaderMap;
use http::header::COOKIE;
use serde_json::{Number, Value};
use twinspec_blueprint::{Parameter, Place, Text, ValueKind};

use crate::request::escape::{self, BadEscape};

/// The values of an operation's parameters; each stands at the position of its parameter.
#[derive(Debug)]
pub(crate) struct Parameters<'a> {
    described: &'a [Parameter],
    values: Vec<Option<Value>>,
    /// The values in the path, also of parameters that the document forgot to describe.
    path: &'a [(String, String)],
    /// The query as it was sent, decoded, in its order.
    pub(crate) query: Vec<(String, String)>,
}

impl<'a> Parameters<'a> {
    pub(crate) fn read(
        described: &'a [Parameter],
        path: &'a [(String, String)],
        query: &str,
        headers: &HeaderMap,
    ) -> Result<Self, BadEscape> {
        let query = escape::query_pairs(query)?;
        let values = described
            .iter()
            .map(|parameter| {
                let texts = texts(parameter, path, &query, headers);
                (!texts.is_empty()).then(|| to_json(parameter.kind, &texts))
            })
            .collect();
        Ok(Self { described, values, path, query })
    }

    /// Returns the value of a parameter.
    pub(crate) fn get(&self, place: Place, name: &str) -> Option<&Value> {
        let position = self.described.iter().position(|it| it.place == place && same(it, name))?;
        self.values[position].as_ref()
    }

    /// Returns the value of a parameter of the path as it was sent.
    pub(crate) fn id(&self, name: &str) -> Option<&'a str> {
        self.path.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// Returns the value of a parameter of the path or the query.
    pub(crate) fn filter(&self, name: &str) -> Option<&Value> {
        self.get(Place::Query, name).or_else(|| self.get(Place::Path, name))
    }

    /// Pairs each parameter with its value, in the order of the document.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a Parameter, Option<&Value>)> {
        self.described.iter().zip(self.values.iter().map(Option::as_ref))
    }

    /// Lists the keys of the query that are no parameter, each once.
    pub(crate) fn unknown_query_keys(&self) -> Vec<&str> {
        let mut unknown: Vec<&str> = Vec::new();
        for (key, _) in &self.query {
            let known =
                self.described.iter().any(|it| it.place == Place::Query && stands_for(it, key));
            if !known && !unknown.contains(&key.as_str()) {
                unknown.push(key);
            }
        }
        unknown
    }
}

/// Whether a parameter has this name; those of headers are written in any case.
fn same(parameter: &Parameter, name: &str) -> bool {
    match parameter.place {
        Place::Header => parameter.name.eq_ignore_ascii_case(name),
        _ => parameter.name == name,
    }
}

/// Whether a key of the query belongs to a parameter; lists are also written `ids[]`.
fn stands_for(parameter: &Parameter, key: &str) -> bool {
    parameter.name == key
        || parameter.kind == ValueKind::Repeated && key.strip_suffix("[]") == Some(&parameter.name)
}

fn texts(
    parameter: &Parameter,
    path: &[(String, String)],
    query: &[(String, String)],
    headers: &HeaderMap,
) -> Vec<String> {
    let name: &Text = &parameter.name;
    match parameter.place {
        Place::Path => {
            path.iter().filter(|(it, _)| it == name).map(|(_, value)| value.clone()).collect()
        }
        Place::Query => query
            .iter()
            .filter(|(key, _)| stands_for(parameter, key))
            .map(|(_, value)| value.clone())
            .collect(),
        Place::Header => headers
            .get_all(name.as_ref())
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect(),
        Place::Cookie => cookies(headers, name),
    }
}

fn cookies(headers: &HeaderMap, name: &str) -> Vec<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
        .collect()
}

/// Turns texts into JSON; what is not of the kind stays text, so that its schema refuses it.
fn to_json(kind: ValueKind, texts: &[String]) -> Value {
    // A key that is given twice where one value belongs: the last one counts, as with most
    // servers.
    let text = texts.last().map_or("", String::as_str);
    match kind {
        ValueKind::Text => Value::from(text),
        ValueKind::Integer | ValueKind::Number => number(text).unwrap_or_else(|| text.into()),
        ValueKind::Boolean => match text {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => text.into(),
        },
        ValueKind::Repeated => texts.to_vec().into(),
        ValueKind::CommaSeparated => {
            texts.iter().flat_map(|text| text.split(',')).map(Value::from).collect()
        }
    }
}

/// Reads a number that is written as in JSON; `0x10`, `1_000`, `NaN` and ` 1` are not.
fn number(text: &str) -> Option<Value> {
    if text.starts_with(|it: char| it.is_whitespace()) || text.ends_with(char::is_whitespace) {
        return None;
    }
    serde_json::from_str::<Number>(text).ok().map(Value::Number)
}
