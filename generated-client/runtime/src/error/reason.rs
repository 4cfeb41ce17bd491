//! The reason that a server gives in the body of an error.

use crate::data::Json;

/// Returns the reason, or the body itself if it has none of the usual members.
pub(crate) fn reason_of(body: &[u8]) -> String {
    let said = serde_json::from_slice::<Json>(body).ok().and_then(|json| said_in(&json));
    said.unwrap_or_else(|| String::from_utf8_lossy(body).into_owned())
}

/// Returns a text without line breaks and control characters, cut where it becomes too long.
pub(crate) fn one_line(text: &str) -> String {
    let printable = |it: char| if it.is_control() { ' ' } else { it };
    // More than is shown is never looked at: a body may have megabytes.
    let start: String = text.chars().take(4 * LONGEST).map(printable).collect();
    let line = start.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

const LONGEST: usize = 300;

/// The members in which APIs put their reason, the most telling first.
const MEMBERS: [&str; 5] = ["message", "error_description", "error", "detail", "title"];

fn said_in(json: &Json) -> Option<String> {
    MEMBERS.iter().find_map(|member| text_of(json.get(member)?))
}

fn text_of(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => (!text.trim().is_empty()).then(|| text.clone()),
        Json::Array(list) => {
            let texts: Vec<String> = list.iter().filter_map(text_of).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        // `{"error": {"message": "…"}}` is common too.
        Json::Object(_) => said_in(json),
        _ => None,
    }
}
