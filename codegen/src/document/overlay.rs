//! `OpenAPI` Overlay 1.0: corrections to somebody else's document, kept beside it.
//!
//! Each action picks values by `JSONPath` and either removes them or merges `update` into them:
//! objects deeply, everything else by replacement; an array takes the update as one more item.

use std::collections::BTreeSet;

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::diagnostic::{self, Diagnostic};
use crate::document::{Document, Node};

/// The way to a value; items of one array sort by their positions.
type Place = Vec<Step>;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Member(String),
    Item(usize),
}

/// Applies an overlay to a document; returns warnings, or all that is wrong with the overlay.
pub(crate) fn apply(
    overlay: &Document,
    root: &mut Value,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let problems = diagnostic::Problems::new(overlay);
    let overlay = overlay.root();
    let version = overlay.get("overlay").and_then(Node::text);
    if !version.is_some_and(|it| it.starts_with("1.")) {
        problems.note(diagnostic::OVERLAY, &overlay, "`overlay: 1.0.0` is missing");
    }
    match overlay.get("actions") {
        Some(actions) if actions.value().is_array() => {
            actions.items().for_each(|it| act(&it, root, &problems));
        }
        Some(actions) => problems.note(diagnostic::OVERLAY, &actions, "`actions` is no list"),
        None => problems.note(diagnostic::OVERLAY, &overlay, "`actions` is missing"),
    }
    problems.finish()
}

fn act(action: &Node<'_>, root: &mut Value, problems: &diagnostic::Problems<'_>) {
    let Some(target) = action.get("target").and_then(Node::text) else {
        problems.note(diagnostic::OVERLAY, action, "an action has no `target`");
        return;
    };
    let path = match JsonPath::parse(target) {
        Ok(path) => path,
        Err(error) => {
            let message = format!("`{target}` is not a JSONPath: {error}");
            problems.note(diagnostic::OVERLAY, action, message);
            return;
        }
    };
    // Places are noted before anything moves, each once. From the last to the first, so that
    // removing an item of an array leaves the places of those before it as they were.
    let places: BTreeSet<Place> =
        path.query_located(root).locations().map(|it| it.iter().map(step).collect()).collect();
    if places.is_empty() {
        let message = format!("`{target}` matches nothing");
        problems.note(diagnostic::OVERLAY_TARGET, action, message);
    }
    for place in places.iter().rev() {
        let done = if action.is_true("remove") {
            remove(root, place)
        } else {
            action.get("update").zip(find(root, place)).map(|(it, found)| merge(found, it.value()))
        };
        if done.is_none() {
            problems.note(diagnostic::OVERLAY, action, "an action does nothing");
        }
    }
}

fn step(element: &PathElement<'_>) -> Step {
    match element {
        PathElement::Name(name) => Step::Member((*name).to_owned()),
        PathElement::Index(index) => Step::Item(*index),
    }
}

fn find<'r>(root: &'r mut Value, place: &[Step]) -> Option<&'r mut Value> {
    place.iter().try_fold(root, |value, step| match step {
        Step::Member(name) => value.get_mut(name),
        Step::Item(index) => value.get_mut(index),
    })
}

/// Removes a value; the document itself cannot be removed.
fn remove(root: &mut Value, place: &[Step]) -> Option<()> {
    let (last, parent) = place.split_last()?;
    match (find(root, parent)?, last) {
        (Value::Object(members), Step::Member(name)) => drop(members.shift_remove(name)),
        (Value::Array(items), Step::Item(index)) => drop(items.remove(*index)),
        _ => {}
    }
    Some(())
}

fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Object(members), Value::Object(updates)) => {
            for (key, update) in updates {
                match members.get_mut(key) {
                    Some(member @ Value::Object(_)) if update.is_object() => merge(member, update),
                    Some(Value::Array(items)) if update.is_array() => {
                        items.extend(update.as_array().into_iter().flatten().cloned());
                    }
                    _ => {
                        members.insert(key.clone(), update.clone());
                    }
                }
            }
        }
        (Value::Array(items), update) => items.push(update.clone()),
        (target, update) => *target = update.clone(),
    }
}
