//! An entity as it is stored.

use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use serde_json::Value;

use crate::Map;
use crate::store::names::Names;

/// One contact, task, …: all that is known of it, and how it looked when it was last shown.
#[derive(Debug)]
pub(crate) struct Entity {
    /// The id, as the text that requests name it by.
    pub(crate) id: Box<str>,
    /// What it is found below, part by part; empty where that is not known.
    pub(crate) scope: Scope,
    /// Its place in the order of creation.
    pub(crate) sequence: u64,
    /// When it was created, in milliseconds since 1970.
    pub(crate) created: i64,
    /// Whether nobody made it: it is there because it was asked for.
    pub(crate) is_given: bool,
    /// Its properties as JSON: a map of them takes several times the memory, and most entities of
    /// a full store are never looked at.
    json: Arc<[u8]>,
    common: Arc<Common>,
    /// What is at hand since it was looked at; apart, for the sake of those that never are.
    seen: OnceLock<Box<Seen>>,
}

/// What all entities of a table have in common.
#[derive(Debug)]
pub(super) struct Common {
    pub(super) names: Names,
    /// How many views show them.
    pub(super) views: usize,
}

/// What entities that are in no table have in common: no name is shortened.
static NONE: LazyLock<Arc<Common>> =
    LazyLock::new(|| Arc::new(Common { names: Names::none(), views: 0 }));

/// What is kept of an entity that somebody looked at.
#[derive(Debug, Default)]
struct Seen {
    properties: OnceLock<Map>,
    /// What it was written from, as long as nobody needed it.
    fresh: Mutex<Option<Map>>,
    /// The JSON of each view, made when it is first asked for.
    rendered: OnceLock<Box<[Kept]>>,
}

/// The JSON of one view, if it was asked for.
type Kept = OnceLock<Box<[u8]>>;

/// The ids of what an entity is found below, outermost first.
pub(crate) type Scope = Box<[Box<str>]>;

impl Entity {
    pub(super) fn new(
        (id, scope): (&str, Scope),
        sequence: u64,
        created: i64,
        (common, properties): (&Arc<Common>, &Map),
    ) -> Self {
        Self {
            id: id.into(),
            scope,
            sequence,
            created,
            is_given: false,
            // A copy: a buffer that is cut to size leaves a gap behind it.
            json: common.names.pack(properties).as_slice().into(),
            common: Arc::clone(common),
            seen: OnceLock::new(),
        }
    }

    /// Returns the same entity with its properties at hand, for whoever shows it once; the one that
    /// is stored stays as small as it is.
    pub(crate) fn at_hand(&self, properties: Map) -> Self {
        let seen = Seen { fresh: Mutex::new(Some(properties)), ..Seen::default() };
        Self {
            id: self.id.clone(),
            scope: self.scope.clone(),
            sequence: self.sequence,
            created: self.created,
            is_given: self.is_given,
            json: Arc::clone(&self.json),
            common: Arc::clone(&self.common),
            seen: OnceLock::from(Box::new(seen)),
        }
    }

    /// Makes one that is on its way into a table.
    pub(crate) fn saved(place: (&str, Scope), created: i64, properties: &Map) -> Self {
        Self::new(place, 0, created, (&NONE, properties))
    }

    /// Makes one that is not stored, of what the request says of it.
    pub(super) fn given((id, scope): (&str, Scope), packed: (&Arc<Common>, &Map)) -> Self {
        let entity = Self::new((id, scope), 0, 0, packed);
        Self { is_given: true, ..entity }
    }

    /// Returns all that is known of it.
    pub(crate) fn properties(&self) -> &Map {
        let seen = self.seen();
        seen.properties.get_or_init(|| seen.take_fresh().unwrap_or_else(|| self.to_properties()))
    }

    /// Returns its properties to be changed.
    pub(crate) fn copy(&self) -> Map {
        let seen = self.seen.get();
        match seen.and_then(|it| it.properties.get()) {
            Some(properties) => properties.clone(),
            None => seen.and_then(|it| it.take_fresh()).unwrap_or_else(|| self.to_properties()),
        }
    }

    /// Looks at all that is known of it; what is read for that is not kept.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Map) -> T) -> T {
        let Some(seen) = self.seen.get() else { return look(&self.to_properties()) };
        let fresh = seen.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        match seen.properties.get().or(fresh.as_ref()) {
            Some(properties) => look(properties),
            None => look(&self.to_properties()),
        }
    }

    /// Returns all that is known of it, without keeping it at hand.
    pub(crate) fn to_properties(&self) -> Map {
        self.common.names.unpack(&self.json)
    }

    /// Returns a property without keeping the others at hand.
    pub(crate) fn get(&self, property: &str) -> Option<Value> {
        self.look(|properties| properties.get(property).cloned())
    }

    /// Returns the JSON of a view, if it was kept.
    pub(crate) fn kept(&self, view: usize) -> Option<&[u8]> {
        self.seen.get()?.rendered.get()?[view].get().map(|it| &**it)
    }

    /// Keeps the JSON of a view; what is kept already stays.
    pub(crate) fn keep(&self, view: usize, json: &[u8]) {
        // Two requests may render the same entity at once, and then both have the same to keep.
        let rendered = &self.seen().rendered;
        let rendered =
            rendered.get_or_init(|| (0..self.common.views).map(|_| Kept::new()).collect());
        let _ = rendered[view].set(json.into());
    }

    fn seen(&self) -> &Seen {
        self.seen.get_or_init(Box::default)
    }

    /// Whether it is found below these ids; what is not said may be anything.
    pub(crate) fn is_below(&self, scope: &[Option<&str>]) -> bool {
        let known = self.scope.iter().zip(scope);
        known.filter_map(|(own, wanted)| Some((own, (*wanted)?))).all(|(own, it)| **own == *it)
    }
}

impl Seen {
    /// Takes what it was written from, which spares reading it again.
    fn take_fresh(&self) -> Option<Map> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
