//! Values as text: in a path, a query, a header, a form, or the parts of a body.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::document::Parameter;

/// What may stand unescaped everywhere.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The line between the parts of a multipart body.
pub(crate) const BOUNDARY: &str = "walk-8f2c1d";

pub(crate) fn percent(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// A scalar as it is written where there are no types.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        _ => value.to_string(),
    }
}

/// A parameter in a path or a header, not escaped yet.
pub(crate) fn simple(parameter: Option<&Parameter<'_>>, value: &Value) -> String {
    let style = parameter.and_then(|it| it.style).unwrap_or("simple");
    let is_exploded = parameter.and_then(|it| it.explode) == Some(true);
    if parameter.is_some_and(|it| it.is_json) {
        return value.to_string();
    }
    let name = parameter.map_or("", |it| &it.name);
    let text = match value {
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        Value::Object(members) => {
            let sign = if is_exploded { '=' } else { ',' };
            let pair = |(key, it): (&String, &Value)| format!("{key}{sign}{}", plain(it));
            members.iter().map(pair).collect::<Vec<_>>().join(",")
        }
        _ => plain(value),
    };
    match style {
        "label" => format!(".{text}"),
        "matrix" => format!(";{name}={text}"),
        _ => text,
    }
}

/// A parameter in a query, as names and values.
pub(crate) fn query(parameter: &Parameter<'_>, value: &Value) -> Vec<(String, String)> {
    let name = &parameter.name;
    if parameter.is_json {
        return vec![(name.clone(), value.to_string())];
    }
    let style = parameter.style.unwrap_or("form");
    let is_exploded = parameter.explode.unwrap_or(style == "form");
    match value {
        _ if style == "deepObject" => form_below(name, value),
        Value::Array(items) if is_exploded => {
            items.iter().map(|it| (name.clone(), plain(it))).collect()
        }
        Value::Object(members) if is_exploded => {
            members.iter().map(|(key, it)| (key.clone(), plain(it))).collect()
        }
        Value::Array(items) => {
            let sign = match style {
                "spaceDelimited" => " ",
                "pipeDelimited" => "|",
                _ => ",",
            };
            let items: Vec<String> = items.iter().map(plain).collect();
            vec![(name.clone(), items.join(sign))]
        }
        Value::Object(members) => {
            let pairs: Vec<String> =
                members.iter().map(|(key, it)| format!("{key},{}", plain(it))).collect();
            vec![(name.clone(), pairs.join(","))]
        }
        _ => vec![(name.clone(), plain(value))],
    }
}

/// A whole form: `a[b][0]=c` for what is nested.
pub(crate) fn form(value: &Value) -> Vec<(String, String)> {
    let members = value.as_object().into_iter().flatten();
    members.flat_map(|(key, it)| form_below(key, it)).collect()
}

fn form_below(name: &str, value: &Value) -> Vec<(String, String)> {
    let below = |key: &str, it: &Value| form_below(&format!("{name}[{key}]"), it);
    match value {
        Value::Object(members) => members.iter().flat_map(|(key, it)| below(key, it)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(at, it)| below(&at.to_string(), it)).collect()
        }
        _ => vec![(name.to_owned(), plain(value))],
    }
}

/// Names and values as a query or a form holds them.
pub(crate) fn joined(pairs: &[(String, String)]) -> String {
    let pair = |(name, value): &(String, String)| format!("{}={}", percent(name), percent(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// An object as a multipart body; what has no text is a file.
pub(crate) fn multipart(value: &Value) -> String {
    let mut body = String::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let values = match value {
            Value::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        for value in values {
            body += &["--", BOUNDARY, "\r\ncontent-disposition: form-data; name=\"", name, "\""]
                .concat();
            if value.is_object() {
                body += "\r\ncontent-type: application/json";
            }
            body += &["\r\n\r\n", &plain(value), "\r\n"].concat();
        }
    }
    body + &format!("--{BOUNDARY}--\r\n")
}

/// Whether a body of this media type is JSON.
pub(crate) fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    matches!(essence, "*/*" | "application/*" | "*") || essence.ends_with("json")
}

/// Whether a body of this media type has names and values.
pub(crate) fn is_form(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    essence == "application/x-www-form-urlencoded" || essence.starts_with("multipart/")
}

/// Whether a body of this media type is text.
pub(crate) fn is_text(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/") || essence.ends_with("xml") || essence.ends_with("yaml")
}

/// Whether a list of media types that somebody wants has this one.
pub(crate) fn accepts(accept: &str, media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    accept.split(',').any(|it| {
        let wanted = it.split(';').next().unwrap_or_default().trim();
        let kind = wanted.strip_suffix('*').filter(|it| it.ends_with('/'));
        wanted == "*/*"
            || essence.contains('*')
            || wanted.eq_ignore_ascii_case(essence)
            || kind.is_some_and(|it| essence.starts_with(it))
    })
}

/// Orders media types: what can be looked into comes first.
pub(crate) fn preference(media: &str) -> u8 {
    let essence = media.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/json" => 0,
        _ if essence.contains("json-patch") || essence.contains("apply-patch") => 7,
        _ if essence.ends_with("merge-patch+json") => 1,
        _ if essence.ends_with("json") => 2,
        "application/x-www-form-urlencoded" => 3,
        "multipart/form-data" => 4,
        "text/plain" => 5,
        _ => 6,
    }
}
