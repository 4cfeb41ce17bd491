//! Parameters: texts from path, query, headers and cookies, turned into JSON.

use std::borrow::Cow;
use std::sync::OnceLock;

use http::HeaderMap;
use http::header::COOKIE;
use serde_json::Value;
use twinspec_blueprint::{Parameter, Place, SchemaText, Text};

use crate::definitions::Definitions;
use crate::outline::{Outline, Types};
use crate::request::escape::{self, BadEscape};
use crate::request::style::{self, Query};
use crate::schema::Schema;
use crate::violation::{RequestPart, Violation};

/// What a parameter must satisfy, ready to be used.
pub(crate) struct Prepared {
    pub(crate) schema: Schema,
    text: SchemaText,
    source: OnceLock<Value>,
    takes_rest: OnceLock<bool>,
    types: OnceLock<Types>,
}

impl Prepared {
    pub(crate) fn new(text: &SchemaText, schema: Schema) -> Self {
        let (source, takes_rest, types) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { schema, text: text.clone(), source, takes_rest, types }
    }

    /// Returns the schema as JSON, to learn from what kind of value a text stands for.
    pub(crate) fn source(&self) -> &Value {
        self.source.get_or_init(|| serde_json::from_str(&self.text).unwrap_or(Value::Bool(true)))
    }

    /// Whether a parameter takes whatever comes, and must see what is left by the others.
    fn takes_rest(&self, parameter: &Parameter, definitions: &Definitions) -> bool {
        let additional = || Outline::new(self.source(), definitions).additional().is_some();
        parameter.place == Place::Query && *self.takes_rest.get_or_init(additional)
    }
}

/// The values of an operation's parameters; each stands at the position of its parameter.
#[derive(Debug)]
pub(crate) struct Parameters<'a> {
    described: &'a [Parameter],
    values: Vec<Option<Value>>,
    /// What is wrong with them.
    pub(crate) violations: Vec<Violation>,
    /// The values in the path, also of parameters that the document forgot to describe.
    path: Vec<(&'a str, String)>,
    /// The query as it was sent, decoded, in its order.
    pub(crate) query: Vec<(String, String)>,
    /// Which pairs of the query belong to a parameter.
    claimed: Vec<bool>,
}

impl<'a> Parameters<'a> {
    pub(crate) fn read(
        described: &'a [Parameter],
        prepared: &[Prepared],
        definitions: &Definitions,
        path: Vec<(&'a str, String)>,
        query: &str,
        headers: &HeaderMap,
    ) -> Result<Self, BadEscape> {
        let pairs = escape::query_pairs(query)?;
        let claimed = vec![false; pairs.len()];
        let mut query = Query { raw: query, pairs, claimed };
        let mut violations = Vec::new();
        let mut values = vec![None; described.len()];
        let each = || described.iter().zip(prepared).enumerate();
        let is_last = |(_, (it, prepared)): &(usize, (&Parameter, &Prepared))| {
            prepared.takes_rest(it, definitions)
        };
        let last = each().filter(is_last);
        for (position, (parameter, prepared)) in each().filter(|it| !is_last(it)).chain(last) {
            let outline = Outline::new(prepared.source(), definitions);
            let types = *prepared.types.get_or_init(|| outline.types());
            let readings = if parameter.place == Place::Query {
                style::of_query(parameter, &mut query, (outline, types))
            } else {
                let text = text(parameter, &path, headers);
                text.map(|it| style::of_text(parameter, &it, (outline, types)))
            };
            let part = RequestPart::of(parameter.place);
            let Some(readings) = readings else {
                if parameter.required {
                    violations.push(Violation::missing(part, &parameter.name));
                }
                continue;
            };
            if parameter.may_be_empty && readings.iter().any(is_empty) {
                continue;
            }
            let (value, wrong) = choose(readings, part, &parameter.name, &prepared.schema);
            if !wrong.is_empty() {
                violations.extend(wrong);
            }
            values[position] = Some(value);
        }
        let Query { pairs: query, claimed, .. } = query;
        Ok(Self { described, values, violations, path, query, claimed })
    }

    /// Returns the value of a parameter.
    pub(crate) fn get(&self, place: Place, name: &str) -> Option<&Value> {
        let position = self.described.iter().position(|it| it.place == place && same(it, name))?;
        self.values[position].as_ref()
    }

    /// Returns the value of a parameter of the path as it was sent.
    pub(crate) fn id(&self, name: &str) -> Option<&str> {
        self.path.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_str())
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
        for ((key, _), claimed) in self.query.iter().zip(&self.claimed) {
            if !claimed && !unknown.contains(&key.as_str()) {
                unknown.push(key);
            }
        }
        unknown
    }
}

/// Picks the reading that the schema takes; if it takes none, the likeliest one is wrong.
fn choose(
    mut readings: Vec<Value>,
    part: RequestPart,
    name: &str,
    schema: &Schema,
) -> (Value, Vec<Violation>) {
    let first = schema.violations(part, name, &readings[0]);
    if !first.is_empty() {
        let valid = |it: &Value| schema.violations(part, name, it).is_empty();
        if let Some(position) = readings.iter().skip(1).position(valid) {
            return (readings.swap_remove(position + 1), Vec::new());
        }
    }
    (readings.swap_remove(0), first)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        other => other.is_null(),
    }
}

/// Whether a parameter has this name; those of headers are written in any case.
fn same(parameter: &Parameter, name: &str) -> bool {
    match parameter.place {
        Place::Header => parameter.name.eq_ignore_ascii_case(name),
        _ => parameter.name == name,
    }
}

/// Returns the text of a parameter that is one text; lines of a header are one list.
fn text<'r>(
    parameter: &Parameter,
    path: &'r [(&str, String)],
    headers: &'r HeaderMap,
) -> Option<Cow<'r, str>> {
    let name: &Text = &parameter.name;
    match parameter.place {
        Place::Path => {
            let found = path.iter().find(|(it, _)| *it == name.as_ref());
            found.map(|(_, value)| Cow::Borrowed(value.as_str()))
        }
        Place::Header => {
            let lines = headers.get_all(name.as_ref()).iter();
            let mut lines = lines.map(|value| String::from_utf8_lossy(value.as_bytes()));
            let first = lines.next()?;
            Some(lines.fold(first, |text, line| text + "," + line))
        }
        Place::Query | Place::Cookie => {
            let texts = cookies(headers, name);
            (!texts.is_empty()).then(|| texts.join(",").into())
        }
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
        .map(|(_, value)| value.trim_matches('"').to_owned())
        .collect()
}
