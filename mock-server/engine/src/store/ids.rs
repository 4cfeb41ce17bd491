//! The ids that the server makes.

use serde_json::Value;
use twinspec_blueprint::IdShape;

use crate::random::Random;
use crate::store::key_of;

/// Makes the ids of one resource.
#[derive(Debug)]
pub(crate) struct IdSource {
    shape: Shape,
    random: Random,
}

#[derive(Debug)]
enum Shape {
    Uuid,
    Integer { next: u64 },
    Random { prefix: String, alphabet: Vec<char>, length: usize },
}

impl IdSource {
    pub(crate) fn new(shape: &IdShape, seed: u64, stream: u64) -> Self {
        let shape = match shape {
            IdShape::Uuid => Shape::Uuid,
            IdShape::Integer => Shape::Integer { next: 1 },
            IdShape::Random { prefix, alphabet, length } => Shape::Random {
                prefix: prefix.to_string(),
                alphabet: alphabet.chars().collect(),
                length: *length,
            },
        };
        Self { shape, random: Random::new(seed, stream) }
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
