//! Values that arrive as text: query strings, cookies, headers, path segments, form bodies.
//!
//! Text has no types, so the schema decides what `1` is. Where a schema leaves several readings
//! open (`oneOf` a number or a string), all of them are tried, the most likely first.

mod tree;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Number, Value};

use crate::{
    model::{Encoding, Parameter, Style},
    schema::Shape,
};

pub(crate) use self::tree::Tree;

/// Names and values of a query string or form, decoded, in order.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    let pieces = query.split('&').filter(|it| !it.is_empty());
    pieces
        .map(|it| it.split_once('=').unwrap_or((it, "")))
        .map(|(k, v)| (decode(k), decode(v)))
        .collect()
}

fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// Readings of a parameter that is one piece of text (path, header, cookie).
pub(crate) fn read_text(parameter: &Parameter, text: &str, shape: &Shape<'_>) -> Vec<Value> {
    let (style, explode) = match parameter.encoding {
        Encoding::Json => return json(text),
        Encoding::Opaque => return vec![Value::String(text.to_owned())],
        Encoding::Styled { style, explode } => (style, explode),
    };
    let name = format!("{}=", parameter.name);
    let (text, separator) = match style {
        Style::Label => (text.strip_prefix('.').unwrap_or(text), if explode { '.' } else { ',' }),
        Style::Matrix => (text.strip_prefix(';').unwrap_or(text), if explode { ';' } else { ',' }),
        _ => (text, delimiter(style)),
    };
    // `;id=1,2` has its name once, `;id=1;id=2` with each value.
    let is_matrix = style == Style::Matrix;
    let unnamed = |it: &str| match it.strip_prefix(&name) {
        Some(rest) if is_matrix => rest.to_owned(),
        _ => it.to_owned(),
    };
    let pieces: Vec<String> = if is_matrix && !explode {
        unnamed(text).split(separator).map(str::to_owned).collect()
    } else {
        text.split(separator).map(|it| unnamed(it.trim())).collect()
    };
    let types = shape.types();
    let mut readings = Vec::new();
    if types.array {
        readings.push(array(&pieces, shape));
    }
    if types.object {
        readings.push(object(&pieces, explode, shape));
    }
    if types.has_scalar() || types.is_unknown() {
        readings.extend(scalar(&unnamed(text), shape));
    }
    readings
}

/// Readings of a parameter in the query; `None` if it is not there.
pub(crate) fn read_query(
    parameter: &Parameter,
    pairs: &[(String, String)],
    shape: &Shape<'_>,
) -> Option<Vec<Value>> {
    let types = shape.types();
    let named = || pairs.iter().filter(|(name, _)| *name == parameter.name);
    let (style, explode) = match parameter.encoding {
        Encoding::Json => return named().next().map(|(_, text)| json(text)),
        Encoding::Opaque => {
            return named().next().map(|(_, text)| vec![Value::String(text.clone())]);
        }
        Encoding::Styled { style, explode } => (style, explode),
    };
    if style == Style::DeepObject || (explode && types.array) {
        // Brackets are read for exploded arrays too: `ids[]=1` is what many clients write.
        let tree = Tree::from_pairs_of(&parameter.name, pairs);
        return (!tree.is_empty()).then(|| tree.readings(shape));
    }
    if explode && types.object && !types.has_scalar() {
        let known: Vec<_> = shape.property_names().collect();
        let members: Map<String, Value> = pairs
            .iter()
            .filter(|(name, _)| known.contains(&name.as_str()))
            .filter_map(|(name, text)| {
                Some((name.clone(), scalar(text, &shape.property(name)).into_iter().next()?))
            })
            .collect();
        return (!members.is_empty()).then(|| vec![Value::Object(members)]);
    }
    let (_, text) = named().next()?;
    let pieces: Vec<String> = text.split(delimiter(style)).map(str::to_owned).collect();
    let mut readings = Vec::new();
    if types.array {
        readings.push(array(&pieces, shape));
    }
    // Exploded, its members would have come under their own names.
    if types.object && !explode {
        readings.push(object(&pieces, false, shape));
    }
    if types.has_scalar() || types.is_unknown() {
        readings.extend(scalar(text, shape));
    }
    Some(readings)
}

/// Readings of one text: by type first, then as the string that it is.
pub(crate) fn scalar(text: &str, shape: &Shape<'_>) -> Vec<Value> {
    let types = shape.types();
    let string = Value::String(text.to_owned());
    let value = if types.number
        && let Ok(number) = text.parse::<Number>()
    {
        Some(Value::Number(number))
    } else if types.boolean
        && let Ok(truth) = text.parse::<bool>()
    {
        Some(Value::Bool(truth))
    } else if types.null && text.is_empty() {
        Some(Value::Null)
    } else {
        None
    };
    value.into_iter().chain([string]).collect()
}

fn array(pieces: &[String], shape: &Shape<'_>) -> Value {
    let items = shape.items();
    // An empty text is an empty list, not a list of one empty text.
    let is_empty = matches!(pieces, [only] if only.is_empty());
    let pieces = pieces.iter().filter(|_| !is_empty);
    pieces.filter_map(|it| scalar(it, &items).into_iter().next()).collect()
}

/// `a=1,b=2` exploded, `a,1,b,2` otherwise.
fn object(pieces: &[String], explode: bool, shape: &Shape<'_>) -> Value {
    if !explode && !pieces.len().is_multiple_of(2) {
        return Value::String(pieces.join(","));
    }
    let split = |it: &String| {
        let (name, value) = it.split_once('=').unwrap_or((it, ""));
        (name.to_owned(), value.to_owned())
    };
    let members: Vec<(String, String)> = if explode {
        pieces.iter().map(split).collect()
    } else {
        pieces.chunks_exact(2).map(|it| (it[0].clone(), it[1].clone())).collect()
    };
    let typed = members.into_iter().filter_map(|(name, text)| {
        let value = scalar(&text, &shape.property(&name)).into_iter().next()?;
        Some((name, value))
    });
    Value::Object(typed.collect())
}

/// Text that is not JSON is read as a string, which the schema then refuses or takes.
fn json(text: &str) -> Vec<Value> {
    vec![serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))]
}

fn delimiter(style: Style) -> char {
    match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        _ => ',',
    }
}
