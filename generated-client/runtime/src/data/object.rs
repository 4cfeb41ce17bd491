//! Objects: the one visitor that reads all of them, and the writer.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serializer};

use super::{Data, Extra, Map, path, read_entry, skip};

/// A type that is an object on the wire.
pub trait Object: Sized {
    /// The name of the schema, for errors.
    const NAME: &'static str;

    /// The members; the index in this list is what [`read`](Self::read) and [`Writer::put`] take.
    const MEMBERS: &'static [Member];

    /// Returns an object with blank members.
    fn blank() -> Self;

    /// Reads the value of one member.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        source: &mut A,
    ) -> Result<(), A::Error>;

    /// Writes the members.
    fn write<M: SerializeMap>(&self, out: &mut Writer<'_, M>) -> Result<(), M::Error>;

    /// Returns where unknown members are kept; without such a place they are dropped.
    fn extra(&mut self) -> Option<&mut Extra> {
        None
    }

    /// Reads an unknown member; what keeps them as values of a type does it with
    /// [`read_entry`].
    fn read_extra<'de, A: MapAccess<'de>>(
        &mut self,
        name: String,
        source: &mut A,
    ) -> Result<(), A::Error> {
        match self.extra() {
            Some(extra) => read_entry(extra, name, source),
            None => skip(source),
        }
    }
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    name: &'static str,
    required: bool,
}

impl Member {
    /// Describes a member without which the object is refused.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self { name, required: true }
    }

    /// Describes a member that may be left out.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self { name, required: false }
    }
}

/// Writes the members of an object.
#[derive(Debug)]
pub struct Writer<'w, M> {
    members: &'static [Member],
    map: &'w mut M,
}

impl<M: SerializeMap> Writer<'_, M> {
    /// Writes a member, unless it is absent.
    pub fn put<T: Data>(&mut self, index: usize, value: &T) -> Result<(), M::Error> {
        if value.is_absent() {
            return Ok(());
        }
        self.map.serialize_entry(self.members[index].name, value)
    }

    /// Writes the members that the document does not describe.
    pub fn extra<T: Data>(&mut self, extra: &Map<T>) -> Result<(), M::Error> {
        for (name, value) in extra {
            // A described member was written already; twice the same key is not an object.
            if !self.members.iter().any(|it| it.name == name) {
                self.map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }
}

/// Reads an object.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    source.deserialize_map(ObjectVisitor(PhantomData))
}

/// Writes an object.
pub fn write_object<T: Object, S: Serializer>(object: &T, sink: S) -> Result<S::Ok, S::Error> {
    let mut map = sink.serialize_map(None)?;
    object.write(&mut Writer { members: T::MEMBERS, map: &mut map })?;
    map.end()
}

/// Makes serde and the runtime read and write types by their [`Object`] description.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($($object:ty),+ $(,)?) => { $(
        $crate::__data! {
            $object,
            <$object as $crate::facade::Object>::blank(),
            source => $crate::facade::read_object(source),
            this, sink => $crate::facade::write_object(this, sink)
        }
    )+ };
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "an object ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<T, A::Error> {
        let mut object = T::blank();
        let mut seen = Seen::new(T::MEMBERS.len());
        while let Some(key) = source.next_key_seed(KeySeed { members: T::MEMBERS, seen: &seen })? {
            match key {
                Key::Known(index) => {
                    seen.insert(index);
                    object
                        .read(index, &mut source)
                        .map_err(|error| path::at_member(T::MEMBERS[index].name, &error))?;
                }
                Key::Unknown(name) => object.read_extra(name, &mut source)?,
            }
        }
        match seen.missing(T::MEMBERS) {
            None => Ok(object),
            Some(missing) => Err(A::Error::custom(missing)),
        }
    }
}

enum Key {
    Known(usize),
    Unknown(String),
}

/// Turns the name of a member into its index, without a copy of the name.
struct KeySeed<'s> {
    members: &'static [Member],
    seen: &'s Seen,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Key, D::Error> {
        source.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        // Members mostly come in the order of the document, so the search begins after the last.
        let (before, after) = self.members.split_at(self.seen.next);
        let found = after.iter().position(|it| it.name == name).map(|it| it + before.len());
        let found = found.or_else(|| before.iter().position(|it| it.name == name));
        Ok(found.map_or_else(|| Key::Unknown(name.to_owned()), Key::Known))
    }
}

/// Which members were there.
struct Seen {
    next: usize,
    first: u64,
    // Objects of more than 64 members are rare; the others need no allocation.
    rest: Vec<bool>,
}

impl Seen {
    fn new(members: usize) -> Self {
        Self { next: 0, first: 0, rest: vec![false; members.saturating_sub(64)] }
    }

    fn insert(&mut self, index: usize) {
        self.next = index + 1;
        match index.checked_sub(64) {
            None => self.first |= 1 << index,
            Some(index) => self.rest[index] = true,
        }
    }

    fn contains(&self, index: usize) -> bool {
        match index.checked_sub(64) {
            None => self.first & (1 << index) != 0,
            Some(index) => self.rest[index],
        }
    }

    fn missing(&self, members: &[Member]) -> Option<String> {
        let missing: Vec<String> = members
            .iter()
            .enumerate()
            .filter(|(index, member)| member.required && !self.contains(*index))
            .map(|(_, member)| format!("`{}`", member.name))
            .collect();
        (!missing.is_empty()).then(|| format!("missing {}", missing.join(", ")))
    }
}
