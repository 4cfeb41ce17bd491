//! The bodies of requests.

mod file;
mod multipart;

use std::borrow::Cow;

use bytes::Bytes;

pub use self::file::{File, Files};
pub use self::multipart::Parts;
use crate::data::{Data, Json, to_json, to_text};
use crate::description::Parameter;
use crate::style;

/// A body and its media type.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) media_type: Cow<'static, str>,
    pub(crate) bytes: Bytes,
}

impl Body {
    pub(crate) fn new(media_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) -> Self {
        Self { media_type: media_type.into(), bytes: bytes.into() }
    }

    pub(crate) fn json(media_type: &'static str, body: &impl Data) -> Self {
        Self::new(media_type, to_text(body))
    }

    pub(crate) fn file(media_type: &'static str, file: &File) -> Self {
        let bytes = file.bytes.clone();
        match &file.content_type {
            Some(own) => Self::new(own.clone(), bytes),
            // A range such as `image/*` says what may come, and is nothing that a file can be.
            None if media_type.contains('*') => Self::new("application/octet-stream", bytes),
            None => Self::new(media_type, bytes),
        }
    }

    pub(crate) fn form(body: &impl Data, encoding: &[Parameter]) -> Result<Self, String> {
        let Json::Object(members) = to_json(body) else {
            return Err("the body is not an object, and only an object can be a form".to_owned());
        };
        let pairs = members.iter().flat_map(|(name, value)| form_pairs(name, value, encoding));
        let pairs: Vec<String> = pairs.map(|(name, text)| format!("{name}={text}")).collect();
        Ok(Self::new("application/x-www-form-urlencoded", pairs.join("&")))
    }
}

fn form_pairs(name: &str, value: &Json, encoding: &[Parameter]) -> Vec<(String, String)> {
    let text = |it: &Json| (style::encoded(name), style::encoded(&style::text_of(it)));
    match (encoding.iter().find(|it| it.name == name), value) {
        // A form has no null, and an empty value is how a form clears one: absent keeps it.
        (_, Json::Null) => vec![(style::encoded(name), String::new())],
        (Some(described), value) => style::pairs(described, value),
        (None, Json::Array(items)) => items.iter().filter(|it| !it.is_null()).map(text).collect(),
        (None, value) => vec![text(value)],
    }
}
