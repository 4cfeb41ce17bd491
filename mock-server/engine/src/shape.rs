//! Shapes of answers: what a value must look like, and how one is made.
//!
//! A request is checked by a compiled validator, because whoever sent it wants to know all that is
//! wrong with it. An answer is made, and while it is made hundreds of its parts are asked whether
//! they fit: the example of each property, each alternative of a union, each thing that was put
//! into the mock. A validator for each of these places would compile all that the place reaches,
//! which is most of a large document. So here the schemas are read as they are: nothing is
//! prepared, and only what a value touches is looked at.
//!
//! ```text
//! schema ─▶ Parts: all that holds of one value, through `$ref` and `allOf`
//!             │  alternatives (`oneOf`, `anyOf`, `if`) are tried in order
//!             ▼
//!           made: constant, example, by type ─▶ does it fit? ─▶ next attempt, in bounds
//! ```
//!
//! Simplifications: an alternative is tried as a whole, and what contradicts itself in a way that
//! only a search would resolve gets the best value that was found in a bounded number of steps.

mod assertion;
mod check;
mod conform;
mod make;
pub(crate) mod names;
mod parts;
mod pattern;
mod place;
mod plain;

#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use serde_json::Value;
use twinspec_blueprint::SchemaText;

use crate::Map;
use crate::definitions::{Definitions, mentions_write_only};
pub(crate) use crate::shape::assertion::range_of;

use crate::shape::assertion::Assertions;
use crate::shape::check::Checker;
use crate::shape::make::Maker;
use crate::shape::parts::Parts;
use crate::shape::place::Place;
pub(crate) use crate::shape::plain::Plain;

/// Where the schemas of all answers come from.
pub(crate) struct Shapes {
    shared: Arc<Shared>,
}

/// What all schemas of answers have in common.
struct Shared {
    definitions: Arc<Definitions>,
    assertions: Assertions,
}

/// What a value of an answer must look like. Nothing is read before it is needed.
pub(crate) struct Shape {
    shared: Arc<Shared>,
    text: SchemaText,
    schema: OnceLock<Value>,
    has_write_only: OnceLock<bool>,
}

impl Shapes {
    pub(crate) fn new(definitions: &Arc<Definitions>) -> Self {
        let definitions = Arc::clone(definitions);
        Self { shared: Arc::new(Shared { definitions, assertions: Assertions::default() }) }
    }

    /// Returns the shape that a schema describes; text that is no schema describes any value.
    pub(crate) fn shape(&self, text: &SchemaText) -> Shape {
        let (shared, text) = (Arc::clone(&self.shared), text.clone());
        Shape { shared, text, schema: OnceLock::new(), has_write_only: OnceLock::new() }
    }
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Shape").field(&self.text).finish()
    }
}

impl Shape {
    /// Whether a value may be sent in an answer.
    pub(crate) fn is_valid(&self, value: &Value) -> bool {
        self.checker().fits(self.schema(), value)
    }

    /// Makes a value that satisfies the schema; the same for the same seed.
    pub(crate) fn sample(&self, seed: u64) -> Value {
        self.sample_with(&Map::new(), seed)
    }

    /// Makes a value that satisfies the schema, preferring the known values for the properties of
    /// their names at any depth, where they fit.
    pub(crate) fn sample_with(&self, known: &Map, seed: u64) -> Value {
        let checker = self.checker();
        let maker = Maker::new(&checker, known);
        maker.make(&self.parts(), &Place::root(seed))
    }

    /// Turns a value into one that satisfies the schema.
    ///
    /// What fits stays. What is required and missing is made: from its default, as `null` where
    /// that is allowed, else like a sample. What does not fit is replaced if it is required and
    /// dropped if it is not. Properties that the schema does not know are dropped where it is
    /// closed, and those that only callers send always.
    pub(crate) fn conform(&self, value: Value, seed: u64) -> Value {
        let checker = self.checker();
        let nothing = Map::new();
        let maker = Maker::new(&checker, &nothing);
        maker.conform(&self.parts(), value, &Place::root(seed))
    }

    /// Returns the schema itself.
    pub(crate) fn schema(&self) -> &Value {
        self.schema.get_or_init(|| serde_json::from_str(&self.text).unwrap_or(Value::Bool(true)))
    }

    fn parts(&self) -> Parts<'_> {
        Parts::of([self.schema()], &self.shared.definitions)
    }

    fn checker(&self) -> Checker<'_> {
        let Shared { definitions, assertions } = self.shared.as_ref();
        let own = || self.has_write_only.get_or_init(|| mentions_write_only(&self.text));
        let write_only = definitions.have_write_only || *own();
        Checker::new(definitions, assertions, write_only)
    }
}
