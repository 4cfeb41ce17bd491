//! An entity as it is stored.

use std::sync::OnceLock;

use crate::Map;

/// One contact, task, …: all that is known of it, and how it looked when it was last shown.
#[derive(Debug)]
pub(crate) struct Entity {
    /// The id, as the text that requests name it by.
    pub(crate) id: String,
    /// Its place in the order of creation.
    pub(crate) sequence: u64,
    /// When it was created, in milliseconds since 1970.
    pub(crate) created: i64,
    /// Its properties.
    pub(crate) properties: Map,
    /// The JSON of each view, made when it is first asked for.
    rendered: Box<[OnceLock<Box<[u8]>>]>,
}

impl Entity {
    pub(crate) fn new(
        id: String,
        sequence: u64,
        created: i64,
        properties: Map,
        views: usize,
    ) -> Self {
        let rendered = (0..views).map(|_| OnceLock::new()).collect();
        Self { id, sequence, created, properties, rendered }
    }

    /// Returns the JSON of a view, if it was kept.
    pub(crate) fn kept(&self, view: usize) -> Option<&[u8]> {
        self.rendered[view].get().map(|it| &**it)
    }

    /// Keeps the JSON of a view; what is kept already stays.
    pub(crate) fn keep(&self, view: usize, json: &[u8]) {
        // Two requests may render the same entity at once, and then both have the same to keep.
        let _ = self.rendered[view].set(json.into());
    }
}
