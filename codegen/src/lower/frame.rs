//! What surrounds the schemas: operations with their parameters, bodies and responses.
//!
//! `openapiv3` reads each piece by itself, so that one bad piece costs only itself, and never sees
//! a schema: it would drop the keywords that it does not know.

mod hint;
mod operation;

use openapiv3::{Info, SecurityRequirement, SecurityScheme, Server, Tag};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::{self, Problems};
use crate::document::{Node, Unresolved};

pub(super) use crate::lower::frame::hint::{Hint, HintVerb};
pub(super) use crate::lower::frame::operation::{Operation, Parameter, Response, placeholders};

/// A document's frame.
pub(super) struct Frame<'d> {
    pub(super) root: Node<'d>,
    pub(super) info: Info,
    /// The URLs of the servers.
    pub(super) servers: Vec<String>,
    pub(super) tags: Vec<Tag>,
    pub(super) schemes: Vec<(String, SecurityScheme)>,
    pub(super) operations: Vec<Operation<'d>>,
    /// The body of an answer to a request that belongs to no operation (`x-error-schema`).
    pub(super) route_error: Option<Node<'d>>,
    /// The payloads of `x-webhooks`, by event.
    pub(super) webhooks: Vec<(&'d str, Node<'d>)>,
}

/// Reads the frame; what is wrong is noted and left out.
pub(super) fn read<'d>(root: &Node<'d>, problems: &Problems<'_>) -> Frame<'d> {
    let list = |key: &str| root.get(key).into_iter().flat_map(|it| it.items().collect::<Vec<_>>());
    let servers: Vec<Server> = list("servers").filter_map(|it| piece(&it, problems)).collect();
    let tags = list("tags").filter_map(|it| piece(&it, problems)).collect();
    let security: Vec<SecurityRequirement> =
        list("security").filter_map(|it| piece(&it, problems)).collect();
    Frame {
        root: root.clone(),
        info: root.get("info").and_then(|it| piece(&it, problems)).unwrap_or_default(),
        servers: servers.into_iter().map(|it| it.url).collect(),
        tags,
        schemes: components(root, "securitySchemes")
            .filter_map(|(name, node)| {
                Some((name.to_owned(), piece(&resolve(&node, problems)?, problems)?))
            })
            .collect(),
        operations: operation::read_all(root, &security, problems),
        route_error: root.get("x-error-schema"),
        webhooks: webhooks(root, problems),
    }
}

/// Follows a reference; a dangling one is noted.
pub(super) fn resolve<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<Node<'d>> {
    match node.resolve() {
        Ok(resolved) => Some(resolved),
        Err(Unresolved::Dangling(to)) => {
            problems.note(diagnostic::DANGLING, node, format!("`{to}` does not exist"));
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
    read_value(node.value().clone(), node, problems)
}

/// Reads one piece without some of its members, which are read by themselves.
fn piece_without<T: DeserializeOwned>(
    node: &Node<'_>,
    members: &[(&str, Value)],
    problems: &Problems<'_>,
) -> Option<T> {
    let mut value = node.value().clone();
    if let Value::Object(object) = &mut value {
        for (key, replacement) in members {
            if let Some(member) = object.get_mut(*key) {
                *member = replacement.clone();
            }
        }
    }
    read_value(value, node, problems)
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

fn components<'d>(root: &Node<'d>, kind: &str) -> impl Iterator<Item = (&'d str, Node<'d>)> {
    let components = root.get("components").and_then(|it| it.get(kind));
    components.into_iter().flat_map(|it| it.members().collect::<Vec<_>>())
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
    webhooks.members().filter_map(payload).collect()
}
