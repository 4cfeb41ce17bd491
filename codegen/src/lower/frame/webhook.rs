//! `x-webhooks`, `x-emits` and `x-webhook-delivery`: the events that an API sends.

use twinspec_blueprint::{Retry, Text};

use crate::diagnostic::{self, Problems};
use crate::document::Node;
use crate::lower::frame::operation::Operation;
use crate::lower::frame::rate::{header_name, items, number, wrong};
use crate::lower::frame::{content, object, resolve};

/// How events are delivered.
#[derive(Default)]
pub(in crate::lower) struct Delivery {
    /// The header with the signature.
    pub(in crate::lower) signature: Option<Text>,
    pub(in crate::lower) retry: Option<Retry>,
}

/// What an operation says of an event that it causes.
pub(in crate::lower) struct Emit<'d> {
    /// Where that stands.
    pub(in crate::lower) node: Node<'d>,
    pub(in crate::lower) event: &'d str,
    pub(in crate::lower) changed: Vec<&'d str>,
    /// Properties, each with the value that it must have got.
    pub(in crate::lower) becomes: Vec<(&'d str, Node<'d>)>,
}

/// Reads the payloads of events. Of `webhooks` only those count that some operation emits: a document
/// may have hundreds, and each is a type of the client.
pub(super) fn payloads<'d>(
    root: &Node<'d>,
    operations: &[Operation<'d>],
    problems: &Problems<'_>,
) -> Vec<(&'d str, Node<'d>)> {
    let mut payloads = of_extension(root, problems);
    let Some(webhooks) = root.get("webhooks") else { return payloads };
    let mut unread = 0;
    for (event, item) in object(&webhooks, problems) {
        let is_emitted = || operations.iter().flat_map(|it| &it.emits).any(|it| it.event == event);
        if payloads.iter().any(|(known, _)| *known == event) || event.starts_with("x-") {
            continue;
        }
        if !is_emitted() {
            unread += 1;
        } else if let Some(payload) = payload(&item, problems) {
            payloads.push((event, payload));
        } else {
            let message = format!("`{event}` has no JSON body that could be sent");
            problems.note(diagnostic::EXTENSION, &item, message);
        }
    }
    if unread > 0 {
        let message = format!("webhooks that no `x-emits` names: {unread}");
        problems.note(diagnostic::UNUSED, &webhooks, message);
    }
    payloads
}

/// Returns the schema of what is sent to whoever is described in the place of a path.
fn payload<'d>(item: &Node<'d>, problems: &Problems<'_>) -> Option<Node<'d>> {
    let item = resolve(item, problems)?;
    // Nothing else than `POST` is sent.
    let body = resolve(&item.get("post")?.get("requestBody")?, problems)?;
    let contents = content::read(&body.get("content")?, problems);
    content::json(&contents)?.schema.clone()
}

fn of_extension<'d>(root: &Node<'d>, problems: &Problems<'_>) -> Vec<(&'d str, Node<'d>)> {
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

pub(super) fn delivery(root: &Node<'_>, problems: &Problems<'_>) -> Delivery {
    let mut delivery = Delivery::default();
    let Some(node) = root.get("x-webhook-delivery") else { return delivery };
    for (key, member) in object(&node, problems) {
        match key {
            "signature" => {
                delivery.signature = header_name(&member).map(Into::into);
                if delivery.signature.is_none() {
                    let message = "`signature` must be the name of a header".to_owned();
                    wrong(&member, message, problems);
                }
            }
            "retry" => delivery.retry = retry(&member, problems),
            _ => wrong(&member, format!("`x-webhook-delivery` has no `{key}`"), problems),
        }
    }
    delivery
}

fn retry(node: &Node<'_>, problems: &Problems<'_>) -> Option<Retry> {
    let (mut statuses, mut seconds, mut times) = (None, None, None);
    for (key, member) in object(node, problems) {
        match key {
            "statuses" => {
                let numbers = items(&member, problems);
                let numbers = numbers.iter().filter_map(|it| status(it, problems));
                statuses = Some(numbers.collect::<Vec<_>>());
            }
            "seconds" => seconds = number(&member, problems),
            "times" => {
                times = number(&member, problems).and_then(|it| usize::try_from(it).ok());
            }
            _ => wrong(&member, format!("`retry` has no `{key}`"), problems),
        }
    }
    for key in ["statuses", "seconds", "times"] {
        if node.value().is_object() && node.get(key).is_none() {
            wrong(node, format!("`retry` needs `{key}`"), problems);
        }
    }
    Some(Retry { statuses: statuses?.into(), seconds: seconds?, times: times? })
}

fn status(node: &Node<'_>, problems: &Problems<'_>) -> Option<u16> {
    let status = node.value().as_u64().and_then(|it| u16::try_from(it).ok());
    let status = status.filter(|it| (100..600).contains(it));
    if status.is_none() {
        wrong(node, format!("{} must be a status", node.title()), problems);
    }
    status
}

/// Reads which events an operation causes, each by its name alone or with a condition.
pub(super) fn emits<'d>(operation: &Node<'d>, problems: &Problems<'_>) -> Vec<Emit<'d>> {
    let Some(node) = operation.get("x-emits") else { return Vec::new() };
    items(&node, problems).into_iter().filter_map(|it| emit(it, problems)).collect()
}

fn emit<'d>(node: Node<'d>, problems: &Problems<'_>) -> Option<Emit<'d>> {
    let whole =
        |node: Node<'d>, event| Emit { node, event, changed: Vec::new(), becomes: Vec::new() };
    if let Some(event) = node.clone().text() {
        return Some(whole(node, event));
    }
    let members = node.value().is_object().then(|| object(&node, problems));
    let Some(event) = node.get("event").and_then(Node::text) else {
        let message = "an event is its name, or `{event, changed, becomes}`".to_owned();
        wrong(&node, message, problems);
        return None;
    };
    let mut emit = whole(node, event);
    for (key, member) in members.unwrap_or_default() {
        match key {
            "event" => {}
            "changed" => {
                emit.changed =
                    items(&member, problems).into_iter().filter_map(Node::text).collect();
            }
            "becomes" => emit.becomes = object(&member, problems),
            _ => wrong(&member, format!("an item of `x-emits` has no `{key}`"), problems),
        }
    }
    Some(emit)
}
