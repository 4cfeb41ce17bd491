//! The schemas that others refer to, each read when it is needed for the first time.
//!
//! A document of several megabytes has thousands of them, and a test touches a few: so only their
//! texts are kept, and what nobody asks for is never parsed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::error::Problem;

/// How a reference to a definition begins.
const PREFIX: &str = "#/$defs/";

/// The schemas that others refer to, by name.
pub(crate) struct Definitions {
    by_name: BTreeMap<String, Definition>,
    /// Whether any of them has a property that only callers send.
    pub(crate) have_write_only: bool,
}

struct Definition {
    text: Box<RawValue>,
    schema: OnceLock<Value>,
}

impl Definitions {
    pub(crate) fn new(text: &str) -> Result<Self, Problem> {
        let texts: BTreeMap<String, Box<RawValue>> = serde_json::from_str(text)
            .map_err(|error| Problem::new(format!("the definitions are not JSON: {error}")))?;
        let definition = |text| Definition { text, schema: OnceLock::new() };
        let by_name = texts.into_iter().map(|(name, text)| (name, definition(text))).collect();
        Ok(Self { by_name, have_write_only: mentions_write_only(text) })
    }

    /// Returns the schema that a reference points at.
    pub(crate) fn get(&self, reference: &str) -> Option<&Value> {
        let definition = self.by_name.get(name(reference)?.as_ref())?;
        Some(definition.schema.get_or_init(|| {
            serde_json::from_str(definition.text.get()).expect("it was JSON as part of a whole")
        }))
    }

    /// Returns the definitions that a schema refers to, directly or through each other.
    pub(crate) fn reached_from(&self, schema: &Value) -> BTreeMap<String, &Value> {
        let mut waiting = BTreeSet::new();
        references(schema, &mut waiting);
        let mut reached = BTreeMap::new();
        while let Some(reference) = waiting.pop_first() {
            let Some(name) = name(reference) else { continue };
            if reached.contains_key(name.as_ref()) {
                continue;
            }
            if let Some(schema) = self.get(reference) {
                reached.insert(name.into_owned(), schema);
                references(schema, &mut waiting);
            }
        }
        reached
    }
}

/// Whether a text may have a property that only callers send.
pub(crate) fn mentions_write_only(text: &str) -> bool {
    text.contains("\"writeOnly\"")
}

/// Returns the name of the definition that a reference points at.
fn name(reference: &str) -> Option<Cow<'_, str>> {
    let step = percent_decode_str(reference.strip_prefix(PREFIX)?).decode_utf8_lossy();
    Some(if step.contains('~') { step.replace("~1", "/").replace("~0", "~").into() } else { step })
}

fn references<'s>(schema: &'s Value, found: &mut BTreeSet<&'s str>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                found.insert(reference);
            }
            object.values().for_each(|it| references(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| references(it, found)),
        _ => {}
    }
}
