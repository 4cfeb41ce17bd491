//! Making: a value for the parts that it must satisfy.

mod array;
mod number;
mod object;
mod text;

use std::cell::Cell;

use rand::RngExt as _;
use serde_json::Value;

use crate::Map;
use crate::shape::assertion::same;
use crate::shape::check::Checker;
use crate::shape::parts::Parts;
use crate::shape::place::Place;

/// How much work goes into one answer: values made and schemas looked at, with all that is thrown
/// away.
const MOST: u32 = 60_000;

/// After so much work only what is required is made.
const RICH: u32 = 10_000;

/// How much work goes into what is not required. What costs more is left out.
const OPTIONAL: u32 = 2000;

/// What must go on forever ends here, and is not valid.
const DEEPEST: usize = 20;

/// How often a value that is drawn is drawn anew if it does not fit.
const ATTEMPTS: u64 = 16;

/// Makes the values of one answer.
pub(super) struct Maker<'m, 's> {
    pub(super) checker: &'s Checker<'s>,
    /// Values to prefer for the properties of their names.
    pub(super) known: &'m Map,
    made: Cell<u32>,
    /// How much work there may be before attempts end.
    limit: Cell<u32>,
}

impl<'m, 's> Maker<'m, 's> {
    pub(super) fn new(checker: &'s Checker<'s>, known: &'m Map) -> Self {
        Self { checker, known, made: Cell::new(0), limit: Cell::new(MOST) }
    }

    /// Makes a value: the first that satisfies all parts, else the first that was tried.
    pub(super) fn make(&self, parts: &Parts<'s>, place: &Place<'_, 's>) -> Value {
        self.made.set(self.made.get() + 1);
        if self.is_exhausted() || place.depth > DEEPEST || parts.impossible {
            return Value::Null;
        }
        let rich = self.make_by_choice(parts, place);
        if place.lean || self.fits(parts, &rich) {
            return rich;
        }
        let lean = self.make_by_choice(parts, &place.lean());
        if self.fits(parts, &lean) { lean } else { rich }
    }

    fn make_by_choice(&self, parts: &Parts<'s>, place: &Place<'_, 's>) -> Value {
        if let Some(example) = self.example(parts, place) {
            return example;
        }
        if let Some(fixed) = self.fixed(parts, place) {
            return fixed;
        }
        let Some(alternatives) = self.alternatives(parts, place) else {
            return self.make_by_type(parts, place);
        };
        let mut first = None;
        for parts in alternatives {
            let value = self.make_by_choice(&parts, place);
            if self.fits(&parts, &value) {
                return value;
            }
            first.get_or_insert(value);
            if self.is_exhausted() {
                break;
            }
        }
        first.unwrap_or_default()
    }

    /// Returns the parts with each alternative of the first open choice: those first that are
    /// neither `null` nor in need of themselves.
    pub(super) fn alternatives(
        &self,
        parts: &Parts<'s>,
        place: &Place<'_, 's>,
    ) -> Option<Vec<Parts<'s>>> {
        let choice = parts.choice()?;
        let definitions = self.checker.definitions;
        let alternatives = choice.alternatives.iter();
        let mut alternatives: Vec<_> =
            alternatives.map(|it| parts.choose(&choice, it, definitions)).collect();
        alternatives.retain(|it| !it.impossible);
        alternatives.sort_by_key(|it| (place.repeats(it), is_null_only(it)));
        Some(alternatives)
    }

    /// Makes a value that is no example, so that another place gives another value.
    pub(super) fn make_drawn(&self, parts: &Parts<'s>, place: &Place<'_, 's>) -> Value {
        self.make(parts, &place.drawn())
    }

    /// Whether a value satisfies all parts.
    pub(super) fn fits(&self, parts: &Parts<'s>, value: &Value) -> bool {
        !parts.impossible && parts.whole.iter().all(|it| self.checker.fits(it, value))
    }

    pub(super) fn is_exhausted(&self) -> bool {
        self.work() > self.limit.get()
    }

    fn work(&self) -> u32 {
        self.made.get().saturating_add(self.checker.steps())
    }

    /// Makes what is not required, with little effort.
    pub(super) fn cheaply(&self, make: impl FnOnce() -> Value) -> Value {
        let limit = self.limit.get();
        self.limit.set(limit.min(self.work() + OPTIONAL));
        let value = make();
        self.limit.set(limit);
        value
    }

    /// Whether what is not required is made too.
    pub(super) fn is_rich(&self, place: &Place<'_, 's>) -> bool {
        !place.lean && self.work() < RICH
    }

    /// Returns the value to prefer for a property, if it fits.
    pub(super) fn known(&self, name: &str, parts: &Parts<'s>) -> Option<Value> {
        let known = self.known.get(name)?;
        let known = self.without_write_only(parts, known.clone());
        self.fits(parts, &known).then_some(known)
    }

    /// Returns the constant, or one of the listed values.
    fn fixed(&self, parts: &Parts<'s>, place: &Place<'_, 's>) -> Option<Value> {
        let mut values: Vec<&Value> = parts.values("const").collect();
        if values.is_empty() {
            let listed = parts.values("enum").next()?;
            values.extend(listed.as_array().into_iter().flatten());
        }
        let fitting: Vec<&Value> =
            values.iter().copied().filter(|it| self.fits(parts, it)).collect();
        let mut candidates = if fitting.is_empty() { values } else { fitting };
        if candidates.iter().any(|it| !it.is_null()) {
            candidates.retain(|it| !it.is_null());
        }
        if candidates.is_empty() {
            return None;
        }
        Some(candidates[place.random(0).random_range(0..candidates.len())].clone())
    }

    /// Returns what the document gives as an example or as the default, if it is right.
    fn example(&self, parts: &Parts<'s>, place: &Place<'_, 's>) -> Option<Value> {
        if place.drawn {
            return None;
        }
        let candidates = parts.listed("examples").chain(parts.values("default"));
        let mut found: Vec<Value> = Vec::new();
        for candidate in candidates.filter(|it| !it.is_null()) {
            let candidate = self.without_write_only(parts, candidate.clone());
            if self.fits(parts, &candidate) && !found.iter().any(|it| same(it, &candidate)) {
                found.push(candidate);
            }
        }
        let mut example = found.into_iter().next()?;
        if let Value::Object(members) = &mut example {
            self.prefer_known(parts, members);
        }
        Some(example)
    }

    fn make_by_type(&self, parts: &Parts<'s>, place: &Place<'_, 's>) -> Value {
        let mut first = None;
        for ty in types(parts, place) {
            let value = match ty {
                "object" => self.make_object(parts, place),
                "array" => self.make_array(parts, place),
                _ => (0..ATTEMPTS)
                    .map(|attempt| self.make_scalar(ty, parts, place, attempt))
                    .find(|it| self.fits(parts, it))
                    .unwrap_or_else(|| self.make_scalar(ty, parts, place, 0)),
            };
            if self.fits(parts, &value) {
                return value;
            }
            first.get_or_insert(value);
        }
        first.unwrap_or_default()
    }

    fn make_scalar(
        &self,
        ty: &str,
        parts: &Parts<'s>,
        place: &Place<'_, 's>,
        attempt: u64,
    ) -> Value {
        match ty {
            "string" => self.make_text(parts, place, attempt).into(),
            "integer" => number::integer(parts, place, attempt),
            "number" => number::number(parts, place, attempt),
            "boolean" => place.random(attempt).random::<bool>().into(),
            _ => Value::Null,
        }
    }
}

/// Returns the types that a value may have, the likely one first.
fn types<'s>(parts: &Parts<'s>, place: &Place<'_, 's>) -> Vec<&'s str> {
    let mut types: Option<Vec<&str>> = None;
    for value in parts.values("type") {
        let allowed: Vec<&str> = match value {
            Value::String(name) => vec![name],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => continue,
        };
        types = Some(match types {
            None => allowed,
            Some(types) => types.iter().filter_map(|it| narrower(it, &allowed)).collect(),
        });
    }
    let mut types = types.unwrap_or_else(|| vec![likely_type(parts, place)]);
    let repeats = place.repeats(parts);
    types.sort_by_key(|it| (*it == "null") != repeats);
    types
}

/// Returns the type that is both this one and among the allowed.
fn narrower<'s>(ty: &'s str, allowed: &[&'s str]) -> Option<&'s str> {
    match ty {
        _ if allowed.contains(&ty) => Some(ty),
        "number" if allowed.contains(&"integer") => Some("integer"),
        "integer" if allowed.contains(&"number") => Some("integer"),
        _ => None,
    }
}

/// Guesses the type of a value of which no schema says it.
fn likely_type(parts: &Parts<'_>, place: &Place<'_, '_>) -> &'static str {
    const SIGNS: [(&str, &[&str]); 4] = [
        (
            "object",
            &[
                "properties",
                "additionalProperties",
                "required",
                "patternProperties",
                "propertyNames",
                "minProperties",
                "maxProperties",
                "dependentRequired",
                "dependentSchemas",
                "unevaluatedProperties",
            ],
        ),
        ("array", &["items", "prefixItems", "minItems", "maxItems", "contains", "uniqueItems"]),
        ("string", &["pattern", "minLength", "maxLength"]),
        ("number", &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
    ];
    let says = |keywords: &[&str]| keywords.iter().any(|it| parts.values(it).next().is_some());
    if let Some((ty, _)) = SIGNS.iter().find(|(_, keywords)| says(keywords)) {
        return ty;
    }
    match parts.values("format").find_map(Value::as_str) {
        Some("int32" | "int64") => "integer",
        Some("float" | "double") => "number",
        None if place.depth == 0 => "object",
        _ => "string",
    }
}

fn is_null_only(parts: &Parts<'_>) -> bool {
    parts.values("type").any(|it| it == "null" || it == &Value::Array(vec!["null".into()]))
        || parts.values("const").any(Value::is_null)
        || parts
            .values("enum")
            .any(|it| it.as_array().is_some_and(|it| it.iter().all(Value::is_null)))
}
