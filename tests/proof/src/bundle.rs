//! One document out of the files that it is made of, and out of what can be read of it.
//!
//! The referee follows no reference out of a document, so each file that is referred to is put
//! under a name of its own in the first, and references are turned to there. What the referee
//! cannot read (a reference to nothing, an unknown security scheme) is taken out, piece by piece,
//! and said: the rest is still worth a proof.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::{Map, Value};
use twinspec_referee::Referee;

use crate::make::escape;
use crate::node::{target, text};

/// Where the other files go in the first.
const FILES: &str = "x-proof-files";
/// A document with more that is wrong is not taken apart.
const MENDED: usize = 200;

/// Reads a document and all files that it refers to.
pub fn read(path: &Path) -> anyhow::Result<Value> {
    let root = canonical(path)?;
    let mut files: BTreeMap<PathBuf, (usize, Value)> = BTreeMap::new();
    let mut numbers = BTreeMap::from([(root.clone(), 0)]);
    let mut waiting = vec![root.clone()];
    while let Some(next) = waiting.pop() {
        let mut value = parse(&next)?;
        let number = numbers[&next];
        turn(&mut value, &mut |reference| {
            let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
            if file.contains("://") {
                return None;
            }
            let to = if file.is_empty() {
                number
            } else {
                let found = canonical(&next.parent()?.join(file)).ok()?;
                let count = numbers.len();
                *numbers.entry(found.clone()).or_insert_with(|| {
                    waiting.push(found);
                    count
                })
            };
            Some(if to == 0 { format!("#{pointer}") } else { format!("#/{FILES}/{to}{pointer}") })
        });
        files.insert(next, (number, value));
    }
    let (_, mut document) = files.remove(&root).context("the first file is there")?;
    if let (Some(members), false) = (document.as_object_mut(), files.is_empty()) {
        let others = files.into_values().map(|(number, value)| (number.to_string(), value));
        members.insert(FILES.to_owned(), Value::Object(others.collect::<Map<_, _>>()));
    }
    spread(&mut document);
    Ok(document)
}

/// Puts properties where a reference to them stands: no specification allows one there, but every
/// reader follows it.
fn spread(document: &mut Value) {
    let mut found = Vec::new();
    find(document, &mut String::new(), &mut found);
    for (place, reference) in found {
        let properties = target(document, &reference).cloned();
        if let (Some(it), Some(properties)) = (document.pointer_mut(&place), properties) {
            *it = properties;
        }
    }
}

/// Finds the places of `properties` that are nothing but a reference.
fn find(value: &Value, place: &mut String, found: &mut Vec<(String, String)>) {
    let length = place.len();
    let mut below = |name: &str, it: &Value| {
        place.push('/');
        place.push_str(name);
        match (it.as_object(), text(it, "$ref")) {
            (Some(members), Some(reference)) if name == "properties" && members.len() == 1 => {
                found.push((place.clone(), reference.to_owned()));
            }
            _ => find(it, place, found),
        }
        place.truncate(length);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, it)| below(&escape(name), it)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, it)| below(&at.to_string(), it));
        }
        _ => {}
    }
}

/// Makes a referee, and takes out of the document what it cannot read; says what that was.
pub(crate) fn referee(document: &mut Value) -> anyhow::Result<(Referee, Vec<String>)> {
    let mut removed = Vec::new();
    loop {
        let error = match Referee::from_value(document.clone()) {
            Ok(referee) => return Ok((referee, removed)),
            Err(error) => error,
        };
        let before = removed.len();
        for problem in error.problems() {
            let pointer = problem.pointer.trim_start_matches('#');
            if removed.len() < MENDED && remove(document, pointer) {
                removed.push(problem.to_string());
            }
        }
        if removed.len() == before {
            return Err(error).context("the referee cannot read the document");
        }
    }
}

/// Takes a value out; a schema in a list stays as one that says nothing, so that nothing moves.
fn remove(document: &mut Value, pointer: &str) -> bool {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return false };
    let name = name.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => members.remove(&name).is_some(),
        Some(Value::Array(items)) => {
            let item = name.parse().ok().and_then(|it: usize| items.get_mut(it));
            item.is_some_and(|it| std::mem::replace(it, Value::Object(Map::new())) != *it)
        }
        _ => false,
    }
}

/// Rewrites all references of a file.
fn turn(value: &mut Value, to: &mut impl FnMut(&str) -> Option<String>) {
    match value {
        Value::Object(members) => {
            for (key, it) in members {
                match it {
                    Value::String(reference) if key == "$ref" => {
                        if let Some(turned) = to(reference) {
                            *reference = turned;
                        }
                    }
                    _ => turn(it, to),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|it| turn(it, to)),
        _ => {}
    }
}

fn canonical(path: &Path) -> anyhow::Result<PathBuf> {
    path.canonicalize().with_context(|| format!("finding `{}`", path.display()))
}

fn parse(path: &Path) -> anyhow::Result<Value> {
    let context = || format!("reading `{}`", path.display());
    let text = std::fs::read_to_string(path).with_context(context)?;
    twinspec_referee::parse(&text).with_context(context)
}
