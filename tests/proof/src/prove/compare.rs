//! Whether what was sent says what was given, and whether what came back is what was answered.

use bytes::Bytes;
use http::{HeaderMap, Request, header};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::document::{Credential, Operation};
use crate::encode;
use crate::prove::sample::Sample;

/// Names and values of a query or a form.
type Pairs = Vec<(String, String)>;

/// Lists how a request differs from the values of its sample.
pub(crate) fn request(
    sample: &Sample,
    operation: &Operation<'_>,
    sent: &Request<Bytes>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let expected = &sample.request;
    if sent.method() != expected.method() {
        wrong.push(format!("the method is {}", sent.method()));
    }
    let [found, wanted] = [sent, expected].map(|it| decoded(it.uri().path()));
    if found != wanted {
        wrong.push(format!("the path is `{found}`, not `{wanted}`"));
    }
    wrong.extend(query(sample, operation, sent));
    for (name, value) in &sample.pieces.headers {
        let found = sent.headers().get(name).map(|it| String::from_utf8_lossy(it.as_bytes()));
        if found.as_deref() != Some(value) {
            wrong.push(format!("the header `{name}` is {found:?}, not `{value}`"));
        }
    }
    let cookies = sent.headers().get(header::COOKIE).and_then(|it| it.to_str().ok());
    let cookies: Vec<&str> = cookies.unwrap_or_default().split("; ").collect();
    for cookie in &sample.pieces.cookies {
        if !cookies.contains(&cookie.as_str()) {
            wrong.push(format!("the cookie `{cookie}` is not there"));
        }
    }
    match &sample.given.body {
        Some((_, value)) => wrong.extend(body(value, sent)),
        None if sent.body().is_empty() => {}
        None => wrong.push(format!("there is a body: {}", shown(sent.body()))),
    }
    wrong
}

fn query(sample: &Sample, operation: &Operation<'_>, sent: &Request<Bytes>) -> Vec<String> {
    let is_credential = |name: &str| {
        operation.security.iter().flatten().any(
            |it| matches!(it, Credential::ApiKey { name: key, place } if place == "query" && key == name),
        )
    };
    let mut found = pairs(sent.uri().query().unwrap_or_default());
    found.retain(|(name, _)| !is_credential(name));
    let mut wanted = sample.pieces.query.clone();
    wanted.retain(|(name, _)| !is_credential(name));
    // The values of one name keep their order.
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    wanted.sort_by(|(one, _), (other, _)| one.cmp(other));
    let differing = found != wanted;
    let text = |pairs: &Pairs| encode::joined(pairs);
    differing
        .then(|| format!("the query is `{}`, not `{}`", text(&found), text(&wanted)))
        .into_iter()
        .collect()
}

fn body(value: &Value, sent: &Request<Bytes>) -> Option<String> {
    let media = media_type(sent.headers());
    let bytes = sent.body();
    if encode::is_json(&media) {
        return json(value, bytes);
    }
    let is_multipart = media.starts_with("multipart/");
    if !encode::is_form(&media) {
        let wanted = encode::plain(value);
        let found = shown(bytes);
        return (wanted.as_bytes() != bytes).then(|| format!("the body is {found}, not {wanted}"));
    }
    // How what is nested stands in a form is the document's matter, which the referee looks into.
    let members = value.as_object().into_iter().flatten();
    let scalars = members.filter(|(_, it)| !it.is_object() && !it.is_array() && !it.is_null());
    let text = String::from_utf8_lossy(bytes);
    let found = if is_multipart { Vec::new() } else { pairs(&text) };
    let is_there = |name: &str, value: &str| {
        if is_multipart {
            let mut parts = text.split("\r\n--");
            parts.any(|it| it.contains(&format!("name=\"{name}\"")) && it.ends_with(value))
        } else {
            found.iter().any(|(key, it)| key == name && it == value)
        }
    };
    for (name, value) in scalars {
        let value = encode::plain(value);
        if !is_there(name, &value) {
            return Some(format!("the form has no `{name}` with `{value}`"));
        }
    }
    None
}

/// Says how a JSON text differs from a value.
pub(crate) fn json(wanted: &Value, found: &Bytes) -> Option<String> {
    match serde_json::from_slice::<Value>(found) {
        Ok(value) => difference(wanted, &value, ""),
        Err(_) => Some(format!("the body is {}, not {}", shown(found), short(wanted))),
    }
}

/// Says where two values differ first; numbers are compared by what they mean.
fn difference(wanted: &Value, found: &Value, at: &str) -> Option<String> {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => {
            for (name, value) in wanted {
                let below = format!("{at}/{name}");
                match found.get(name) {
                    Some(found) => {
                        if let Some(what) = difference(value, found, &below) {
                            return Some(what);
                        }
                    }
                    None => return Some(format!("body{below} is lost: it was {}", short(value))),
                }
            }
            let mut more = found.iter().filter(|(name, _)| !wanted.contains_key(*name));
            more.next().map(|(name, it)| format!("body{at}/{name} is made up: {}", short(it)))
        }
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => {
            let mut pairs = wanted.iter().zip(found).enumerate();
            pairs.find_map(|(index, (wanted, found))| {
                difference(wanted, found, &format!("{at}/{index}"))
            })
        }
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => None,
        _ if wanted == found => None,
        _ => Some(format!("body{at} is {}, not {}", short(found), short(wanted))),
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(120).collect()
}

pub(crate) fn shown(bytes: &Bytes) -> String {
    let text = String::from_utf8_lossy(bytes);
    if text.is_empty() {
        "empty".to_owned()
    } else {
        format!("`{}`", text.chars().take(120).collect::<String>())
    }
}

pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let found = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    found.unwrap_or_default().to_owned()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn pairs(text: &str) -> Pairs {
    let pair = |it: &str| {
        let (name, value) = it.split_once('=').unwrap_or((it, ""));
        (decoded(&name.replace('+', " ")), decoded(&value.replace('+', " ")))
    };
    text.split('&').filter(|it| !it.is_empty()).map(pair).collect()
}
