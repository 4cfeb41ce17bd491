//! Outlines: what a schema says at a glance, with references followed and parts put together.
//!
//! Text has no types, so whoever turns text into JSON asks the schema what it wants; whoever makes a
//! value asks it what there is to make. Neither needs a validator, and both work on schemas as they
//! stand.

use std::ops::{BitAnd, BitOr};

use serde_json::Value;

use crate::definitions::Definitions;

/// How many schemas are looked into to learn about one; a schema may consist of itself.
const DEPTH: usize = 16;

/// A schema, and where its references lead.
#[derive(Clone, Copy)]
pub(crate) struct Outline<'s> {
    schema: &'s Value,
    definitions: &'s Definitions,
}

/// Kinds of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Types(u8);

impl<'s> Outline<'s> {
    pub(crate) fn new(schema: &'s Value, definitions: &'s Definitions) -> Self {
        Self { schema, definitions }
    }

    /// Returns a schema that lets everything through.
    fn unknown(self) -> Self {
        Self { schema: &Value::Bool(true), ..self }
    }

    fn at(self, schema: &'s Value) -> Self {
        Self { schema, ..self }
    }

    /// Returns what a keyword says, here or in a schema that this one consists of.
    pub(crate) fn keyword(self, name: &str) -> Option<&'s Value> {
        self.first(DEPTH, &|it| it.schema.get(name))
    }

    /// Returns the kinds that the schema lets through.
    pub(crate) fn types(self) -> Types {
        let types = self.types_within(DEPTH);
        if types == Types::ANY { self.hinted() } else { types }
    }

    /// Returns the alternatives of which a value is one, but for `null`.
    pub(crate) fn alternatives(self) -> Vec<Self> {
        let found = self.first(DEPTH, &|it| {
            ["oneOf", "anyOf"].iter().find_map(|key| it.schema.get(*key)?.as_array())
        });
        let parts = found.into_iter().flatten().map(|it| self.at(it));
        parts.filter(|it| it.types() != Types::NULL).collect()
    }

    /// Returns the properties, in the order of the document; those of alternatives are not among
    /// them.
    pub(crate) fn properties(self) -> Vec<(&'s str, Self)> {
        let mut properties: Vec<(&str, Self)> = Vec::new();
        self.each(DEPTH, &mut |it| {
            let members = it.schema.get("properties").and_then(Value::as_object);
            for (name, schema) in members.into_iter().flatten() {
                if properties.iter().all(|(known, _)| known != name) {
                    properties.push((name, it.at(schema)));
                }
            }
        });
        properties
    }

    /// Whether the schema, all its parts considered, requires a property.
    pub(crate) fn requires(self, name: &str) -> bool {
        let mut found = false;
        self.each(DEPTH, &mut |it| {
            let required = it.schema.get("required").and_then(Value::as_array);
            found |= required.is_some_and(|it| it.iter().any(|it| it == name));
        });
        found
    }

    /// Returns the schema of a property, also of one that only an alternative has.
    pub(crate) fn property(self, name: &str) -> Self {
        self.find_property(name, DEPTH).unwrap_or_else(|| match self.additional() {
            Some(additional) => additional,
            None => self.unknown(),
        })
    }

    /// Whether some part of the schema has a property of this name.
    pub(crate) fn has_property(self, name: &str) -> bool {
        self.find_property(name, DEPTH).is_some()
    }

    /// Returns the schema of properties that have none of their own; `None` if nothing is said.
    pub(crate) fn additional(self) -> Option<Self> {
        let additional = self.keyword("additionalProperties").filter(|it| it.is_object());
        additional.map(|it| self.at(it))
    }

    /// Returns the schema of an array's items.
    pub(crate) fn items(self) -> Self {
        let own = self.keyword("items").map(|it| self.at(it));
        let of_alternative =
            || self.alternatives().into_iter().find(|it| it.types().has(Types::ARRAY));
        match own {
            Some(items) => items,
            None => of_alternative().map_or(self.unknown(), Self::items),
        }
    }

    fn find_property(self, name: &str, depth: usize) -> Option<Self> {
        let depth = depth.checked_sub(1)?;
        if let Some(schema) = self.schema.get("properties").and_then(|it| it.get(name)) {
            return Some(self.at(schema));
        }
        let parts = ["allOf", "oneOf", "anyOf"].iter().filter_map(|key| self.schema.get(*key));
        let parts = parts.filter_map(Value::as_array).flatten().map(|it| self.at(it));
        self.target().into_iter().chain(parts).find_map(|it| it.find_property(name, depth))
    }

    fn target(self) -> Option<Self> {
        let reference = self.schema.get("$ref")?.as_str()?;
        Some(self.definitions.get(reference).map_or(self.unknown(), |it| self.at(it)))
    }

    /// Looks at this schema, what it refers to and what it consists of, until something is found.
    fn first<T>(self, depth: usize, look: &dyn Fn(Self) -> Option<T>) -> Option<T> {
        let depth = depth.checked_sub(1)?;
        if let Some(found) = look(self) {
            return Some(found);
        }
        self.target().into_iter().chain(self.parts()).find_map(|it| it.first(depth, look))
    }

    fn each(self, depth: usize, visit: &mut dyn FnMut(Self)) {
        let Some(depth) = depth.checked_sub(1) else { return };
        visit(self);
        if let Some(target) = self.target() {
            target.each(depth, visit);
        }
        self.parts().for_each(|it| it.each(depth, visit));
    }

    /// Returns the schemas that all hold of a value: those of `allOf`, and the one besides `null`.
    fn parts(self) -> impl Iterator<Item = Self> {
        let list = |key: &str| self.schema.get(key).and_then(Value::as_array);
        let only = ["oneOf", "anyOf"].into_iter().filter_map(list).filter_map(move |it| {
            let mut others = it.iter().filter(|it| it.get("type") != Some(&"null".into()));
            others.next().filter(|_| others.next().is_none())
        });
        list("allOf").into_iter().flatten().chain(only).map(move |it| self.at(it))
    }

    fn types_within(self, depth: usize) -> Types {
        let (Value::Object(schema), Some(depth)) = (self.schema, depth.checked_sub(1)) else {
            return Types::ANY;
        };
        let mut types = match schema.get("type") {
            Some(Value::String(name)) => Types::named(name),
            Some(Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str);
                names.fold(Types::NONE, |types, name| types | Types::named(name))
            }
            _ => match (schema.get("enum").and_then(Value::as_array), schema.get("const")) {
                (Some(values), _) => {
                    values.iter().fold(Types::NONE, |types, it| types | Types::of(it))
                }
                (None, Some(value)) => Types::of(value),
                (None, None) => Types::ANY,
            },
        };
        if let Some(target) = self.target() {
            types = types & target.types_within(depth);
        }
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            types = types & self.at(part).types_within(depth);
        }
        for key in ["oneOf", "anyOf"] {
            let Some(parts) = schema.get(key).and_then(Value::as_array) else { continue };
            let parts = parts.iter().map(|it| self.at(it).types_within(depth));
            types = types & parts.fold(Types::NONE, |types, it| types | it);
        }
        types
    }

    /// The kind that the keywords are about when no kind is said.
    fn hinted(self) -> Types {
        let kinds = [
            (Types::OBJECT, &["properties", "additionalProperties", "required"][..]),
            (Types::ARRAY, &["items", "minItems", "maxItems"][..]),
            (Types::NUMBER, &["minimum", "maximum", "multipleOf"][..]),
            (Types::STRING, &["pattern", "format", "minLength", "maxLength"][..]),
        ];
        let is_meant = |keys: &[&str]| keys.iter().any(|it| self.keyword(it).is_some());
        kinds.iter().find(|(_, keys)| is_meant(keys)).map_or(Types::ANY, |(types, _)| *types)
    }
}

impl Types {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const NULL: Self = Self(1);
    pub(crate) const BOOLEAN: Self = Self(2);
    pub(crate) const NUMBER: Self = Self(4);
    pub(crate) const STRING: Self = Self(8);
    pub(crate) const ARRAY: Self = Self(16);
    pub(crate) const OBJECT: Self = Self(32);
    pub(crate) const ANY: Self = Self(63);

    /// Whether these kinds include all of the others.
    pub(crate) fn has(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether a kind is expected, and not just let through because nothing is said.
    pub(crate) fn wants(self, others: Self) -> bool {
        self != Self::ANY && self.has(others)
    }

    /// Whether a text can stand for one of these kinds by itself.
    pub(crate) fn have_scalar(self) -> bool {
        let scalars = Self::NULL | Self::BOOLEAN | Self::NUMBER | Self::STRING;
        self & scalars != Self::NONE
    }

    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(_) => Self::NUMBER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" | "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::ANY,
        }
    }
}

impl BitAnd for Types {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Types {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
