//! Files in the bodies of requests.

use std::fmt;

use bytes::Bytes;

use crate::data::field::{Field, Nullable};
use crate::data::{Data, Json};
use crate::error::DecodeError;

/// A file to send.
///
/// ```
/// use twinspec_client::File;
///
/// let file = File::new("cat.png", vec![0x89, 0x50]).with_content_type("image/png");
/// assert_eq!(file.bytes.len(), 2);
/// ```
///
/// Where a document puts a file into JSON, it is the text that it contains.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// The name under which the server sees it.
    pub name: String,
    /// The media type; what the document says, or `application/octet-stream`, if there is none.
    pub content_type: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

impl File {
    /// Makes a file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), content_type: None, bytes: bytes.into() }
    }

    /// Sets the media type.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self::new("file", bytes)
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new("file", bytes)
    }
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self::new("file", text)
    }
}

impl From<&str> for File {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for File {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("size", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

impl Data for File {
    fn blank() -> Self {
        Self::from(Bytes::new())
    }

    fn read(json: Json) -> Result<Self, DecodeError> {
        String::read(json).map(Self::from)
    }

    fn write(&self, out: &mut Vec<u8>) {
        String::from_utf8_lossy(&self.bytes).into_owned().write(out);
    }
}

crate::__serde!(File);

/// A member that is a file, several of them, or none.
pub trait Files {
    /// Returns the files.
    fn files(&self) -> impl Iterator<Item = &File>;
}

impl Files for File {
    fn files(&self) -> impl Iterator<Item = &File> {
        std::iter::once(self)
    }
}

impl<T: Files> Files for Vec<T> {
    fn files(&self) -> impl Iterator<Item = &File> {
        self.iter().flat_map(T::files)
    }
}

impl<T: Files> Files for Option<T> {
    fn files(&self) -> impl Iterator<Item = &File> {
        self.iter().flat_map(T::files)
    }
}

impl<T: Files> Files for Nullable<T> {
    fn files(&self) -> impl Iterator<Item = &File> {
        self.value().into_iter().flat_map(T::files)
    }
}

impl<T: Files> Files for Field<T> {
    fn files(&self) -> impl Iterator<Item = &File> {
        self.value().into_iter().flat_map(T::files)
    }
}
