//! A value together with the place where it stands.

use serde_json::{Map, Value};

use crate::document::Pointer;

/// A value of a document that knows its place, so that whoever finds fault with it can say where.
#[derive(Clone, Debug)]
pub(crate) struct Node<'d> {
    root: &'d Value,
    value: &'d Value,
    pointer: Pointer,
}

/// Why a reference leads nowhere.
pub(crate) enum Unresolved {
    /// There is nothing at the place, or it is outside the document.
    Dangling(String),
    /// References that lead to each other and never to a value.
    Cycle,
    /// A reference that is not even text.
    NotText,
}

impl<'d> Node<'d> {
    pub(crate) fn root(root: &'d Value) -> Self {
        Self { root, value: root, pointer: Pointer::default() }
    }

    pub(crate) fn value(&self) -> &'d Value {
        self.value
    }

    pub(crate) fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// Returns the member of an object.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(Self { root: self.root, value, pointer: self.pointer.join(key) })
    }

    /// Returns the members of an object, in the order of the document; none of anything else.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'d str, Self)> {
        let members = self.value.as_object().map(Map::iter).into_iter().flatten();
        members.map(|(key, value)| {
            let pointer = self.pointer.join(key);
            (key.as_str(), Self { root: self.root, value, pointer })
        })
    }

    /// Returns the items of an array; none of anything else.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(|(index, value)| {
            let pointer = self.pointer.join(&index.to_string());
            Self { root: self.root, value, pointer }
        })
    }

    pub(crate) fn text(self) -> Option<&'d str> {
        self.value.as_str()
    }

    pub(crate) fn is_true(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Whether the document follows 3.1, which lets more be left out than 3.0.
    pub(crate) fn is_of_3_1(&self) -> bool {
        let version = self.root.get("openapi").and_then(Value::as_str);
        version.is_some_and(|it| it.starts_with("3.1."))
    }

    /// Whether another value is to be read in the place of this one.
    pub(crate) fn is_reference(&self) -> bool {
        self.value.get("$ref").is_some()
    }

    /// Follows references until there is none.
    pub(crate) fn resolve(&self) -> Result<Self, Unresolved> {
        let mut node = self.clone();
        let mut seen = Vec::new();
        while let Some(reference) = node.value.get("$ref") {
            let reference = reference.as_str().ok_or(Unresolved::NotText)?;
            if seen.contains(&reference) {
                return Err(Unresolved::Cycle);
            }
            seen.push(reference);
            node = node.refer(reference).ok_or_else(|| Unresolved::Dangling(reference.to_owned()))?;
        }
        Ok(node)
    }

    /// Returns what a reference written at this place leads to.
    pub(crate) fn refer(&self, reference: &str) -> Option<Self> {
        Pointer::parse(reference).and_then(|it| Self::root(self.root).at(&it))
    }

    /// Returns this place with another value, which is read as if it stood there.
    pub(crate) fn instead(&self, value: &'d Value) -> Self {
        Self { value, ..self.clone() }
    }

    fn at(&self, pointer: &Pointer) -> Option<Self> {
        let mut value = self.root;
        for segment in pointer.segments() {
            value = match value {
                Value::Array(items) => items.get(segment.parse::<usize>().ok()?)?,
                _ => value.get(segment)?,
            };
        }
        Some(Self { root: self.root, value, pointer: pointer.clone() })
    }
}
