//! Schemas of the document, ready to check values.
//!
//! Every place that uses a schema, and every schema that these refer to, becomes a *definition*:
//! the schema at that pointer, rewritten to JSON Schema 2020-12 for one direction. A validator is
//! compiled from a definition and those it reaches, when it is needed for the first time; so a
//! document of several megabytes costs only what a test touches.

mod define;
mod explain;
mod rewrite;
mod shape;

use std::{collections::BTreeSet, sync::OnceLock};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use crate::verdict::{Side, Violation};

pub(crate) use self::{define::Definitions, rewrite::Dialect, shape::Shape};

/// Which way a value travels: `readOnly` and `writeOnly` mean different things each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Direction {
    Request,
    Response,
}

/// A place in the document that uses a schema.
#[derive(Debug, Clone)]
pub(crate) struct SchemaUse {
    definition: usize,
    pointer: String,
}

/// All definitions of a document.
pub(crate) struct Schemas {
    root: Value,
    definitions: Vec<Definition>,
}

struct Definition {
    pointer: String,
    rewritten: Value,
    /// Definitions that `rewritten` refers to.
    references: Vec<usize>,
    validator: OnceLock<Result<Validator, String>>,
}

impl Schemas {
    pub(crate) fn new(root: Value, definitions: Definitions) -> Self {
        Self { root, definitions: definitions.finish() }
    }

    /// The shape of values that `schema` describes, to read them from text.
    pub(crate) fn shape(&self, schema: &SchemaUse) -> Shape<'_> {
        Shape::at(&self.root, &schema.pointer)
    }

    /// Checks what may be the value: text has several readings, and one that fits is enough.
    ///
    /// The reasons are those of the first reading, which is the most likely one.
    pub(crate) fn check(
        &self,
        schema: &SchemaUse,
        readings: &[Value],
        side: Side,
        place: &str,
    ) -> Vec<Violation> {
        let validator = match self.validator(schema.definition) {
            Ok(validator) => validator,
            Err(reason) => {
                let place = format!("#{}", schema.pointer);
                return vec![Violation::new(Side::Document, place, "a usable schema", reason)];
            }
        };
        if readings.iter().any(|it| validator.is_valid(it)) {
            return Vec::new();
        }
        readings.first().map_or_else(Vec::new, |it| explain::explain(validator, it, side, place))
    }

    /// Compiles every definition and returns those that cannot be, by pointer and reason.
    pub(crate) fn unusable(&self) -> impl Iterator<Item = (&str, &str)> {
        (0..self.definitions.len()).filter_map(|index| {
            let reason = self.validator(index).err()?;
            Some((self.definitions[index].pointer.as_str(), reason))
        })
    }

    fn validator(&self, index: usize) -> Result<&Validator, &str> {
        let validator = self.definitions[index].validator.get_or_init(|| self.compile(index));
        validator.as_ref().map_err(String::as_str)
    }

    fn compile(&self, index: usize) -> Result<Validator, String> {
        let mut reached = BTreeSet::from([index]);
        let mut waiting = vec![index];
        while let Some(next) = waiting.pop() {
            let references = self.definitions[next].references.iter();
            waiting.extend(references.filter(|it| reached.insert(**it)));
        }
        let definitions: Map<String, Value> = reached
            .into_iter()
            .map(|it| (define::name(it), self.definitions[it].rewritten.clone()))
            .collect();
        let schema = json!({ "$ref": define::reference(index), "$defs": definitions });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .offline()
            .should_validate_formats(true)
            // `byte` is OpenAPI's own name for base64.
            .with_format("byte", is_base64)
            .build(&schema)
            .map_err(|it| it.to_string())
    }
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    let alphabet = |it: u8| it.is_ascii_alphanumeric() || it == b'+' || it == b'/';
    text.len().is_multiple_of(4) && padding <= 2 && body.bytes().all(alphabet)
}
