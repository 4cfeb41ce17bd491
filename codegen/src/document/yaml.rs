//! YAML (and so JSON) text to a JSON value.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Number, Value};

use crate::document::position::Position;

/// Why a text is not a document.
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) position: Position,
}

/// Reads a text that holds one YAML document.
pub(crate) fn parse(text: &str) -> Result<Value, Problem> {
    let at_start = |message: &str| Problem {
        message: message.to_owned(),
        position: Position { line: 1, column: 1 },
    };
    let documents = Yaml::load_from_str(text).map_err(|error| Problem {
        message: error.info().to_owned(),
        position: Position { line: error.marker().line(), column: error.marker().col() + 1 },
    })?;
    match documents.as_slice() {
        [document] => to_json(document).map_err(|it| at_start(&it)),
        [] => Err(at_start("the file is empty")),
        _ => Err(at_start("the file holds more than one YAML document")),
    }
}

fn to_json(yaml: &Yaml<'_>) -> Result<Value, String> {
    Ok(match yaml {
        Yaml::Value(scalar) => scalar_to_json(scalar),
        Yaml::Sequence(items) => Value::Array(items.iter().map(to_json).collect::<Result<_, _>>()?),
        Yaml::Mapping(members) => {
            let mut object = Map::new();
            for (key, value) in members {
                object.insert(key_to_text(key)?, to_json(value)?);
            }
            Value::Object(object)
        }
        Yaml::Tagged(tag, _) => return Err(format!("the YAML tag `{tag}` has no meaning here")),
        Yaml::Representation(..) | Yaml::Alias(_) | Yaml::BadValue => {
            return Err("a value cannot be read as YAML 1.2".to_owned());
        }
    })
}

/// Statuses are often written without quotes (`200:`), so a key may be any scalar.
pub(crate) fn key_to_text(key: &Yaml<'_>) -> Result<String, String> {
    match key {
        Yaml::Value(scalar) => Ok(scalar_to_text(scalar)),
        _ => Err("a mapping has a key that is no scalar".to_owned()),
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
