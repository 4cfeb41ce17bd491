//! What surrounds the schemas: operations with their parameters, bodies and responses.
//!
//! `openapiv3` reads each piece by itself, so that one bad piece costs only itself, and never sees
//! a schema: it would drop the keywords that it does not know.

mod content;
mod hint;
mod operation;
mod parameter;
mod scheme;
mod servers;

use openapiv3::{Info, SecurityRequirement, Tag};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::{self, Problems};
use crate::document::{Node, Unresolved};

pub(super) use crate::lower::frame::content::{Content, Media, json as json_content};
pub(super) use crate::lower::frame::hint::{Hint, HintVerb};
pub(super) use crate::lower::frame::operation::{Operation, Response};
pub(super) use crate::lower::frame::parameter::{Parameter, placeholders};
pub(super) use crate::lower::frame::scheme::{Scheme, SchemeKind};
pub(super) use crate::lower::frame::servers::{Named, Variable};

/// A document's frame.
pub(super) struct Frame<'d> {
    pub(super) info: Info,
    pub(super) servers: Vec<Named>,
    pub(super) tags: Vec<Tag>,
    pub(super) schemes: Vec<Scheme<'d>>,
    pub(super) operations: Vec<Operation<'d>>,
    /// The body of an answer to a request that belongs to no operation (`x-error-schema`).
    pub(super) route_error: Option<Node<'d>>,
    /// The payloads of `x-webhooks`, by event.
    pub(super) webhooks: Vec<(&'d str, Node<'d>)>,
}

/// Reads the frame; what is wrong is noted and left out.
pub(super) fn read<'d>(root: &Node<'d>, problems: &Problems<'_>) -> Frame<'d> {
    let tags = pieces(root, "tags", problems);
    let security: Vec<SecurityRequirement> = pieces(root, "security", problems);
    if root.get("info").is_none() {
        problems.note(diagnostic::MALFORMED, root, "`info` is missing");
    }
    if let Some(webhooks) = root.get("webhooks") {
        problems.note(diagnostic::UNUSED, &webhooks, "of webhooks only `x-webhooks` is read");
    }
    let schemes = scheme::read_all(root, problems);
    for requirement in root.get("security").iter().flat_map(|it| it.items().collect::<Vec<_>>()) {
        check_requirement(&requirement, &schemes, problems);
    }
    Frame {
        info: root.get("info").and_then(|it| piece(&it, problems)).unwrap_or_default(),
        servers: servers::read(root, problems),
        tags,
        operations: operation::read_all(root, &security, &schemes, problems),
        schemes,
        route_error: root.get("x-error-schema").and_then(|it| resolve(&it, problems)),
        webhooks: webhooks(root, problems),
    }
}

/// A requirement that nothing can satisfy must not turn into none.
fn check_requirement(requirement: &Node<'_>, schemes: &[Scheme<'_>], problems: &Problems<'_>) {
    for (name, node) in requirement.members() {
        if !schemes.iter().any(|it| it.name == name) {
            let message = format!("there is no security scheme `{name}`");
            problems.note(diagnostic::NO_SCHEME, &node, message);
        }
    }
}

/// Returns the members of an object, wherever it is; anything else is noted.
fn object<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Vec<(&'d str, Node<'d>)> {
    let Some(node) = &elsewhere(node, problems) else { return Vec::new() };
    if !node.value().is_object() {
        let name = name(node);
        let is_ours = name.starts_with("x-");
        let code = if is_ours { diagnostic::EXTENSION } else { diagnostic::MALFORMED };
        problems.note(code, node, format!("`{name}` must be an object"));
    }
    node.members().collect()
}

/// Returns the items of a list, wherever it is; anything else is noted.
fn list<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Vec<Node<'d>> {
    let Some(node) = &elsewhere(node, problems) else { return Vec::new() };
    if !node.value().is_array() {
        problems.note(diagnostic::MALFORMED, node, format!("`{}` must be a list", name(node)));
    }
    node.items().collect()
}

/// Follows the reference that stands for a whole list or object: often each is a file of its own.
///
/// A member may be called `$ref` too, but then it is no text.
fn elsewhere<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<Node<'d>> {
    let is_reference = node.get("$ref").is_some_and(|it| it.value().is_string());
    if is_reference { resolve(node, problems) } else { Some(node.clone()) }
}

fn name<'n>(node: &'n Node<'_>) -> &'n str {
    node.pointer().last().unwrap_or("the document")
}

fn pieces<T: DeserializeOwned>(root: &Node<'_>, key: &str, problems: &Problems<'_>) -> Vec<T> {
    let items = root.get(key).map(|it| list(&it, problems)).unwrap_or_default();
    items.iter().filter_map(|it| piece(it, problems)).collect()
}

/// Follows a reference; a dangling one is noted.
pub(super) fn resolve<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<Node<'d>> {
    match node.resolve() {
        Ok(resolved) => Some(resolved),
        Err(Unresolved::Dangling(at, why)) => {
            problems.note_at(diagnostic::DANGLING, &at, why);
            None
        }
        Err(Unresolved::NotText(at)) => {
            problems.note_at(diagnostic::MALFORMED, &at, "`$ref` must be text");
            None
        }
        Err(Unresolved::Cycle) => {
            problems.note(diagnostic::CYCLE, node, "references lead to each other in a circle");
            None
        }
    }
}

/// Reads one piece as `openapiv3` knows it.
fn piece<T: DeserializeOwned>(node: &Node<'_>, problems: &Problems<'_>) -> Option<T> {
    piece_without(node, &[], problems)
}

/// Reads one piece without some of its members, which are read by themselves.
fn piece_without<T: DeserializeOwned>(
    node: &Node<'_>,
    members: &[(&str, Value)],
    problems: &Problems<'_>,
) -> Option<T> {
    read_value(without(node, members), node, problems)
}

/// Puts something harmless in the place of some members; null takes them out.
fn without(node: &Node<'_>, members: &[(&str, Value)]) -> Value {
    // What is large is among those members, so it is not copied first.
    if !node.value().is_object() {
        return node.value().clone();
    }
    let replaced = |key: &str| members.iter().find(|(it, _)| *it == key).map(|(_, it)| it);
    let kept = node.members().filter_map(|(key, member)| match replaced(key) {
        Some(Value::Null) => None,
        Some(replacement) => Some((key.to_owned(), replacement.clone())),
        None => Some((key.to_owned(), prose(&member).unwrap_or(member.value()).clone())),
    });
    Value::Object(kept.collect())
}

/// Returns the text that a reference stands for: a long description is often a file of its own.
fn prose<'d>(node: &Node<'d>) -> Option<&'d Value> {
    let found = node.is_reference().then(|| node.resolve().ok()).flatten()?;
    found.value().is_string().then(|| found.value())
}

fn read_value<T: DeserializeOwned>(
    value: Value,
    node: &Node<'_>,
    problems: &Problems<'_>,
) -> Option<T> {
    serde_json::from_value(value)
        .map_err(|error| problems.note(diagnostic::MALFORMED, node, error.to_string()))
        .ok()
}

fn webhooks<'d>(root: &Node<'d>, problems: &Problems<'_>) -> Vec<(&'d str, Node<'d>)> {
    let Some(webhooks) = root.get("x-webhooks") else { return Vec::new() };
    let payload = |(event, node): (&'d str, Node<'d>)| {
        let schema = node.get("schema");
        if schema.is_none() {
            problems.note(diagnostic::EXTENSION, &node, format!("`{event}` has no `schema`"));
        }
        Some((event, schema?))
    };
    object(&webhooks, problems).into_iter().filter_map(payload).collect()
}
