//! Checking objects and lists: the keywords about their members.

use serde_json::Value;

use crate::Map;
use crate::shape::assertion::same;
use crate::shape::check::{Checker, Hidden, at_least, at_most};

impl Checker<'_> {
    pub(super) fn object(
        &self,
        schema: &Map,
        keyword: &str,
        limit: &Value,
        members: &Map,
        hidden: &Hidden<'_>,
    ) -> bool {
        match (keyword, limit) {
            ("properties", Value::Object(properties)) => members.iter().all(|(name, value)| {
                let property = properties.get(name);
                property.is_none_or(|it| !hidden.contains(&name.as_str()) && self.fits(it, value))
            }),
            ("patternProperties", Value::Object(patterns)) => {
                patterns.iter().all(|(pattern, property)| {
                    let mut named = members.iter().filter(|(name, _)| self.is_named(name, pattern));
                    named.all(|(_, value)| self.fits(property, value))
                })
            }
            ("additionalProperties", _) => members
                .iter()
                .all(|(name, value)| self.knows(schema, name) || self.fits(limit, value)),
            ("unevaluatedProperties", _) => {
                let whole = Value::Object(members.clone());
                members.iter().all(|(name, value)| {
                    self.evaluates(schema, &whole, name, 0) || self.fits(limit, value)
                })
            }
            ("propertyNames", _) => {
                members.keys().all(|name| self.fits(limit, &Value::String(name.clone())))
            }
            ("required", Value::Array(names)) => {
                let mut names = names.iter().filter_map(Value::as_str);
                names.all(|it| members.contains_key(it) || hidden.contains(&it))
            }
            ("dependentRequired", Value::Object(dependent)) => {
                dependent.iter().all(|(name, it)| {
                    let mut names = it.as_array().into_iter().flatten().filter_map(Value::as_str);
                    !members.contains_key(name) || names.all(|it| members.contains_key(it))
                })
            }
            ("dependentSchemas", Value::Object(dependent)) => {
                let mut present = dependent.iter().filter(|(name, _)| members.contains_key(*name));
                present.all(|(_, it)| self.fits(it, &Value::Object(members.clone())))
            }
            ("minProperties", _) => at_least(members.len(), limit),
            ("maxProperties", _) => at_most(members.len(), limit),
            _ => true,
        }
    }

    pub(super) fn array(
        &self,
        schema: &Map,
        keyword: &str,
        limit: &Value,
        items: &[Value],
    ) -> bool {
        let first = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
        match (keyword, limit) {
            ("prefixItems", Value::Array(schemas)) => {
                schemas.iter().zip(items).all(|(schema, item)| self.fits(schema, item))
            }
            ("items", _) => items.iter().skip(first).all(|it| self.fits(limit, it)),
            ("contains", _) => {
                let count = items.iter().filter(|it| self.fits(limit, it)).count();
                let least = schema.get("minContains").map_or(count >= 1, |it| at_least(count, it));
                least && schema.get("maxContains").is_none_or(|it| at_most(count, it))
            }
            ("minItems", _) => at_least(items.len(), limit),
            ("maxItems", _) => at_most(items.len(), limit),
            ("uniqueItems", Value::Bool(true)) => {
                let mut pairs = items.iter().enumerate();
                pairs.all(|(position, item)| !items[..position].iter().any(|it| same(it, item)))
            }
            _ => true,
        }
    }

    /// Whether a schema itself says something about a property.
    pub(in crate::shape) fn knows(&self, schema: &Map, name: &str) -> bool {
        let known = |keyword: &str| schema.get(keyword).and_then(Value::as_object);
        known("properties").is_some_and(|it| it.contains_key(name))
            || known("patternProperties")
                .is_some_and(|it| it.keys().any(|pattern| self.is_named(name, pattern)))
    }

    /// Whether the name of a property matches a pattern.
    pub(in crate::shape) fn is_named(&self, name: &str, pattern: &str) -> bool {
        self.assertions.hold("pattern", &pattern.into(), &name.into())
    }

    /// Whether a property is spoken of by a schema, or by any other that the whole object satisfies
    /// as part of it.
    fn evaluates(&self, schema: &Map, whole: &Value, name: &str, depth: usize) -> bool {
        if depth > super::DEEPEST {
            return false;
        }
        let part = |it: &Value| {
            let object = it.as_object();
            object.is_some_and(|it| self.evaluates(it, whole, name, depth + 1))
        };
        let valid_part = |it: &Value| part(it) && self.fits(it, whole);
        let every = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
        let target = schema.get("$ref").and_then(Value::as_str);
        self.knows(schema, name)
            || schema.contains_key("additionalProperties")
            || (depth > 0 && schema.contains_key("unevaluatedProperties"))
            || target.and_then(|it| self.definitions.get(it)).is_some_and(part)
            || ["allOf", "anyOf", "oneOf"]
                .iter()
                .any(|it| every(it).into_iter().flatten().any(valid_part))
            || schema.get("if").is_some_and(|condition| {
                let holds = self.fits(condition, whole);
                let branch = schema.get(if holds { "then" } else { "else" });
                (holds && part(condition)) || branch.is_some_and(part)
            })
            || schema
                .get("dependentSchemas")
                .and_then(Value::as_object)
                .is_some_and(|it| it.iter().any(|(name, it)| whole.get(name).is_some() && part(it)))
    }
}
