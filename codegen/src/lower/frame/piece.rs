//! One piece of the frame, as `openapiv3` knows it, however dirty it is.
//!
//! `openapiv3` takes a piece as a whole or not at all: a number for a description, and there is no
//! operation. So what it refuses is tried again member by member, each beside the few members that
//! the piece cannot be without. A member that is refused even so is read as what was plainly meant
//! by it (`"true"` as `true`, `1` as `"1"`), or is left out; either is said. What cannot be read
//! without that member is left out whole, and nothing around it is.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::diagnostic::{self, Code, Problems};
use crate::document::Node;

/// What is known of a piece before it is read.
#[derive(Default)]
pub(super) struct Expected<'e> {
    /// The members that are read by themselves, and something harmless that stands in their place
    /// even where they are missing; null takes them out.
    pub(super) own: &'e [(&'e str, Value)],
    /// The members that it cannot be without, and what is taken where they are missing.
    pub(super) needed: &'e [(&'e str, Value)],
    /// The member that is meant where a text stands for the whole piece.
    pub(super) text: Option<&'e str>,
}

/// Reads one piece.
pub(super) fn piece<T: DeserializeOwned>(
    node: &Node<'_>,
    expected: &Expected<'_>,
    problems: &Problems<'_>,
) -> Option<T> {
    let mut members = members(node, expected, problems)?;
    for (key, taken) in expected.needed {
        if !members.contains_key(*key) {
            let message = format!("`{key}` is missing; taken as `{}`", shown(taken));
            problems.note(diagnostic::REPAIRED, node, message);
            members.insert((*key).to_owned(), taken.clone());
        }
    }
    // Most pieces are as they should be.
    let error = match read(&members) {
        Ok(piece) => return Some(piece),
        Err(error) => error,
    };
    let notes = repair::<T>(&mut members, node, expected);
    let Ok(piece) = read(&members) else {
        let message = format!("{error}; {} is left out", node.title());
        problems.note(diagnostic::LEFT_OUT, node, message);
        return None;
    };
    for (code, member, message) in notes {
        problems.note(code, &member, message);
    }
    Some(piece)
}

/// Says that something is not of the kind that it should be, and is left out.
pub(super) fn leave_out(node: &Node<'_>, wanted: &str, problems: &Problems<'_>) {
    let (name, found) = (node.title(), kind(node.value()));
    let message = format!("{name} must be {wanted}, not {found}; it is left out");
    problems.note(diagnostic::LEFT_OUT, node, message);
}

/// Reads a flag.
pub(super) fn flag(of: &Node<'_>, key: &str, problems: &Problems<'_>) -> bool {
    let Some(node) = of.get(key) else { return false };
    if let Some(flag) = node.value().as_bool() {
        return flag;
    }
    let Some(meant) = meant(node.value()).find_map(|it| it.as_bool()) else {
        leave_out(&node, "`true` or `false`", problems);
        return false;
    };
    problems.note(diagnostic::REPAIRED, &node, repaired(key, &json!(meant)));
    meant
}

/// Reads a text, or what can be read as one.
pub(super) fn text(of: &Node<'_>, key: &str, problems: &Problems<'_>) -> Option<String> {
    let node = of.get(key)?;
    let value = prose(&node).unwrap_or(node.value());
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    let Some(meant) = scalar(value) else {
        leave_out(&node, "text", problems);
        return None;
    };
    problems.note(diagnostic::REPAIRED, &node, repaired(key, &json!(meant)));
    Some(meant)
}

/// Says as what a member is read.
fn repaired(key: &str, meant: &Value) -> String {
    format!("`{key}` must be {}; read as `{}`", kind(meant), shown(meant))
}

/// Returns the members of a piece that `openapiv3` reads, or `None` if it is no object.
fn members(
    node: &Node<'_>,
    expected: &Expected<'_>,
    problems: &Problems<'_>,
) -> Option<Map<String, Value>> {
    if let (Some(text), Some(key)) = (node.value().as_str(), expected.text) {
        let message = format!("{} must be an object; taken as its `{key}`", node.title());
        problems.note(diagnostic::REPAIRED, node, message);
        return Some(Map::from_iter([(key.to_owned(), json!(text))]));
    }
    if !node.value().is_object() {
        leave_out(node, "an object", problems);
        return None;
    }
    // What is large is among our own members, so it is not copied.
    let is_own = |key: &str| expected.own.iter().any(|(it, _)| *it == key);
    let kept = node.members().filter(|(key, _)| !is_own(key));
    let kept = kept.map(|(key, it)| (key.to_owned(), prose(&it).unwrap_or(it.value()).clone()));
    let own = expected.own.iter().filter(|(_, it)| !it.is_null());
    Some(kept.chain(own.map(|(key, it)| ((*key).to_owned(), it.clone()))).collect())
}

/// Returns the text that a reference stands for: a long description is often a file of its own.
fn prose<'d>(node: &Node<'d>) -> Option<&'d Value> {
    let found = node.is_reference().then(|| node.resolve().ok()).flatten()?;
    found.value().is_string().then(|| found.value())
}

fn read<T: DeserializeOwned>(members: &Map<String, Value>) -> Result<T, serde_json::Error> {
    serde_json::from_value(Value::Object(members.clone()))
}

/// Reads or leaves out the members for which a piece of this type is refused, and returns what is
/// to be said of that.
fn repair<'d, T: DeserializeOwned>(
    members: &mut Map<String, Value>,
    node: &Node<'d>,
    expected: &Expected<'_>,
) -> Vec<(Code, Node<'d>, String)> {
    let stand_ins = expected.own.iter().filter(|(_, it)| !it.is_null());
    let stand_ins: Vec<&(&str, Value)> = stand_ins.chain(expected.needed).collect();
    let mut notes = Vec::new();
    let keys: Vec<String> = members.keys().cloned().collect();
    for key in keys {
        let alone = |value: &Value| {
            let others = stand_ins.iter().map(|(it, taken)| ((*it).to_owned(), taken.clone()));
            let mut alone: Map<String, Value> = others.collect();
            alone.insert(key.clone(), value.clone());
            read::<T>(&alone)
        };
        let Err(error) = alone(&members[&key]) else { continue };
        let member = node.get(&key).unwrap_or_else(|| node.clone());
        if let Some(meant) = meant(&members[&key]).find(|it| alone(it).is_ok()) {
            notes.push((diagnostic::REPAIRED, member, repaired(&key, &meant)));
            members.insert(key, meant);
        } else if let Some((_, taken)) = expected.needed.iter().find(|(it, _)| *it == key) {
            let message = format!("`{key}`: {error}; it is taken as `{}`", shown(taken));
            notes.push((diagnostic::REPAIRED, member, message));
            members.insert(key, taken.clone());
        } else {
            let message = format!("`{key}`: {error}; it is left out");
            notes.push((diagnostic::LEFT_OUT, member, message));
            members.shift_remove(&key);
        }
    }
    notes
}

/// Returns what may be meant by a value of a wrong kind, the likeliest first.
fn meant(value: &Value) -> impl Iterator<Item = Value> + use<> {
    let texts = |items: &Vec<Value>| items.iter().map(scalar).collect::<Option<Vec<String>>>();
    let candidates = match value {
        Value::String(it) => {
            let flag = it.trim().to_ascii_lowercase().parse::<bool>().ok().map(Value::Bool);
            [flag, Some(json!(it.to_ascii_lowercase())), Some(json!([it]))]
        }
        Value::Number(_) | Value::Bool(_) => {
            let text = scalar(value).map(Value::String);
            let list = text.clone().map(|it| json!([it]));
            [text, list, None]
        }
        Value::Array(items) => [texts(items).map(|it| json!(it)), None, None],
        Value::Object(_) => [scalar(value).map(|it| json!([it])), None, None],
        Value::Null => [None, None, None],
    };
    candidates.into_iter().flatten()
}

/// Returns the text that a value stands for: of an object it is its name.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(it) => Some(it.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Object(members) => members.get("name")?.as_str().map(str::to_owned),
        Value::Null | Value::Array(_) => None,
    }
}

/// Returns what a person calls the kind of a value.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "`true` or `false`",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
