//! Parameters: texts from path, query, headers and cookies, turned into JSON.

use http::HeaderMap;
use http::header::COOKIE;
use serde_json::Value;
use twinspec_blueprint::{Parameter, Place, Text};

use crate::definitions::Definitions;
use crate::outline::Outline;
use crate::request::escape::{self, BadEscape};
use crate::request::style::{self, Query};
use crate::schema::Schema;
use crate::violation::{RequestPart, Violation};

/// What a parameter must satisfy, ready to be used.
pub(crate) struct Prepared {
    pub(crate) schema: Schema,
    /// The same schema as JSON, to learn from what kind of value a text stands for.
    pub(crate) source: Value,
}

/// The values of an operation's parameters; each stands at the position of its parameter.
#[derive(Debug)]
pub(crate) struct Parameters<'a> {
    described: &'a [Parameter],
    values: Vec<Option<Value>>,
    /// What is wrong with them.
    pub(crate) violations: Vec<Violation>,
    /// The values in the path, also of parameters that the document forgot to describe.
    path: &'a [(String, String)],
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
        path: &'a [(String, String)],
        query: &str,
        headers: &HeaderMap,
    ) -> Result<Self, BadEscape> {
        let pairs = escape::query_pairs(query)?;
        let claimed = vec![false; pairs.len()];
        let mut query = Query { raw: query, pairs, claimed };
        let mut violations = Vec::new();
        let mut values = vec![None; described.len()];
        let each = || described.iter().zip(prepared).enumerate();
        // A parameter that takes whatever comes must see what is left by the others.
        let (last, first): (Vec<_>, Vec<_>) = each().partition(|(_, (it, prepared))| {
            it.place == Place::Query
                && Outline::new(&prepared.source, definitions).additional().is_some()
        });
        for (position, (parameter, prepared)) in first.into_iter().chain(last) {
            let outline = Outline::new(&prepared.source, definitions);
            let readings = if parameter.place == Place::Query {
                style::of_query(parameter, &mut query, outline)
            } else {
                let text = text(parameter, path, headers);
                text.map(|it| style::of_text(parameter, &it, outline))
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
            violations.extend(wrong);
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
fn text(parameter: &Parameter, path: &[(String, String)], headers: &HeaderMap) -> Option<String> {
    let name: &Text = &parameter.name;
    let texts: Vec<String> = match parameter.place {
        Place::Path => {
            return path.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone());
        }
        Place::Header => headers
            .get_all(name.as_ref())
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect(),
        Place::Query | Place::Cookie => cookies(headers, name),
    };
    (!texts.is_empty()).then(|| texts.join(","))
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
