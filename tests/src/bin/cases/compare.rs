//! What differs between an answer and the expected one.

use serde_json::Value;

use crate::case::Case;
use crate::reply::Reply;

/// Lists the differences that count.
pub(crate) fn differences(case: &Case, reply: &Reply) -> Vec<String> {
    let expected = &case.expected;
    let mut differences = Vec::new();
    if reply.status != expected.status {
        differences.push(format!("the status is {}, expected {}", reply.status, expected.status));
    }
    if let Some(media_type) = &expected.media_type
        && essence(media_type) != essence(&reply.media_type)
    {
        let found = &reply.media_type;
        differences.push(format!("the media type is `{found}`, expected `{media_type}`"));
    }
    let counts = (200..300).contains(&expected.status) && !expected.body.is_empty();
    if counts && !same_body(case, &reply.body) {
        let found: String = reply.body.chars().take(200).collect();
        differences.push(format!("the body is `{found}`, expected `{}`", expected.body));
    }
    differences
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn same_body(case: &Case, found: &str) -> bool {
    let expected = &case.expected;
    let json = |text: &str| serde_json::from_str::<Value>(text).ok();
    match (json(&expected.body), json(found.trim())) {
        (Some(expected), Some(found)) if case.expected.is_loose => alike(&expected, &found),
        (Some(expected), Some(found)) => expected == found,
        (None, None) if expected.is_loose => tags(&expected.body) == tags(found),
        _ => expected.body == found.trim(),
    }
}

/// Whether what was made up is of the same shape: whatever is expected is there, in its kind.
fn alike(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            expected.iter().all(|(name, it)| found.get(name).is_some_and(|found| alike(it, found)))
        }
        (Value::Array(expected), Value::Array(found)) => match (expected.first(), found.first()) {
            (Some(expected), Some(found)) => alike(expected, found),
            _ => true,
        },
        _ => std::mem::discriminant(expected) == std::mem::discriminant(found),
    }
}

/// The names of the tags of XML.
fn tags(text: &str) -> Vec<&str> {
    text.split('<').skip(1).filter_map(|it| it.split('>').next()).collect()
}
