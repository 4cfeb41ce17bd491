//! Assertions about single values that need a library: formats, patterns and multiples.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use jsonschema::Validator;
use serde_json::{Number, Value, json};

use crate::schema;

/// What a keyword may say, and its validator; nothing if that cannot be used.
type Compiled = HashMap<String, Arc<Option<Validator>>>;

/// The validators of single keywords, each compiled when it is needed for the first time.
#[derive(Default)]
pub(super) struct Assertions {
    /// By keyword and what it says.
    compiled: RwLock<BTreeMap<String, Compiled>>,
}

impl Assertions {
    /// Whether a value satisfies one keyword; a keyword that cannot be used is always satisfied.
    pub(super) fn hold(&self, keyword: &str, limit: &Value, value: &Value) -> bool {
        let validator = self.validator(keyword, limit);
        validator.as_ref().as_ref().is_none_or(|it| it.is_valid(value))
    }

    fn validator(&self, keyword: &str, limit: &Value) -> Arc<Option<Validator>> {
        let said = match limit {
            Value::String(text) => Cow::Borrowed(text.as_str()),
            other => Cow::Owned(other.to_string()),
        };
        let compiled = self.compiled.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(keyword).and_then(|it| it.get(said.as_ref())) {
            return Arc::clone(known);
        }
        drop(compiled);
        let validator = Arc::new(schema::options().build(&json!({ keyword: limit })).ok());
        let mut compiled = self.compiled.write().unwrap_or_else(PoisonError::into_inner);
        let of_keyword = compiled.entry(keyword.to_owned()).or_default();
        of_keyword.insert(said.into_owned(), Arc::clone(&validator));
        validator
    }
}

/// Whether two values are the same to a schema, for which `1` is `1.0`.
pub(super) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => compare(left, right) == Ordering::Equal,
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            let in_right = |(name, it): (&String, &Value)| {
                right.get(name).is_some_and(|other| same(it, other))
            };
            left.len() == right.len() && left.iter().all(in_right)
        }
        _ => left == right,
    }
}

/// Orders numbers without losing digits of whole ones.
pub(super) fn compare(left: &Number, right: &Number) -> Ordering {
    if let (Some(left), Some(right)) = (left.as_i128(), right.as_i128()) {
        return left.cmp(&right);
    }
    let (left, right) = (left.as_f64().unwrap_or(0.0), right.as_f64().unwrap_or(0.0));
    left.partial_cmp(&right).unwrap_or(Ordering::Equal)
}

/// Returns the smallest and the largest number of a format, which formats of text do not have.
pub(crate) fn range_of(format: &str) -> Option<(i64, i64)> {
    match format {
        "int32" => Some((i32::MIN.into(), i32::MAX.into())),
        "int64" => Some((i64::MIN, i64::MAX)),
        _ => None,
    }
}
