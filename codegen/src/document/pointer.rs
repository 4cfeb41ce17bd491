//! JSON pointers (RFC 6901), written as URI fragments: `#/paths/~1contacts~1/get`.

use std::fmt;

/// The way from the root of a document to a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pointer(Vec<String>);

impl Pointer {
    /// Reads a reference into the same document; `None` when it leads elsewhere.
    pub(crate) fn parse(reference: &str) -> Option<Self> {
        let path = reference.strip_prefix('#')?;
        if path.is_empty() {
            return Some(Self::default());
        }
        let segments = path.strip_prefix('/')?.split('/');
        Some(Self(segments.map(|it| it.replace("~1", "/").replace("~0", "~")).collect()))
    }

    /// Returns the pointer to a member of what this one points to.
    pub(crate) fn join(&self, segment: &str) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment.to_owned());
        Self(segments)
    }

    /// Returns the names and indices on the way.
    pub(crate) fn segments(&self) -> &[String] {
        &self.0
    }

    /// Returns the name of a component, when this points to one of that kind.
    pub(crate) fn component(&self, kind: &str) -> Option<&str> {
        match self.0.as_slice() {
            [components, of, name] if components == "components" && of == kind => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#")?;
        self.0
            .iter()
            .try_for_each(|it| write!(out, "/{}", it.replace('~', "~0").replace('/', "~1")))
    }
}
