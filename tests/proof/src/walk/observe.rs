//! What an answer shows of an entity, without knowing how it is wrapped.
//!
//! What was sent and what is answered may each be wrapped (`{contact: {…}}`, `{data: [{…}]}`). Of all
//! objects in the one and all in the other, the pair with the most names in common is taken, and
//! then every scalar that both have must be the same.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::encode::plain;
use crate::walk::leaves::{Leaves, is_same, is_secret, leaves};

/// Objects further in are no entities.
const DEEPEST: usize = 4;
/// More items of one list are not looked at for what is inside of them.
const ITEMS: usize = 500;

/// A body that was sent, and what of it never comes back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent {
    pub(crate) body: Value,
    pub(crate) unseen: Vec<String>,
}

/// What was sent beside what is shown.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Where in the body the object lies that was compared: `/contact`.
    pub(crate) prefix: String,
    /// Paths of scalars that both have, and what the answer says there.
    pub(crate) common: Leaves,
    /// Paths where they are not the same, and how.
    pub(crate) differing: BTreeMap<String, String>,
    /// Where in the answer the object lies.
    shown_at: String,
}

impl Comparison {
    /// The place in the answer of what lies at a path of both objects.
    pub(crate) fn place(&self, path: &str) -> Place {
        Place(format!("{}{path}", self.shown_at))
    }
}

impl Sent {
    /// The objects that may be the entity, each with its place in the body.
    ///
    /// Only what is alone in another is what that wraps; one beside others is another entity, or
    /// a part.
    pub(crate) fn objects(&self) -> Vec<(String, Leaves)> {
        let mut objects = Vec::new();
        let mut prefix = String::new();
        let mut value = &self.body;
        for _ in 0..DEEPEST {
            let (name, inner) = match value {
                Value::Object(members) => {
                    let mut leaves = leaves(value);
                    leaves.retain(|path, _| {
                        let place = format!("body{prefix}{path}");
                        !is_secret(path) && !self.unseen.contains(&place)
                    });
                    objects.push((prefix.clone(), leaves));
                    let (Some((name, inner)), 1) = (members.iter().next(), members.len()) else {
                        break;
                    };
                    (crate::make::escape(name), inner)
                }
                Value::Array(items) if items.len() == 1 => ("0".to_owned(), &items[0]),
                _ => break,
            };
            prefix = format!("{prefix}/{name}");
            value = inner;
        }
        objects
    }

    /// Whether there is nothing in it that an answer could show.
    pub(crate) fn says_nothing(&self) -> bool {
        self.objects().iter().all(|(_, it)| it.is_empty())
    }

    /// How much one object has in common with it, whatever lies around or inside.
    pub(crate) fn likeness(&self, object: &Value) -> usize {
        let shown = leaves(object);
        let common =
            |(_, sent): &(String, Leaves)| sent.keys().filter(|it| shown.contains_key(*it)).count();
        self.objects().iter().map(common).max().unwrap_or_default()
    }

    /// Compares with an answer; nothing common if neither side has an object like the other.
    ///
    /// Where objects of the answer have the identifier, only they and what is around them count.
    pub(crate) fn compare(&self, answer: &Value, id: Option<&str>) -> Comparison {
        let mut shown: Vec<(String, &Value)> = Vec::new();
        collect(answer, "", 0, &mut |prefix, it| shown.push((prefix.to_owned(), it)));
        let is_it = |it: &Value| {
            let mut values = it.as_object().into_iter().flatten().map(|(_, it)| it);
            values.any(|it| !it.is_object() && !it.is_array() && Some(&*plain(it)) == id)
        };
        let own: Vec<String> =
            shown.iter().filter(|(_, it)| is_it(it)).map(|(prefix, _)| prefix.clone()).collect();
        let is_around = |prefix: &str| own.iter().any(|it| it.starts_with(prefix));
        shown.retain(|(prefix, _)| own.is_empty() || is_around(prefix));
        let shown: Vec<(String, Leaves)> =
            shown.into_iter().map(|(prefix, it)| (prefix, leaves(it))).collect();
        let mut best = Comparison::default();
        for (prefix, sent) in self.objects() {
            for (shown_at, shown) in &shown {
                let mut pair = compare(&prefix, &sent, shown, id);
                pair.shown_at.clone_from(shown_at);
                let rank = |it: &Comparison| (it.common.len(), usize::MAX - it.differing.len());
                if rank(&pair) > rank(&best) {
                    best = pair;
                }
            }
        }
        best
    }
}

/// A place in an answer that says the same as another one, but for one value.
#[derive(Debug, Clone)]
pub(crate) struct Place(String);

impl Place {
    /// Writes a value there; `None` if there is no object to hold it.
    pub(crate) fn with(&self, answer: &Value, value: &Value) -> Option<Value> {
        let mut answer = answer.clone();
        let (above, name) = self.0.rsplit_once('/')?;
        let name = name.replace("~1", "/").replace("~0", "~");
        answer.pointer_mut(above)?.as_object_mut()?.insert(name, value.clone());
        Some(answer)
    }
}

fn compare(prefix: &str, sent: &Leaves, shown: &Leaves, id: Option<&str>) -> Comparison {
    let mut comparison = Comparison { prefix: prefix.to_owned(), ..Comparison::default() };
    for (path, value) in sent {
        let Some(found) = shown.get(path) else { continue };
        // What an entity is called is the server's to say, whatever somebody wished.
        if !is_same(value, found) && id == Some(&*plain(found)) {
            continue;
        }
        comparison.common.insert(path.clone(), found.clone());
        if !is_same(value, found) {
            let how = format!("`{path}` was sent as {value} and is {found}");
            comparison.differing.insert(path.clone(), how);
        }
    }
    comparison
}

/// Calls back for each object, outer ones first.
fn collect<'v>(
    value: &'v Value,
    prefix: &str,
    depth: usize,
    found: &mut impl FnMut(&str, &'v Value),
) {
    match value {
        Value::Object(members) => {
            found(prefix, value);
            if depth < DEEPEST {
                for (name, it) in members {
                    let below = format!("{prefix}/{}", crate::make::escape(name));
                    collect(it, &below, depth + 1, found);
                }
            }
        }
        Value::Array(items) if depth <= DEEPEST => {
            for (index, it) in items.iter().take(ITEMS).enumerate() {
                collect(it, &format!("{prefix}/{index}"), depth + 1, found);
            }
        }
        _ => {}
    }
}

/// All objects of an answer, outer ones first.
pub(crate) fn objects(value: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    collect(value, "", 0, &mut |_, it| found.push(it));
    found
}

/// The part of a list that has this identifier.
pub(crate) fn element<'v>(list: &'v Value, id: &str) -> Option<&'v Value> {
    fn has(value: &Value, id: &str, depth: usize) -> bool {
        match value {
            Value::Object(members) => {
                depth < 2 && members.values().any(|it| has(it, id, depth + 1))
            }
            Value::Array(_) | Value::Null | Value::Bool(_) => false,
            _ => plain(value) == id,
        }
    }
    fn find<'v>(value: &'v Value, id: &str, depth: usize) -> Option<&'v Value> {
        match value {
            Value::Array(items) => items
                .iter()
                .find(|it| has(it, id, 0))
                .or_else(|| items.iter().take(ITEMS).find_map(|it| find(it, id, depth + 1))),
            Value::Object(members) if depth < DEEPEST => {
                members.get(id).or_else(|| members.values().find_map(|it| find(it, id, depth + 1)))
            }
            _ => None,
        }
    }
    find(list, id, 0)
}

/// The items of the lists in an answer that are objects.
pub(crate) fn elements(answer: &Value) -> Vec<&Value> {
    match answer {
        Value::Array(items) => items.iter().filter(|it| it.is_object()).collect(),
        Value::Object(members) => members.values().flat_map(elements).collect(),
        _ => Vec::new(),
    }
}

/// Whether an entity says of itself that it is gone.
pub(crate) fn is_marked_gone(before: Option<&Value>, after: &Value) -> bool {
    let before = before.map(leaves).unwrap_or_default();
    leaves(after).iter().any(|(path, value)| {
        let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let is_new = before.get(path) != Some(value);
        let says = |text: &str| {
            [
                "delet", "archiv", "cancel", "remov", "inactive", "closed", "trash", "disabled",
                "void",
            ]
            .iter()
            .any(|it| text.to_ascii_lowercase().contains(it))
        };
        is_new
            && match value {
                Value::Bool(truth) => *truth && says(&name),
                Value::String(text) => says(text) || (says(&name) && !text.is_empty()),
                _ => false,
            }
    })
}
