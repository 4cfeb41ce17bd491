//! Checking: whether a value satisfies a schema, read as it is.
//!
//! Only what the value touches is looked at, so a check costs what the value is worth, however
//! large the document. The assertions about single values that are hard to get right (formats,
//! patterns) are left to the library that checks requests, and a test holds both against each
//! other.

mod containers;

use std::cell::Cell;
use std::cmp::Ordering;

use serde_json::Value;

use crate::Map;
use crate::definitions::Definitions;
use crate::shape::assertion::{Assertions, compare, range_of, same};

/// How many schemas are looked at for one answer. What is not done by then never ends.
const STEPS: u32 = 2_000_000;

/// Deeper nesting of `allOf` is a cycle, or nobody can read it.
pub(super) const DEEPEST: usize = 12;

/// Looks at values for as long as one answer is made.
pub(super) struct Checker<'s> {
    pub(super) definitions: &'s Definitions,
    assertions: &'s Assertions,
    /// Whether there is any property that only callers send.
    pub(super) write_only: bool,
    steps: Cell<u32>,
}

/// The schemas that are being applied to one and the same value. One that is met again is part of
/// a circle and says nothing new.
struct Trail<'t> {
    schema: &'t Value,
    around: Option<&'t Trail<'t>>,
}

/// The properties of an object that an answer must not show.
type Hidden<'s> = Vec<&'s str>;

impl<'s> Checker<'s> {
    pub(super) fn new(
        definitions: &'s Definitions,
        assertions: &'s Assertions,
        write_only: bool,
    ) -> Self {
        Self { definitions, assertions, write_only, steps: Cell::new(0) }
    }

    /// Returns how many schemas were looked at.
    pub(super) fn steps(&self) -> u32 {
        self.steps.get()
    }

    /// Whether a value satisfies a schema.
    pub(super) fn fits(&self, schema: &Value, value: &Value) -> bool {
        self.holds(schema, value, None, &Hidden::new())
    }

    fn holds(
        &self,
        schema: &Value,
        value: &Value,
        trail: Option<&Trail<'_>>,
        hidden: &Hidden<'_>,
    ) -> bool {
        let object = match schema {
            Value::Bool(any) => return *any,
            Value::Object(object) => object,
            _ => return true,
        };
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > STEPS || Trail::holds(trail, schema) {
            return true;
        }
        let trail = Trail { schema, around: trail };
        let mut all_hidden;
        let hidden = if self.write_only {
            all_hidden = hidden.clone();
            self.hide(object, &mut all_hidden, 0);
            &all_hidden
        } else {
            hidden
        };
        let here = |part: &Value| self.holds(part, value, Some(&trail), hidden);
        object.iter().all(|(keyword, limit)| match (keyword.as_str(), limit) {
            ("$ref", Value::String(reference)) => {
                let target = self.definitions.get(reference);
                target.is_none_or(|it| self.holds(it, value, Some(&trail), &Hidden::new()))
            }
            ("allOf", Value::Array(parts)) => parts.iter().all(here),
            ("anyOf", Value::Array(parts)) => parts.iter().any(here),
            ("oneOf", Value::Array(parts)) => {
                parts.iter().filter(|it| here(it)).take(2).count() == 1
            }
            ("not", part) => !here(part),
            ("if", condition) => {
                let branch = object.get(if here(condition) { "then" } else { "else" });
                branch.is_none_or(here)
            }
            _ if !self.scalar(keyword, limit, value) => false,
            _ => match value {
                Value::Object(members) => self.object(object, keyword, limit, members, hidden),
                Value::Array(items) => self.array(object, keyword, limit, items),
                _ => true,
            },
        })
    }

    /// The keywords about the value itself.
    fn scalar(&self, keyword: &str, limit: &Value, value: &Value) -> bool {
        match (keyword, limit, value) {
            ("type", Value::String(name), _) => has_type(value, name),
            ("type", Value::Array(names), _) => {
                names.iter().filter_map(Value::as_str).any(|it| has_type(value, it))
            }
            ("const", _, _) => same(limit, value),
            ("enum", Value::Array(values), _) => values.iter().any(|it| same(it, value)),
            ("minimum", Value::Number(limit), Value::Number(it)) => compare(it, limit).is_ge(),
            ("maximum", Value::Number(limit), Value::Number(it)) => compare(it, limit).is_le(),
            ("exclusiveMinimum", Value::Number(limit), Value::Number(it)) => {
                compare(it, limit) == Ordering::Greater
            }
            ("exclusiveMaximum", Value::Number(limit), Value::Number(it)) => {
                compare(it, limit) == Ordering::Less
            }
            ("format", Value::String(format), Value::Number(it)) => {
                range_of(format).is_none_or(|(least, most)| {
                    compare(it, &least.into()).is_ge() && compare(it, &most.into()).is_le()
                })
            }
            ("multipleOf", _, Value::Number(_)) | ("pattern" | "format", _, Value::String(_)) => {
                self.assertions.hold(keyword, limit, value)
            }
            ("minLength", _, Value::String(text)) => at_least(text.chars().count(), limit),
            ("maxLength", _, Value::String(text)) => at_most(text.chars().count(), limit),
            _ => true,
        }
    }

    /// Adds the properties that only callers send, of a schema and all that describe the same
    /// object: `required` and the property that it names often stand in different parts.
    fn hide<'a>(&'a self, schema: &'a Map, hidden: &mut Hidden<'a>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for (name, property) in
            schema.get("properties").and_then(Value::as_object).into_iter().flatten()
        {
            if self.is_write_only(property, 0) {
                hidden.push(name);
            }
        }
        for part in self.same_object(schema) {
            self.hide(part, hidden, depth + 1);
        }
    }

    pub(super) fn is_write_only(&self, schema: &Value, depth: usize) -> bool {
        let Value::Object(schema) = schema else { return false };
        depth <= DEEPEST
            && (schema.get("writeOnly") == Some(&Value::Bool(true))
                || self.is_any_write_only(schema, depth + 1))
    }

    fn is_any_write_only(&self, schema: &Map, depth: usize) -> bool {
        let target = schema.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|it| self.definitions.get(it));
        let parts = schema.get("allOf").and_then(Value::as_array);
        target
            .into_iter()
            .chain(parts.into_iter().flatten())
            .any(|it| self.is_write_only(it, depth))
    }

    fn same_object<'a>(&'a self, schema: &'a Map) -> impl Iterator<Item = &'a Map> {
        let target = schema.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|it| self.definitions.get(it));
        let parts = schema.get("allOf").and_then(Value::as_array);
        target.into_iter().chain(parts.into_iter().flatten()).filter_map(Value::as_object)
    }
}

impl Trail<'_> {
    fn holds(trail: Option<&Self>, schema: &Value) -> bool {
        trail.is_some_and(|it| {
            std::ptr::eq(it.schema, schema)
                || it.around.is_some_and(|around| Trail::holds(Some(around), schema))
        })
    }
}

/// Whether a value is of a type of JSON Schema.
pub(super) fn has_type(value: &Value, name: &str) -> bool {
    match (name, value) {
        ("null", Value::Null)
        | ("boolean", Value::Bool(_))
        | ("string", Value::String(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_))
        | ("number", Value::Number(_)) => true,
        ("integer", Value::Number(it)) => {
            !it.is_f64() || it.as_f64().is_some_and(|it| it.fract() == 0.0)
        }
        _ => false,
    }
}

/// Limits of lengths may be written with a point.
fn size(limit: &Value) -> Option<f64> {
    limit.as_f64()
}

fn at_least(length: usize, limit: &Value) -> bool {
    size(limit).is_none_or(|it| as_number(length) >= it)
}

fn at_most(length: usize, limit: &Value) -> bool {
    size(limit).is_none_or(|it| as_number(length) <= it)
}

/// No list in memory is long enough to lose a digit.
fn as_number(length: usize) -> f64 {
    u32::try_from(length).map_or(f64::MAX, f64::from)
}
