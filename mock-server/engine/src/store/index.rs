//! Indexes: which entities have a value, in the order in which lists show them.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use serde_json::Value;
use twinspec_blueprint::Order;

use crate::Map;
use crate::store::entity::Entity;
use crate::store::key_of;

/// What an index finds entities by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// It holds all.
    All,
    /// By this part of what they are found below.
    Scope(usize),
    /// By this property; a list counts with each of its items.
    Property(String),
}

/// Where an entity stands in a list: by the value that the list is ordered by, then by when it was
/// created.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// The value, and the id, which breaks ties; nothing in the order of creation, which is that of
    /// most indexes.
    by: Option<Box<(Sorted, Box<str>)>>,
    pub(crate) sequence: u64,
}

/// A value that can be ordered among values of other kinds; what is not there comes first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sorted {
    Nothing,
    Truth(bool),
    Number(f64),
    Text(Box<str>),
    List,
    Object,
}

impl Eq for Sorted {}

impl PartialOrd for Sorted {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sorted {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Truth(one), Self::Truth(other)) => one.cmp(other),
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl Sorted {
    pub(crate) fn of(value: Option<&Value>) -> Self {
        match value {
            None | Some(Value::Null) => Self::Nothing,
            Some(Value::Bool(truth)) => Self::Truth(*truth),
            Some(Value::Number(number)) => Self::Number(number.as_f64().unwrap_or_default()),
            Some(Value::String(text)) => Self::Text(text.as_str().into()),
            Some(Value::Array(_)) => Self::List,
            Some(Value::Object(_)) => Self::Object,
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Truth(_) => 1,
            Self::Number(_) => 2,
            Self::Text(_) => 3,
            Self::List => 4,
            Self::Object => 5,
        }
    }
}

/// Entities by a value, each set in the order of a list.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) by: By,
    pub(crate) order: Order,
    /// By the digests of the values: copies of these would be the largest part of an index.
    sets: HashMap<Digest, Positions>,
    hashers: [RandomState; 2],
}

/// What a value is found by: two keyed hashes of it. Among a million values it is less likely that
/// two have the same than that memory fails.
type Digest = [u64; 2];

/// The entities with one value. Most values are those of one entity, as an e-mail address is, and
/// a tree takes half a kilobyte however little is in it.
#[derive(Debug)]
pub(crate) enum Positions {
    One(Position),
    Several(BTreeSet<Position>),
}

impl Positions {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Several(positions) => positions.len(),
        }
    }

    /// Returns the positions in their order.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Position> {
        let (one, several) = match self {
            Self::One(position) => (Some(position), None),
            Self::Several(positions) => (None, Some(positions)),
        };
        one.into_iter().chain(several.into_iter().flatten())
    }

    fn insert(&mut self, position: Position) {
        match self {
            Self::One(known) if *known == position => {}
            Self::One(known) => *self = Self::Several(BTreeSet::from([known.clone(), position])),
            Self::Several(positions) => {
                positions.insert(position);
            }
        }
    }

    /// Takes a position out; returns whether another is left.
    fn remove(&mut self, position: &Position) -> bool {
        match self {
            Self::One(known) => known != position,
            Self::Several(positions) => {
                positions.remove(position);
                !positions.is_empty()
            }
        }
    }
}

impl Index {
    pub(crate) fn new(by: By, order: Order) -> Self {
        Self { by, order, sets: HashMap::new(), hashers: Default::default() }
    }

    /// Returns the positions of the entities with this value.
    pub(crate) fn get(&self, key: &str) -> Option<&Positions> {
        self.sets.get(&digest(&self.hashers, key))
    }

    pub(crate) fn add(&mut self, entity: &Arc<Entity>, properties: &Map) {
        let position = position(&self.order, entity, properties);
        let Self { by, sets, hashers, .. } = self;
        each_key(by, entity, properties, &mut |key| match sets.entry(digest(hashers, key)) {
            Entry::Occupied(mut known) => known.get_mut().insert(position.clone()),
            Entry::Vacant(free) => drop(free.insert(Positions::One(position.clone()))),
        });
    }

    pub(crate) fn remove(&mut self, entity: &Arc<Entity>, properties: &Map) {
        let position = position(&self.order, entity, properties);
        let Self { by, sets, hashers, .. } = self;
        each_key(by, entity, properties, &mut |key| {
            if let Entry::Occupied(mut known) = sets.entry(digest(hashers, key))
                && !known.get_mut().remove(&position)
            {
                known.remove();
            }
        });
    }
}

fn digest(hashers: &[RandomState; 2], key: &str) -> Digest {
    hashers.each_ref().map(|it| it.hash_one(key))
}

/// Goes through the values that an entity is found by.
fn each_key(by: &By, entity: &Entity, properties: &Map, visit: &mut dyn FnMut(&str)) {
    let mut of_value = |value: &Value| match value {
        Value::String(text) => visit(text),
        other => key_of(other).iter().for_each(|it| visit(it)),
    };
    match by {
        By::All => visit(""),
        By::Scope(part) => entity.scope.get(*part).into_iter().for_each(|it| visit(it)),
        By::Property(name) => match properties.get(name) {
            Some(Value::Array(items)) => items.iter().for_each(of_value),
            Some(value) => of_value(value),
            None => {}
        },
    }
}

/// Returns where an entity stands in a list of this order, counted upwards.
pub(crate) fn position(order: &Order, entity: &Entity, properties: &Map) -> Position {
    let by = match order {
        Order::Created => None,
        // The id breaks ties, so that a list does not depend on when its entities were loaded.
        Order::Ascending(property) | Order::Descending(property) => {
            let value = Sorted::of(properties.get(property.as_ref()));
            Some(Box::new((value, entity.id.clone())))
        }
    };
    Position { by, sequence: entity.sequence }
}
