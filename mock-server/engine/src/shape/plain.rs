//! Plain objects: what most entities are, checked property by property.
//!
//! The schema of most entities is an object with properties, some of them required, and says
//! nothing about the object as a whole. Whoever writes such an object one property after the other
//! can check it on the way, without the object ever being there. What most properties are, a text or
//! a list of texts, is known beforehand too. Everything else is looked at as ever.

use serde_json::Value;

use crate::Map;
use crate::shape::Shape;
use crate::shape::check::{Checker, DEEPEST, has_type};

/// The keywords that say nothing about an object.
const ANNOTATIONS: [&str; 10] = [
    "$comment",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "readOnly",
    "title",
    "xml",
];

/// What a plain object asks of one of its properties.
#[derive(Debug)]
pub(crate) struct Plain {
    pub(crate) required: bool,
    checks: Vec<Check>,
}

/// What a value must be.
#[derive(Debug)]
enum Check {
    /// `{type: string}`
    Text,
    /// `{type: [integer, "null"]}`
    Types(Vec<String>),
    /// `{type: array, items: …}`
    List(Box<Check>),
    Schema(Value),
}

impl Shape {
    /// Returns what the shape asks of these properties, if it asks nothing else of an object that
    /// has no others.
    pub(crate) fn plain<'n>(&self, names: impl Iterator<Item = &'n str>) -> Option<Vec<Plain>> {
        let names: Vec<&str> = names.collect();
        let checker = self.checker();
        let mut plain: Vec<Plain> =
            names.iter().map(|_| Plain { required: false, checks: Vec::new() }).collect();
        gather(&checker, self.schema(), &names, &mut plain, 0)?;
        Some(plain)
    }

    /// Whether a value may be that of a property.
    pub(crate) fn may_have(&self, property: &Plain, value: &Value) -> bool {
        property.checks.iter().all(|it| it.fits(self, value))
    }
}

/// Adds what a schema asks of properties; `None` if it is not plain.
fn gather(
    checker: &Checker<'_>,
    schema: &Value,
    names: &[&str],
    plain: &mut [Plain],
    depth: usize,
) -> Option<()> {
    let schema = schema.as_object().filter(|_| depth <= DEEPEST)?;
    let position = |name: &str| names.iter().position(|it| *it == name);
    for (keyword, limit) in schema {
        match (keyword.as_str(), limit) {
            ("$ref", Value::String(reference)) => {
                let target = checker.definitions.get(reference)?;
                gather(checker, target, names, plain, depth + 1)?;
            }
            ("allOf", Value::Array(parts)) => {
                for part in parts {
                    gather(checker, part, names, plain, depth + 1)?;
                }
            }
            ("type", Value::String(name)) if name == "object" => {}
            ("properties", Value::Object(properties)) => {
                for (name, property) in properties {
                    // What only callers send is a matter of the whole object.
                    if checker.write_only && checker.is_write_only(property, 0) {
                        return None;
                    }
                    if let Some(position) = position(name) {
                        plain[position].checks.extend(Check::of(property));
                    }
                }
            }
            ("required", Value::Array(required)) => {
                for name in required.iter().filter_map(Value::as_str) {
                    plain[position(name)?].required = true;
                }
            }
            ("additionalProperties", Value::Bool(true)) => {}
            ("additionalProperties", _) if names.iter().all(|it| declares(schema, it)) => {}
            (annotation, _) if is_annotation(annotation) => {}
            _ => return None,
        }
    }
    Some(())
}

fn declares(schema: &Map, name: &str) -> bool {
    schema.get("properties").and_then(|it| it.get(name)).is_some()
}

fn is_annotation(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-")
}

impl Check {
    /// Returns what a schema asks for; `None` if it takes everything.
    fn of(schema: &Value) -> Option<Self> {
        let whole = || Some(Self::Schema(schema.clone()));
        let object = match schema {
            Value::Bool(true) => return None,
            Value::Object(object) => object,
            _ => return whole(),
        };
        let said: Vec<&str> =
            object.keys().map(String::as_str).filter(|it| !is_annotation(it)).collect();
        match (said.as_slice(), object.get("type"), object.get("items")) {
            ([], ..) => None,
            (["type"], Some(Value::String(name)), _) if name == "string" => Some(Self::Text),
            (["type"], Some(Value::String(name)), _) => Some(Self::Types(vec![name.clone()])),
            (["type"], Some(Value::Array(names)), _) => {
                let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
                Some(Self::Types(names.collect()))
            }
            (["type", "items"] | ["items", "type"], Some(Value::String(name)), Some(items))
                if name == "array" =>
            {
                Some(match Self::of(items) {
                    Some(items) => Self::List(Box::new(items)),
                    None => Self::Types(vec![name.clone()]),
                })
            }
            _ => whole(),
        }
    }

    fn fits(&self, shape: &Shape, value: &Value) -> bool {
        match (self, value) {
            (Self::Text, value) => value.is_string(),
            (Self::Types(names), value) => names.iter().any(|it| has_type(value, it)),
            (Self::List(items), Value::Array(values)) => {
                values.iter().all(|it| items.fits(shape, it))
            }
            (Self::List(_), _) => false,
            (Self::Schema(schema), value) => shape.checker().fits(schema, value),
        }
    }
}
