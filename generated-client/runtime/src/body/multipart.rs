//! Bodies of several parts.

use bytes::Bytes;
use http::HeaderValue;

use super::{Body, Files};
use crate::data::{Data, Json, Map, to_json};
use crate::response::essence;
use crate::style::text_of;

/// The parts of a body, in the order in which they are sent.
#[derive(Debug, Default)]
#[must_use = "parts do nothing until a call has them as its body"]
pub struct Parts {
    parts: Vec<Part>,
    problem: Option<String>,
}

#[derive(Debug)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    bytes: Bytes,
}

impl Parts {
    /// Begins without any part.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value: texts, numbers and booleans as text, an object as JSON, a list as one part for
    /// each item; null is an empty text, and what is absent has no part.
    pub fn value(mut self, name: &str, value: &impl Data) -> Self {
        match json(value) {
            None => {}
            Some(Json::Array(items)) => items.iter().for_each(|it| self.push_value(name, it)),
            Some(json) => self.push_value(name, &json),
        }
        self
    }

    /// Adds a value, written as JSON or as text, with a media type of its own.
    ///
    /// It is JSON if the media type is; otherwise it is text, one part for each item of a list.
    pub fn value_as(mut self, name: &str, content_type: &str, value: &impl Data) -> Self {
        match json(value) {
            None => {}
            Some(json) if is_json(content_type) => {
                self.push(name, None, Some(content_type), json.to_string());
            }
            Some(Json::Array(items)) => {
                for item in &items {
                    self.push(name, None, Some(content_type), text_of(item));
                }
            }
            Some(json) => self.push(name, None, Some(content_type), text_of(&json)),
        }
        self
    }

    /// Adds a file, one part for each if there are several.
    pub fn file(self, name: &str, files: &impl Files) -> Self {
        self.file_as(name, "application/octet-stream", files)
    }

    /// Adds a file; the media type is for files that have none of their own.
    pub fn file_as(mut self, name: &str, content_type: &str, files: &impl Files) -> Self {
        for file in files.files() {
            let content_type = file.content_type.as_deref().unwrap_or(content_type);
            self.push(name, Some(&file.name), Some(content_type), file.bytes.clone());
        }
        self
    }

    /// Adds the members that the document does not describe.
    pub fn extra<T: Data>(self, extra: &Map<T>) -> Self {
        extra.iter().fold(self, |parts, (name, value)| parts.value(name, value))
    }

    /// Adds the members of an object that the document does not describe, or only as a whole.
    pub fn all(mut self, object: &impl Data) -> Self {
        let Json::Object(members) = to_json(object) else {
            self.problem = Some("the body is not an object, and only an object has parts".into());
            return self;
        };
        members.iter().fold(self, |it, (name, value)| it.value(name, value))
    }

    fn push_value(&mut self, name: &str, json: &Json) {
        match json {
            Json::Null => self.push(name, None, None, String::new()),
            Json::Object(_) | Json::Array(_) => {
                self.push(name, None, Some("application/json"), json.to_string());
            }
            scalar => self.push(name, None, None, text_of(scalar)),
        }
    }

    fn push(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
        bytes: impl Into<Bytes>,
    ) {
        if content_type.is_some_and(|it| HeaderValue::from_str(it).is_err()) {
            let problem = "has a character that no header can carry";
            self.problem = Some(format!("the media type of the part `{name}` {problem}"));
        }
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: file_name.map(str::to_owned),
            content_type: content_type.map(str::to_owned),
            bytes: bytes.into(),
        });
    }

    pub(crate) fn into_body(self) -> Result<Body, String> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let boundary = boundary(&self.parts);
        let mut out = Vec::with_capacity(self.parts.iter().map(|it| it.bytes.len() + 256).sum());
        for part in &self.parts {
            out.extend_from_slice(head(&boundary, part).as_bytes());
            out.extend_from_slice(&part.bytes);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok(Body::new(format!("multipart/form-data; boundary={boundary}"), out))
    }
}

fn json(value: &impl Data) -> Option<Json> {
    (!value.is_absent()).then(|| to_json(value))
}

fn is_json(media_type: &str) -> bool {
    let media_type = essence(media_type);
    media_type.ends_with("/json") || media_type.ends_with("+json")
}

fn head(boundary: &str, part: &Part) -> String {
    let name = quoted(&part.name);
    let file_name = part.file_name.as_ref().map(|it| format!("; filename=\"{}\"", quoted(it)));
    let content_type = part.content_type.as_ref().map(|it| format!("\r\ncontent-type: {it}"));
    let (file_name, content_type) =
        (file_name.unwrap_or_default(), content_type.unwrap_or_default());
    let disposition = format!("content-disposition: form-data; name=\"{name}\"{file_name}");
    format!("--{boundary}\r\n{disposition}{content_type}\r\n\r\n")
}

/// Browsers write names so; a quote or a line break would otherwise end the name or the header.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Makes a boundary that no part contains.
///
/// If the usual one will not do, others come from the content: the same parts make the same bytes,
/// and nobody can easily write a file that contains its own hash.
fn boundary(parts: &[Part]) -> String {
    let contents = || parts.iter().map(|it| &*it.bytes);
    let is_free = |it: &str| !contents().any(|content| contains(content, it.as_bytes()));
    if is_free(BOUNDARY) {
        return BOUNDARY.to_owned();
    }
    let mut hash = contents().flatten().fold(FNV_OFFSET, |hash, byte| fnv(hash, *byte));
    loop {
        let candidate = format!("{BOUNDARY}-{hash:016x}");
        if is_free(&candidate) {
            return candidate;
        }
        hash = fnv(hash, 0);
    }
}

const BOUNDARY: &str = "twinspec-part";

fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

fn contains(content: &[u8], wanted: &[u8]) -> bool {
    content.windows(wanted.len()).any(|it| it == wanted)
}
