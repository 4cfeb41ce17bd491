//! Headers that the document lists for an answer.

use std::sync::OnceLock;

use http::{HeaderName, HeaderValue};
use serde_json::Value;
use twinspec_blueprint::{Header, List};

use crate::shape::{Shape, Shapes};

/// Words with which a schema gives a value itself.
const GIVEN: [&str; 4] = ["const", "default", "enum", "examples"];

/// The headers of an answer; their values are made when the first answer needs them.
pub(crate) struct Headers {
    described: List<Header>,
    shapes: Vec<Shape>,
    made: OnceLock<Vec<(HeaderName, HeaderValue)>>,
}

impl Headers {
    pub(super) fn new(described: &List<Header>, shapes: &Shapes) -> Self {
        let shapes = described.iter().map(|it| shapes.shape(&it.schema)).collect();
        Self { described: described.clone(), shapes, made: OnceLock::new() }
    }

    /// Returns the headers that an answer has by its description: those that are required, and
    /// those of which a value is given.
    pub(crate) fn made(&self, seed: u64) -> &[(HeaderName, HeaderValue)] {
        self.made.get_or_init(|| {
            let pairs = self.described.iter().zip(&self.shapes);
            pairs.filter_map(|(header, shape)| make(header, shape, seed)).collect()
        })
    }

    /// Returns the headers that somebody knows the value of, by their names in small letters, and
    /// whether a URL has to be absolute; what the description does not take is left out.
    pub(crate) fn told(
        &self,
        tell: impl Fn(&str, bool) -> Option<String>,
    ) -> Vec<(HeaderName, HeaderValue)> {
        let pairs = self.described.iter().zip(&self.shapes);
        let told = pairs.filter_map(|(header, shape)| {
            let name = HeaderName::from_bytes(header.name.as_bytes()).ok()?;
            let is_absolute = shape.schema().get("format").is_some_and(|it| it == "uri");
            let text = tell(name.as_str(), is_absolute)?;
            let value = HeaderValue::from_str(&text).ok()?;
            shape.is_valid(&Value::from(text)).then_some((name, value))
        });
        told.collect()
    }
}

fn make(header: &Header, shape: &Shape, seed: u64) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::from_bytes(header.name.as_bytes()).ok()?;
    let example = header.example.as_deref().and_then(|it| serde_json::from_str(it).ok());
    let is_given = || GIVEN.iter().any(|it| shape.schema().get(it).is_some());
    let value = match example {
        Some(example) => example,
        None if header.required || is_given() => shape.sample(seed),
        None => return None,
    };
    let value = HeaderValue::from_str(&written(&value)).ok()?;
    Some((name, value))
}

/// Writes a value in the way that headers have (`style: simple`).
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        Value::Object(members) => {
            let pieces = members.iter().flat_map(|(name, it)| [name.clone(), written(it)]);
            pieces.collect::<Vec<_>>().join(",")
        }
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
