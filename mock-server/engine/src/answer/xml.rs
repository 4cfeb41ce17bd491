//! XML: what a document describes as an object, written as elements.

use std::fmt::Write as _;

use serde_json::Value;

/// Writes a value as a document whose root is `xml`.
pub(crate) fn xml(value: &Value) -> String {
    let mut text = String::new();
    element("xml", value, &mut text);
    text
}

fn element(name: &str, value: &Value, text: &mut String) {
    if let Value::Array(items) = value {
        for item in items {
            element(name, item, text);
        }
        return;
    }
    let name = tag(name);
    write!(text, "<{name}>").expect("a string takes any text");
    match value {
        Value::Object(members) => members.iter().for_each(|(name, it)| element(name, it, text)),
        Value::String(content) => escape(content, text),
        Value::Null => {}
        other => text.push_str(&other.to_string()),
    }
    write!(text, "</{name}>").expect("a string takes any text");
}

/// A name in which every character may stand in a tag.
fn tag(name: &str) -> String {
    let fits = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | ':');
    let tag: String = name.chars().map(|it| if fits(it) { it } else { '_' }).collect();
    if tag.starts_with(|it: char| it.is_alphabetic() || it == '_') {
        tag
    } else {
        format!("_{tag}")
    }
}

fn escape(content: &str, text: &mut String) {
    for it in content.chars() {
        match it {
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            other => text.push(other),
        }
    }
}
