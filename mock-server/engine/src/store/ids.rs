//! The ids that the server makes.

use serde_json::Value;
use twinspec_blueprint::{IdShape, Resource};

use crate::random::{Random, hashed};
use crate::shape::{self, Shapes};
use crate::store::key_of;

/// Makes the ids of one resource.
#[derive(Debug)]
pub(crate) struct IdSource {
    shape: Shape,
    random: Random,
}

/// How far the ids of a resource were given out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Drawn {
    /// How much was read of the stream of random values.
    pub(crate) random: u64,
    /// The number that is next, where ids are counted.
    pub(crate) next: Option<u64>,
}

#[derive(Debug)]
enum Shape {
    Uuid,
    Integer { next: u64 },
    Schema { shape: shape::Shape, next: u64 },
    Random { prefix: String, alphabet: Vec<char>, length: usize },
}

impl IdSource {
    pub(crate) fn new(resource: &Resource, position: usize, seed: u64, shapes: &Shapes) -> Self {
        let shape = match &resource.id_shape {
            IdShape::Uuid => Shape::Uuid,
            IdShape::Integer => Shape::Integer { next: 1 },
            IdShape::Schema(schema) => Shape::Schema { shape: shapes.shape(schema), next: seed },
            IdShape::Random { prefix, alphabet, length } => Shape::Random {
                prefix: prefix.to_string(),
                alphabet: alphabet.chars().collect(),
                length: *length,
            },
        };
        // Stream 0 is for what answers make up.
        Self { shape, random: Random::new(seed, position as u64 + 1) }
    }

    /// Returns how far the ids were given out.
    pub(crate) fn drawn(&self) -> Drawn {
        let next = match &self.shape {
            Shape::Integer { next } | Shape::Schema { next, .. } => Some(*next),
            Shape::Uuid | Shape::Random { .. } => None,
        };
        Drawn { random: self.random.position(), next }
    }

    /// Goes on from where ids were given out to.
    pub(crate) fn go_on(&mut self, drawn: Drawn) {
        self.random.go_to(drawn.random);
        if let (Shape::Integer { next } | Shape::Schema { next, .. }, Some(given)) =
            (&mut self.shape, drawn.next)
        {
            *next = given;
        }
    }

    /// Makes an id that `taken` does not know.
    pub(crate) fn make(&mut self, taken: impl Fn(&str) -> bool) -> Value {
        // A short alphabet and length can run out of ids; then the length grows.
        let mut attempts = 0;
        loop {
            let id = self.draw(attempts / 64);
            if !key_of(&id).is_some_and(|key| taken(&key)) {
                return id;
            }
            attempts += 1;
        }
    }

    fn draw(&mut self, longer: usize) -> Value {
        match &mut self.shape {
            Shape::Uuid => self.random.uuid().into(),
            Shape::Integer { next } => {
                let id = *next;
                *next += 1;
                id.into()
            }
            // A schema that lets only a few ids be is not held for ever.
            Shape::Schema { .. } if longer > 1 => self.random.uuid().into(),
            Shape::Schema { shape, next } => {
                *next += 1;
                match shape.sample(hashed(*next, "id")) {
                    id @ (Value::String(_) | Value::Number(_)) => id,
                    _ => self.random.uuid().into(),
                }
            }
            Shape::Random { prefix, alphabet, length } => {
                let length = *length + longer;
                if alphabet.is_empty() {
                    return self.random.uuid().into();
                }
                format!("{prefix}{}", self.random.text(alphabet, length)).into()
            }
        }
    }
}
