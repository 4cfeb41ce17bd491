//! Forms: bodies of names and texts, turned into the JSON that their schema describes.

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http_body_util::{BodyDataStream, Full};
use multer::Multipart;
use serde_json::{Map, Value};
use twinspec_blueprint::{Encoding, Style};

use crate::outline::{Outline, Types};
use crate::request::escape;
use crate::request::text::{json, likeliest};
use crate::request::tree::Tree;

/// A field of a form.
#[derive(Debug)]
pub(super) struct Field {
    name: String,
    text: String,
    is_json: bool,
}

/// Takes a form in a query's way apart.
pub(super) fn urlencoded(bytes: &[u8]) -> Result<Vec<Field>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "the form is not UTF-8".to_owned())?;
    let pairs = escape::query_pairs(text).map_err(|it| it.message())?;
    let field = |(name, text)| Field { name, text, is_json: false };
    Ok(pairs.into_iter().map(field).collect())
}

/// Takes a form of several parts apart. A file that is no text is shown by its name.
pub(super) async fn multipart(headers: &HeaderMap, bytes: &Bytes) -> Result<Vec<Field>, String> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(media_type).map_err(|it| it.to_string())?;
    let stream = BodyDataStream::new(Full::new(bytes.clone()));
    let mut parts = Multipart::new(stream, boundary);
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|it| it.to_string())? {
        let name = part.name().unwrap_or_default().to_owned();
        let is_json = part.content_type().is_some_and(|it| super::body::is_json(it.essence_str()));
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|it| it.to_string())?;
        let text = match (String::from_utf8(bytes.to_vec()), file) {
            (Ok(text), _) => text,
            (Err(_), Some(file)) => file,
            (Err(error), None) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        fields.push(Field { name, text, is_json });
    }
    Ok(fields)
}

/// Makes the JSON of a form.
pub(super) fn value(fields: Vec<Field>, encodings: &[Encoding], outline: Outline<'_>) -> Value {
    let mut tree = Tree::default();
    let mut made = Map::new();
    for Field { name, text, is_json } in fields {
        let encoding = encodings.iter().find(|it| it.property == name);
        let style = if is_json {
            Some((Style::Json, false))
        } else {
            encoding.map(|it| (it.style, it.explode))
        };
        let property = outline.property(&name);
        let value = match style {
            Some((Style::Json, _)) => json(&text),
            Some((style, false)) => match delimiter(style) {
                Some(delimiter) if property.types().wants(Types::ARRAY) => {
                    let items = property.items();
                    text.split(delimiter).map(|it| likeliest(it, items)).collect()
                }
                _ => {
                    tree.insert(&name, text);
                    continue;
                }
            },
            _ => {
                tree.insert(&name, text);
                continue;
            }
        };
        add(&mut made, name, value, property);
    }
    let mut object = tree.object(outline);
    object.extend(made);
    object.into()
}

/// Adds a value under a name; several of one name are a list where the schema wants one.
fn add(made: &mut Map<String, Value>, name: String, value: Value, outline: Outline<'_>) {
    let wants_list = outline.types().wants(Types::ARRAY);
    match made.get_mut(&name) {
        Some(Value::Array(items)) if wants_list => items.push(value),
        _ => {
            let alone = wants_list && !value.is_array();
            made.insert(name, if alone { vec![value].into() } else { value });
        }
    }
}

fn delimiter(style: Style) -> Option<char> {
    match style {
        Style::Form | Style::Simple => Some(','),
        Style::SpaceDelimited => Some(' '),
        Style::PipeDelimited => Some('|'),
        _ => None,
    }
}
