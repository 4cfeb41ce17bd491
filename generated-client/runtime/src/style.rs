//! The styles of parameters: how a value becomes a part of a path, a query, a header or a cookie.
//!
//! The rules are those of RFC 6570, to which the styles refer: what is null is not there, an
//! empty list or object is not there either, and what is data is encoded while the delimiters of
//! the style are not.
//! Neither says anything of values inside of values; they are written as JSON, except in the style
//! `deepObject`, where every server that reads `a[b]=c` also reads `a[b][c]=d`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::data::Json;
use crate::description::{Parameter, Style};

/// All but the characters that RFC 3986 calls unreserved.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// As [`VALUE`], but leaves the reserved characters that mean nothing in a query.
const RESERVED: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Encodes a text so that it is data wherever it stands.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// Returns what stands for a parameter in a path; empty if there is nothing to say.
pub(crate) fn path_text(parameter: &Parameter, json: &Json) -> String {
    let Some(shape) = Shape::of(parameter, json) else { return String::new() };
    let shape = shape.map(encoded);
    let explode = parameter.is_exploded();
    match parameter.style {
        Style::Label if explode => format!(".{}", shape.joined(".", explode)),
        Style::Label => format!(".{}", shape.joined(",", explode)),
        Style::Matrix => matrix(&encoded(parameter.name), &shape, explode),
        _ => shape.joined(",", explode),
    }
}

/// Returns the value of a header, if there is one.
pub(crate) fn header_text(parameter: &Parameter, json: &Json) -> Option<String> {
    Shape::of(parameter, json).map(|it| it.joined(",", parameter.is_exploded()))
}

/// Returns the encoded names and values of a parameter of the query, of a form or of a cookie.
pub(crate) fn pairs(parameter: &Parameter, json: &Json) -> Vec<(String, String)> {
    let escape = |text: &str| {
        let kept = if parameter.allows_reserved { RESERVED } else { VALUE };
        utf8_percent_encode(text, kept).to_string()
    };
    if parameter.style == Style::DeepObject && !parameter.is_json {
        let mut pairs = Vec::new();
        deep(parameter.name, json, &mut |name, text| pairs.push((encoded(name), escape(text))));
        return pairs;
    }
    let Some(shape) = Shape::of(parameter, json) else { return Vec::new() };
    let name = encoded(parameter.name);
    let delimiter = match parameter.style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    match shape {
        Shape::List(items) if parameter.is_exploded() => {
            items.iter().map(|it| (name.clone(), escape(it))).collect()
        }
        Shape::Object(members) if parameter.is_exploded() => {
            members.iter().map(|(key, it)| (encoded(key), escape(it))).collect()
        }
        shape => vec![(name, shape.map(escape).joined(delimiter, false))],
    }
}

/// A value as the styles see it.
enum Shape {
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

impl Shape {
    fn of(parameter: &Parameter, json: &Json) -> Option<Self> {
        match json {
            Json::Null => None,
            _ if parameter.is_json => Some(Self::Scalar(json.to_string())),
            Json::Array(items) => {
                let items: Vec<String> =
                    items.iter().filter(|it| !it.is_null()).map(text_of).collect();
                (!items.is_empty()).then_some(Self::List(items))
            }
            Json::Object(members) => {
                let members: Vec<_> = members
                    .iter()
                    .filter(|(_, it)| !it.is_null())
                    .map(|(key, it)| (key.clone(), text_of(it)))
                    .collect();
                (!members.is_empty()).then_some(Self::Object(members))
            }
            scalar => Some(Self::Scalar(text_of(scalar))),
        }
    }

    fn map(self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Self::Scalar(text) => Self::Scalar(change(&text)),
            Self::List(items) => Self::List(items.iter().map(|it| change(it)).collect()),
            Self::Object(members) => {
                let change = |(key, it): &(String, String)| (change(key), change(it));
                Self::Object(members.iter().map(change).collect())
            }
        }
    }

    fn joined(&self, delimiter: &str, explode: bool) -> String {
        match self {
            Self::Scalar(text) => text.clone(),
            Self::List(items) => items.join(delimiter),
            Self::Object(members) => {
                let between = if explode { "=" } else { delimiter };
                let members = members.iter().map(|(key, it)| format!("{key}{between}{it}"));
                members.collect::<Vec<_>>().join(delimiter)
            }
        }
    }
}

/// Returns the text of a value that stands where only texts can.
pub(crate) fn text_of(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        // `1.0` was a whole number to whoever wrote it, and not every server takes `1.0` for one.
        Json::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

fn matrix(name: &str, shape: &Shape, explode: bool) -> String {
    let part = |(name, text): (&str, &str)| match text {
        "" => format!(";{name}"),
        text => format!(";{name}={text}"),
    };
    match shape {
        Shape::List(items) if explode => items.iter().map(|it| part((name, it))).collect(),
        Shape::Object(members) if explode => {
            members.iter().map(|(key, it)| part((key, it))).collect()
        }
        shape => part((name, &shape.joined(",", false))),
    }
}

fn deep(name: &str, json: &Json, put: &mut impl FnMut(&str, &str)) {
    match json {
        Json::Null => {}
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(&format!("{name}[{index}]"), item, put);
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                deep(&format!("{name}[{key}]"), value, put);
            }
        }
        scalar => put(name, &text_of(scalar)),
    }
}
