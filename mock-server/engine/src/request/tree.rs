//! Trees: names such as `filter[from]`, `ids[]` and `lines[0][sku]`, put together again.
//!
//! Queries (`style: deepObject`) and forms write nested values in this way. What a branch is, a list
//! or an object, its keys do not always tell; the schema does.

use serde_json::{Map, Value};

use crate::outline::{Outline, Types};
use crate::request::text;

/// How many brackets of a name are looked at; nobody nests deeper, and no request may exhaust the
/// stack.
const DEPTH: usize = 32;

/// Texts by their names: objects are branches, strings are texts, and arrays are texts of one name.
#[derive(Debug, Default)]
pub(super) struct Tree(Map<String, Value>);

impl Tree {
    /// Adds a text under a name with brackets.
    pub(super) fn insert(&mut self, name: &str, text: String) {
        let (first, brackets) = match name.split_once('[') {
            Some((first, _)) if !first.is_empty() => (first, &name[first.len()..]),
            _ => (name, ""),
        };
        insert(&mut self.0, first, brackets, text, DEPTH);
    }

    /// Adds a text under what follows a name, `[from]`.
    pub(super) fn insert_below(&mut self, brackets: &str, text: String) {
        match step(brackets) {
            Some((key, rest)) => insert(&mut self.0, key, rest, text, DEPTH),
            None => insert(&mut self.0, "", "", text, DEPTH),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the value that the schema makes of the tree.
    pub(super) fn value(self, outline: Outline<'_>) -> Value {
        branch(self.0, outline)
    }

    /// Returns the value that the schema makes of it as an object.
    pub(super) fn object(self, outline: Outline<'_>) -> Map<String, Value> {
        members(self.0, outline)
    }
}

fn insert(into: &mut Map<String, Value>, key: &str, brackets: &str, text: String, depth: usize) {
    let mut key = key.to_owned();
    if key.is_empty() {
        // `[]` is the next one.
        let mut position = into.len();
        while into.contains_key(&position.to_string()) {
            position += 1;
        }
        key = position.to_string();
    }
    let step = step(brackets).filter(|_| depth > 0);
    let present = into.get_mut(&key);
    match (step, present) {
        (Some(("", "")), present) => {
            // `ids[]=1` says no more than `ids=1`, but that there may be others.
            match present {
                Some(Value::Array(texts)) => texts.push(text.into()),
                Some(Value::Object(members)) => insert(members, "", "", text, depth - 1),
                Some(other) => {
                    let first = std::mem::take(other);
                    *other = vec![first, Value::from(text)].into();
                }
                None => {
                    into.insert(key, vec![Value::from(text)].into());
                }
            }
        }
        (Some((next, rest)), Some(Value::Object(members))) => {
            insert(members, next, rest, text, depth - 1);
        }
        (Some((next, rest)), _) => {
            let mut members = Map::new();
            insert(&mut members, next, rest, text, depth - 1);
            into.insert(key, members.into());
        }
        (None, Some(Value::Array(texts))) => texts.push(text.into()),
        (None, Some(other)) => {
            let first = std::mem::take(other);
            *other = vec![first, Value::from(text)].into();
        }
        (None, None) => {
            into.insert(key, text.into());
        }
    }
}

/// Takes the first bracket off: `[from][0]` is `from` and `[0]`.
fn step(brackets: &str) -> Option<(&str, &str)> {
    brackets.strip_prefix('[')?.split_once(']')
}

fn value(tree: Value, outline: Outline<'_>) -> Value {
    match tree {
        Value::Object(members) => branch(members, outline),
        Value::Array(texts) => several(texts, outline),
        Value::String(text) => {
            let types = outline.types();
            if types.have_scalar() {
                return text::likeliest(&text, outline);
            }
            if text.starts_with(['[', '{']) {
                return text::json(&text);
            }
            if types.wants(Types::ARRAY) {
                // An empty text is an empty list, not a list of one empty text.
                let texts = if text.is_empty() { Vec::new() } else { vec![text.into()] };
                return several(texts, outline);
            }
            text.into()
        }
        other => other,
    }
}

/// Texts that came under one name. Where one value belongs the last one counts, as with most
/// servers.
fn several(mut texts: Vec<Value>, outline: Outline<'_>) -> Value {
    if outline.types().has(Types::ARRAY) {
        let items = outline.items();
        return texts.into_iter().map(|it| value(it, items)).collect();
    }
    texts.pop().map_or(Value::Null, |it| value(it, outline))
}

fn branch(branch: Map<String, Value>, outline: Outline<'_>) -> Value {
    let types = outline.types();
    let position = |key: &String| key.parse::<usize>().ok();
    let is_list = types.has(Types::ARRAY)
        && !types.wants(Types::OBJECT)
        && branch.keys().all(|it| position(it).is_some());
    if !is_list {
        return Value::Object(members(branch, outline));
    }
    let mut numbered: Vec<(usize, Value)> =
        branch.into_iter().map(|(key, it)| (position(&key).unwrap_or_default(), it)).collect();
    numbered.sort_by_key(|(position, _)| *position);
    let items = outline.items();
    numbered.into_iter().map(|(_, it)| value(it, items)).collect()
}

fn members(branch: Map<String, Value>, outline: Outline<'_>) -> Map<String, Value> {
    let member = |(name, it): (String, Value)| {
        let value = value(it, outline.property(&name));
        (name, value)
    };
    branch.into_iter().map(member).collect()
}
