//! Security requirements: which credentials a call needs.
//!
//! A requirement must not vanish because it is written wrongly: an operation would be open by a
//! slip. So whatever names a scheme is read as a requirement of it, and a scheme that nobody
//! describes is taken as what most are, a bearer token.

use openapiv3::SecurityRequirement;
use serde_json::Value;

use crate::diagnostic::{self, Problems};
use crate::document::Node;
use crate::lower::frame::piece::leave_out;
use crate::lower::frame::{Scheme, SchemeKind};

/// Reads the requirements of a document or an operation; `None` if it says nothing of them.
pub(super) fn read<'d>(
    of: &Node<'d>,
    schemes: &mut Vec<Scheme<'d>>,
    problems: &Problems<'_>,
) -> Option<Vec<SecurityRequirement>> {
    let node = of.get("security")?;
    let items = match node.value() {
        Value::Array(_) => node.items().collect(),
        Value::String(_) | Value::Object(_) => {
            let message = "`security` must be a list; what it holds is taken as its only item";
            problems.note(diagnostic::REPAIRED, &node, message);
            vec![node.clone()]
        }
        _ => {
            leave_out(&node, "a list", problems);
            return None;
        }
    };
    let read: Vec<_> = items.iter().filter_map(|it| requirement(it, schemes, problems)).collect();
    // A list of which nothing is left says as little as no list; an empty one says a lot.
    (items.is_empty() || !read.is_empty()).then_some(read)
}

fn requirement<'d>(
    node: &Node<'d>,
    schemes: &mut Vec<Scheme<'d>>,
    problems: &Problems<'_>,
) -> Option<SecurityRequirement> {
    let mut requirement = SecurityRequirement::new();
    match node.value() {
        Value::Object(_) => {
            for (name, scopes) in node.members() {
                require(name, &scopes, schemes, problems);
                requirement.insert(name.to_owned(), self::scopes(&scopes, problems));
            }
        }
        Value::String(name) => {
            let message = format!("a requirement is an object; taken as `{name}: []`");
            problems.note(diagnostic::REPAIRED, node, message);
            require(name, node, schemes, problems);
            requirement.insert(name.clone(), Vec::new());
        }
        _ => {
            leave_out(node, "an object", problems);
            return None;
        }
    }
    Some(requirement)
}

fn scopes(node: &Node<'_>, problems: &Problems<'_>) -> Vec<String> {
    match node.value() {
        Value::Array(_) => {}
        Value::String(scope) => {
            let message = "scopes are a list; the text is taken as its only item";
            problems.note(diagnostic::REPAIRED, node, message);
            return vec![scope.clone()];
        }
        _ => leave_out(node, "a list of scopes", problems),
    }
    let scope = |it: Node<'_>| {
        let text = it.value().as_str().map(str::to_owned);
        if text.is_none() {
            leave_out(&it, "the name of a scope", problems);
        }
        text
    };
    node.items().filter_map(scope).collect()
}

/// Adds a scheme that nobody describes, when the first requirement names it.
fn require<'d>(
    name: &'d str,
    node: &Node<'d>,
    schemes: &mut Vec<Scheme<'d>>,
    problems: &Problems<'_>,
) {
    if schemes.iter().all(|it| it.name != name) {
        let message = format!("there is no security scheme `{name}`; taken as a bearer token");
        problems.note(diagnostic::NO_SCHEME, node, message);
        schemes.push(Scheme { name, kind: SchemeKind::Bearer, flows: Vec::new() });
    }
}
