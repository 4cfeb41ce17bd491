//! JSON text.

use serde::Serialize;

/// Writes what serde can write as JSON.
pub(super) fn plain(value: &impl Serialize, out: &mut Vec<u8>) {
    // Texts, numbers and JSON values are always JSON, and a vector takes any number of bytes.
    serde_json::to_writer(out, value).unwrap_or_default();
}

/// Writes a list.
pub(super) fn list<T>(
    items: impl IntoIterator<Item = T>,
    mut put: impl FnMut(T, &mut Vec<u8>),
    out: &mut Vec<u8>,
) {
    out.push(b'[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        put(item, out);
    }
    out.push(b']');
}

/// The members of an object, as they are written one by one.
#[derive(Debug)]
pub struct Members<'o> {
    out: &'o mut Vec<u8>,
    is_first: bool,
}

impl<'o> Members<'o> {
    pub(super) fn begin(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, is_first: true }
    }

    /// Writes the name of the next member, and returns where its value goes.
    pub(super) fn name(&mut self, name: &str) -> &mut Vec<u8> {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(b',');
        }
        plain(&name, self.out);
        self.out.push(b':');
        self.out
    }

    pub(super) fn end(self) {
        self.out.push(b'}');
    }
}
