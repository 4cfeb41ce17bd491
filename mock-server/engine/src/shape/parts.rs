//! Parts: all schemas that hold of one value, flattened through `$ref` and `allOf`.

use std::iter;

use serde_json::Value;

use crate::Map;
use crate::definitions::Definitions;

/// More parts than this describe nothing that could be made.
const MOST: usize = 256;

/// The schemas that one value must satisfy.
#[derive(Clone)]
pub(super) struct Parts<'s> {
    /// The schemas as they were given: a value that satisfies them is done.
    pub(super) whole: Vec<&'s Value>,
    /// These and all they consist of.
    flat: Vec<&'s Map>,
    /// The alternatives for which a choice has been made.
    chosen: Vec<&'s Value>,
    /// Whether nothing can satisfy them.
    pub(super) impossible: bool,
}

/// A keyword of which one alternative must hold.
pub(super) struct Choice<'s> {
    keyword: &'s Value,
    pub(super) alternatives: Vec<Vec<&'s Value>>,
}

impl<'s> Parts<'s> {
    pub(super) fn of(
        schemas: impl IntoIterator<Item = &'s Value>,
        definitions: &'s Definitions,
    ) -> Self {
        let whole: Vec<&Value> = schemas.into_iter().collect();
        let mut parts =
            Self { flat: Vec::new(), chosen: Vec::new(), impossible: false, whole: Vec::new() };
        for schema in &whole {
            parts.add(schema, definitions);
        }
        Self { whole, ..parts }
    }

    /// Adds a schema that must hold too.
    pub(super) fn add(&mut self, schema: &'s Value, definitions: &'s Definitions) {
        let Value::Object(object) = schema else {
            self.impossible |= schema == &Value::Bool(false);
            return;
        };
        if self.flat.len() >= MOST || self.flat.iter().any(|it| std::ptr::eq(*it, object)) {
            return;
        }
        self.flat.push(object);
        if let Some(target) =
            object.get("$ref").and_then(Value::as_str).and_then(|it| definitions.get(it))
        {
            self.add(target, definitions);
        }
        for part in object.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.add(part, definitions);
        }
    }

    /// Returns the first keyword for which no choice has been made.
    pub(super) fn choice(&self) -> Option<Choice<'s>> {
        self.flat.iter().find_map(|part| {
            let open = |keyword: &str| {
                let keyword = part.get(keyword)?;
                let is_open = !self.chosen.iter().any(|it| std::ptr::eq(*it, keyword));
                is_open.then_some(keyword)
            };
            for name in ["oneOf", "anyOf"] {
                if let Some(keyword @ Value::Array(schemas)) = open(name) {
                    let tags = part.get("x-tags").and_then(Value::as_array);
                    let tagged = schemas.iter().enumerate().map(|(position, it)| {
                        let tag = tags.and_then(|it| it.get(position));
                        iter::once(it).chain(tag).collect()
                    });
                    let alternatives = tagged.collect();
                    return Some(Choice { keyword, alternatives });
                }
            }
            let keyword = open("if")?;
            let yes = [Some(keyword), part.get("then")].into_iter().flatten().collect();
            let no = part.get("else").into_iter().collect();
            Some(Choice { keyword, alternatives: vec![yes, no] })
        })
    }

    /// Returns the same parts with one alternative chosen.
    pub(super) fn choose(
        &self,
        choice: &Choice<'s>,
        alternative: &[&'s Value],
        definitions: &'s Definitions,
    ) -> Self {
        let mut parts = self.clone();
        parts.chosen.push(choice.keyword);
        for schema in alternative {
            parts.add(schema, definitions);
        }
        parts
    }

    /// Returns the same parts with all that any alternative says.
    pub(super) fn with_all_alternatives(&self, definitions: &'s Definitions) -> Self {
        let mut parts = self.clone();
        while let Some(choice) = parts.choice() {
            let alternatives: Vec<&Value> = choice.alternatives.iter().flatten().copied().collect();
            parts = parts.choose(&choice, &alternatives, definitions);
        }
        parts
    }

    /// Returns every value of a keyword.
    pub(super) fn values(&self, keyword: &str) -> impl Iterator<Item = &'s Value> {
        self.flat.iter().filter_map(move |it| it.get(keyword))
    }

    /// Returns the members of every value of a keyword that holds a list.
    pub(super) fn listed(&self, keyword: &str) -> impl Iterator<Item = &'s Value> {
        self.values(keyword).filter_map(Value::as_array).flatten()
    }

    /// Returns the members of every value of a keyword that holds an object.
    pub(super) fn named(&self, keyword: &str) -> impl Iterator<Item = (&'s String, &'s Value)> {
        self.values(keyword).filter_map(Value::as_object).flatten()
    }

    /// Returns the largest value of a keyword that holds a size.
    pub(super) fn at_least(&self, keyword: &str) -> usize {
        self.values(keyword).filter_map(size).max().unwrap_or(0)
    }

    /// Returns the smallest value of a keyword that holds a size.
    pub(super) fn at_most(&self, keyword: &str) -> Option<usize> {
        self.values(keyword).filter_map(size).min()
    }

    /// Returns all schemas, flat.
    pub(super) fn flat(&self) -> &[&'s Map] {
        &self.flat
    }

    pub(super) fn shares_part_with(&self, other: &Self) -> bool {
        self.flat.iter().any(|it| other.flat.iter().any(|other| std::ptr::eq(*it, *other)))
    }

    /// Whether only callers send it.
    pub(super) fn is_write_only(&self) -> bool {
        self.is_flagged("writeOnly")
    }

    pub(super) fn is_flagged(&self, flag: &str) -> bool {
        self.values(flag).any(|it| it == &Value::Bool(true))
    }
}

/// Reads a size, which may be written with a point.
fn size(value: &Value) -> Option<usize> {
    let whole = value.as_u64().and_then(|it| usize::try_from(it).ok());
    whole.or_else(|| {
        value.as_f64().filter(|it| *it >= 0.0).and_then(|it| format!("{it:.0}").parse().ok())
    })
}
