//! A value together with the place where it stands.

use std::cell::{Cell, OnceCell};
use std::fmt;

use serde_json::{Map, Value};

use crate::document::Pointer;
use crate::document::files::{File, Files};
use crate::document::reference::{Place, Reference, names};

/// How many references may be followed to reach one value.
const HOPS: usize = 256;

/// A value of a document that knows its place, so that whoever finds fault with it can say where.
#[derive(Clone)]
pub(crate) struct Node<'d> {
    files: &'d Files,
    file: &'d File,
    value: &'d Value,
    /// The place of what is around it, and the step from there; most places are never asked for.
    around: Option<(Pointer, Name<'d>)>,
    pointer: OnceCell<Pointer>,
}

#[derive(Clone, Copy)]
enum Name<'d> {
    Member(&'d str),
    Item(usize),
}

/// Why a reference leads nowhere.
pub(crate) enum Unresolved {
    /// There is nothing at the place; the reference at this one says why.
    Dangling(Pointer, String),
    /// References that lead to each other and never to a value.
    Cycle,
    /// A reference that is not even text.
    NotText(Pointer),
}

impl<'d> Node<'d> {
    /// Returns all that a file holds.
    pub(super) fn root(files: &'d Files, file: &'d File) -> Self {
        let pointer = OnceCell::from(file.place().clone());
        Self { files, file, value: file.value(), around: None, pointer }
    }

    pub(crate) fn value(&self) -> &'d Value {
        self.value
    }

    pub(crate) fn pointer(&self) -> &Pointer {
        self.pointer.get_or_init(|| match &self.around {
            Some((around, Name::Member(name))) => around.join(name),
            Some((around, Name::Item(index))) => around.join(&index.to_string()),
            None => self.file.place().clone(),
        })
    }

    /// Returns what the value is called in a message: the name of the member, the number of the
    /// item.
    pub(crate) fn title(&self) -> String {
        match &self.around {
            Some((_, Name::Member(name))) => format!("`{name}`"),
            Some((_, Name::Item(index))) => format!("item {index}"),
            None => "the document".to_owned(),
        }
    }

    /// Returns the member of an object.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let (key, value) = self.value.as_object()?.get_key_value(key)?;
        let member = self.below(Name::Member(key), value);
        // Not what JSON Schema allows, but done: all members of an object are in another file.
        let elsewhere = key == "properties" && value.get("$ref").is_some_and(Value::is_string);
        let elsewhere = elsewhere && self.pointer().last() != Some("properties");
        Some(if elsewhere { member.resolve().unwrap_or(member) } else { member })
    }

    /// Returns the members of an object, in the order of the document; none of anything else.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'d str, Self)> {
        let members = self.value.as_object().map(Map::iter).into_iter().flatten();
        members.map(|(key, value)| (key.as_str(), self.below(Name::Member(key), value)))
    }

    /// Returns the items of an array; none of anything else.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(|(index, value)| self.below(Name::Item(index), value))
    }

    pub(crate) fn text(self) -> Option<&'d str> {
        self.value.as_str()
    }

    pub(crate) fn is_true(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Whether the document follows 3.1 or what came after it, which lets more be left out than
    /// 3.0.
    pub(crate) fn is_of_3_1(&self) -> bool {
        let version = self.files.document().value().get("openapi").map(version);
        version.is_some_and(|it| !(it == "3" || it == "3.0" || it.starts_with("3.0.")))
    }

    /// Whether another value is to be read in the place of this one.
    pub(crate) fn is_reference(&self) -> bool {
        self.value.get("$ref").is_some()
    }

    /// Follows references until there is none.
    pub(crate) fn resolve(&self) -> Result<Self, Unresolved> {
        self.resolve_within(&Cell::new(HOPS))
    }

    /// Returns what a reference written at this place leads to, whatever key it stands under.
    pub(crate) fn refer(&self, reference: &str) -> Option<Self> {
        self.follow(reference, &Cell::new(HOPS)).ok()?.resolve().ok()
    }

    /// Returns this place with another value, which is read as if it stood there.
    pub(crate) fn instead(&self, value: &'d Value) -> Self {
        Self { value, ..self.clone() }
    }

    /// Returns all that is around this value, from the root of the file inwards, and the value itself.
    pub(crate) fn way(&self) -> Vec<Self> {
        let mut way = vec![Self::root(self.files, self.file)];
        for step in self.pointer().segments() {
            way.extend(way.last().and_then(|it| it.step(step)));
        }
        way
    }

    fn below(&self, name: Name<'d>, value: &'d Value) -> Self {
        self.files.visited.set(self.files.visited.get() + 1);
        let around = Some((self.pointer().clone(), name));
        Self { value, around, pointer: OnceCell::new(), ..*self }
    }

    fn resolve_within(&self, hops: &Cell<usize>) -> Result<Self, Unresolved> {
        let mut node = self.clone();
        while let Some(reference) = node.value.get("$ref") {
            let Some(left) = hops.get().checked_sub(1) else { return Err(Unresolved::Cycle) };
            hops.set(left);
            let reference =
                reference.as_str().ok_or_else(|| Unresolved::NotText(node.pointer().clone()))?;
            node = node.follow(reference, hops)?;
        }
        Ok(node)
    }

    /// Goes to where a reference in this place leads.
    fn follow(&self, reference: &str, hops: &Cell<usize>) -> Result<Self, Unresolved> {
        let dangling = |why: &str| {
            Unresolved::Dangling(self.pointer().clone(), format!("`{reference}` {why}"))
        };
        let Some(Reference { file, place }) = Reference::parse(reference) else {
            return Err(dangling("is not fetched"));
        };
        let file = match file {
            Some(path) => self.files.open(self.file, &path).map_err(|why| dangling(&why))?,
            None => self.file,
        };
        let root = Self::root(self.files, file);
        match place {
            Place::Whole => Ok(root),
            Place::Steps(mut steps) => steps.try_fold(root, |node, step| {
                let below = match names(step).find_map(|it| node.step(&it)) {
                    // The place may be in what another reference leads to.
                    None if node.is_reference() => {
                        let node = node.resolve_within(hops)?;
                        names(step).find_map(|it| node.step(&it))
                    }
                    below => below,
                };
                below.ok_or_else(|| dangling("does not exist"))
            }),
            Place::Anchor(name) => {
                let steps = file.anchor(name).map(Pointer::segments);
                let named = steps.and_then(|it| it.iter().try_fold(root, |it, step| it.step(step)));
                named.ok_or_else(|| dangling("does not exist"))
            }
        }
    }

    fn step(&self, segment: &str) -> Option<Self> {
        match self.value {
            Value::Array(items) => {
                let index = segment.parse().ok()?;
                Some(self.below(Name::Item(index), items.get(index)?))
            }
            _ => self.get(segment),
        }
    }
}

/// Returns a version as text: without quotes `3.1` is a number.
pub(super) fn version(openapi: &Value) -> String {
    openapi.as_str().map_or_else(|| openapi.to_string(), |it| it.trim().to_owned())
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.pointer().file_name(), self.pointer())
    }
}
