//! `OpenAPI` Overlay 1.0: corrections to somebody else's document, kept beside it.
//!
//! Each action picks values by `JSONPath` and either removes them or merges `update` into them:
//! objects deeply, everything else by replacement; an array takes the update as one more item.

use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath};

use crate::diagnostic::{self, Diagnostic};
use crate::document::{Document, Node};

/// Applies an overlay to a document; returns warnings, or all that is wrong with the overlay.
pub(crate) fn apply(
    overlay: &Document,
    root: &mut Value,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let problems = diagnostic::Problems::new(overlay);
    match overlay.root().get("actions") {
        Some(actions) => actions.items().for_each(|it| act(&it, root, &problems)),
        None => problems.note(diagnostic::OVERLAY, &overlay.root(), "`actions` is missing"),
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
    // Places are noted before anything moves. From the last to the first, so that removing an
    // item of an array leaves the places of those before it as they were.
    let mut places: Vec<String> =
        path.query_located(root).locations().map(NormalizedPath::to_json_pointer).collect();
    places.reverse();
    if places.is_empty() {
        let message = format!("`{target}` matches nothing");
        problems.note(diagnostic::OVERLAY_TARGET, action, message);
    }
    for place in places {
        if action.is_true("remove") {
            remove(root, &place);
        } else if let (Some(update), Some(target)) =
            (action.get("update"), root.pointer_mut(&place))
        {
            merge(target, update.value());
        } else {
            problems.note(diagnostic::OVERLAY, action, "an action does nothing");
        }
    }
}

fn remove(root: &mut Value, place: &str) {
    let Some((parent, last)) = place.rsplit_once('/') else { return };
    match root.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.shift_remove(&last.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            if let Some(index) = last.parse().ok().filter(|it| *it < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
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
