//! The versions of the flagship's API, each with its own referee.
//!
//! The overlay is applied here once more, by a hand that shares nothing with the generator's: a slip
//! there would otherwise correct mock and referee alike.

use anyhow::Context;
use http::HeaderName;
use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath};
use twinspec_referee::{Referee, parse};

use crate::DOCUMENT;

/// What `Version: v3` changes.
const V3: &str = include_str!("../../spec/contacts-v3.overlay.yaml");

/// Returns what the document says of each version, as JSON: of its own dates, and of `v3`.
pub fn documents() -> anyhow::Result<[Value; 2]> {
    let dated = parse(DOCUMENT)?;
    let mut v3 = dated.clone();
    apply(&parse(V3)?, &mut v3)?;
    Ok([dated, v3])
}

/// Returns the referee of all versions.
pub fn referee() -> anyhow::Result<Referee> {
    let [dated, v3] = documents()?.map(Referee::from_value);
    Ok(dated?.with_version(HeaderName::from_static("version"), "v3", v3?))
}

/// Applies the actions of an overlay.
fn apply(overlay: &Value, document: &mut Value) -> anyhow::Result<()> {
    for action in overlay["actions"].as_array().context("an overlay without actions")? {
        let target = action["target"].as_str().context("an action without a target")?;
        let found = JsonPath::parse(target)?.query_located(document);
        let pointers: Vec<String> =
            found.locations().map(NormalizedPath::to_json_pointer).collect();
        // The last comes first, so that what is removed from a list moves nobody.
        for pointer in pointers.iter().rev() {
            match action.get("update") {
                Some(update) => merge(document.pointer_mut(pointer), update),
                None => remove(document, pointer),
            }
        }
    }
    Ok(())
}

fn merge(target: Option<&mut Value>, update: &Value) {
    match (target, update) {
        (Some(Value::Array(items)), item) => items.push(item.clone()),
        (Some(Value::Object(members)), Value::Object(updates)) => {
            for (name, update) in updates {
                let member = members.entry(name).or_insert(Value::Null);
                merge(Some(member), update);
            }
        }
        (Some(target), update) => *target = update.clone(),
        (None, _) => {}
    }
}

fn remove(document: &mut Value, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.shift_remove(&unescaped(name));
        }
        Some(Value::Array(items)) => {
            if let Ok(index) = name.parse::<usize>() {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
