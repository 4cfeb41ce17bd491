//! What surrounds the schemas: operations with their parameters, bodies and responses.
//!
//! `openapiv3` reads each piece by itself, so that one bad piece costs only itself ([`piece`]), and
//! never sees a schema: it would drop the keywords that it does not know.

mod content;
mod flow;
mod hint;
mod operation;
mod parameter;
mod piece;
mod rate;
mod scheme;
mod security;
mod servers;
mod webhook;

use openapiv3::{Info, Tag};
use serde_json::{Value, json};
use twinspec_blueprint::RateLimit;

use crate::diagnostic::{self, Problems};
use crate::document::{Node, Unresolved};
use crate::lower::frame::piece::{Expected, leave_out, piece};

pub(super) use crate::lower::frame::content::{Content, Media, json as json_content};
pub(super) use crate::lower::frame::hint::{Hint, HintVerb};
pub(super) use crate::lower::frame::operation::{Body, Operation, Response};
pub(super) use crate::lower::frame::parameter::{Parameter, placeholders};
pub(super) use crate::lower::frame::scheme::{Scheme, SchemeKind};
pub(super) use crate::lower::frame::servers::{Named, Variable};
pub(super) use crate::lower::frame::webhook::{Delivery, Emit};

/// A document's frame.
pub(super) struct Frame<'d> {
    pub(super) info: Info,
    pub(super) servers: Vec<Named>,
    pub(super) tags: Vec<Tag>,
    pub(super) schemes: Vec<Scheme<'d>>,
    pub(super) operations: Vec<Operation<'d>>,
    /// The body of an answer to a request that belongs to no operation (`x-error-schema`).
    pub(super) route_error: Option<Node<'d>>,
    /// The payloads of events, by name: those of `x-webhooks`, and of the `webhooks` that some
    /// operation emits.
    pub(super) webhooks: Vec<(&'d str, Node<'d>)>,
    /// How events are delivered (`x-webhook-delivery`).
    pub(super) delivery: Delivery,
    /// How many requests a caller may send (`x-rate-limit`).
    pub(super) rate_limit: Option<RateLimit>,
}

/// Reads the frame; what is wrong is noted and left out.
pub(super) fn read<'d>(root: &Node<'d>, problems: &Problems<'_>) -> Frame<'d> {
    check_version(root, problems);
    let mut schemes = scheme::read_all(root, problems);
    let security = security::read(root, &mut schemes, problems).unwrap_or_default();
    let (info, servers, tags) =
        (info(root, problems), servers::read(root, problems), tags(root, problems));
    let operations = operation::read_all(root, &security, &mut schemes, problems);
    Frame {
        info,
        servers,
        tags,
        schemes,
        route_error: root.get("x-error-schema").and_then(|it| resolve(&it, problems)),
        webhooks: webhook::payloads(root, &operations, problems),
        operations,
        delivery: webhook::delivery(root, problems),
        rate_limit: rate::read(root, problems),
    }
}

/// Says how a version is read that is none, or not known yet.
///
/// A newer 3.x adds to what 3.1 has and takes nothing away.
fn check_version(root: &Node<'_>, problems: &Problems<'_>) {
    let Some(version) = root.get("openapi") else { return };
    let is_exact = version.value().as_str().is_some_and(|it| {
        ["3.0.", "3.1."].iter().any(|known| it.strip_prefix(known).is_some_and(|it| !it.is_empty()))
    });
    if !is_exact {
        let read_as = if root.is_of_3_1() { "3.1" } else { "3.0" };
        let message = format!("`openapi: {}` is read as {read_as}", version.value());
        problems.note(diagnostic::VERSION, &version, message);
    }
}

fn info(root: &Node<'_>, problems: &Problems<'_>) -> Info {
    let needed = [("title", json!("API")), ("version", json!("0"))];
    let expected = Expected { needed: &needed, text: Some("title"), ..Expected::default() };
    let Some(node) = root.get("info") else {
        let message = "`info` is missing; the title is taken as `API`";
        problems.note(diagnostic::REPAIRED, root, message);
        return Info { title: "API".to_owned(), version: "0".to_owned(), ..Info::default() };
    };
    let read = piece(&node, &expected, problems);
    read.unwrap_or_else(|| Info { title: "API".to_owned(), ..Info::default() })
}

fn tags(root: &Node<'_>, problems: &Problems<'_>) -> Vec<Tag> {
    // Only the description is made use of.
    let own = [("externalDocs", Value::Null)];
    let expected = Expected { own: &own, text: Some("name"), ..Expected::default() };
    let items = root.get("tags").map(|it| list(&it, problems)).unwrap_or_default();
    items.iter().filter_map(|it| piece(it, &expected, problems)).collect()
}

/// Returns the members of an object, wherever it is; anything else is noted.
fn object<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Vec<(&'d str, Node<'d>)> {
    let Some(node) = &elsewhere(node, problems) else { return Vec::new() };
    if !node.value().is_object() {
        let name = name(node);
        if name.starts_with("x-") {
            problems.note(diagnostic::EXTENSION, node, format!("`{name}` must be an object"));
        } else {
            leave_out(node, "an object", problems);
        }
    }
    node.members().collect()
}

/// Returns the items of a list, wherever it is; anything else is noted.
///
/// One that stands where a list of one should is taken for it.
fn list<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Vec<Node<'d>> {
    let Some(node) = &elsewhere(node, problems) else { return Vec::new() };
    match node.value() {
        Value::Array(_) => node.items().collect(),
        Value::String(it) if !it.is_empty() => vec![only_item(node, problems)],
        Value::Object(it) if !it.is_empty() => vec![only_item(node, problems)],
        _ => {
            leave_out(node, "a list", problems);
            Vec::new()
        }
    }
}

fn only_item<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Node<'d> {
    let message = format!("{} must be a list; taken as its only item", node.title());
    problems.note(diagnostic::REPAIRED, node, message);
    node.clone()
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

/// Follows a reference; a dangling one is noted.
pub(super) fn resolve<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<Node<'d>> {
    match node.resolve() {
        Ok(resolved) => Some(resolved),
        Err(Unresolved::Dangling(at, why)) => {
            problems.note_at(diagnostic::DANGLING, &at, why);
            None
        }
        Err(Unresolved::NotText(at)) => {
            problems.note_at(diagnostic::LEFT_OUT, &at, "`$ref` must be text; it is left out");
            None
        }
        Err(Unresolved::Cycle) => {
            problems.note(diagnostic::CYCLE, node, "references lead to each other in a circle");
            None
        }
    }
}
