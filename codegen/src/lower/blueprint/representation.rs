//! Representations: the body of an answer in each media type, and its headers.

use serde_json::Value;
use twinspec_blueprint::{Example, Header, Representation, Text};

use crate::document::Node;
use crate::lower::blueprint::members::is_text;
use crate::lower::blueprint::{owned, text};
use crate::lower::frame::{Content, Media, Response};
use crate::lower::json_schema::Definitions;

pub(super) fn lower<'d>(
    content: &Content<'d>,
    definitions: &Definitions<'_, 'd>,
) -> Representation {
    let schema = content.schema.as_ref().map(|it| text(&definitions.reference(it)));
    let mut examples = Vec::new();
    if let Some(example) = content.node.get("example") {
        examples.push(unnamed(example.value()));
    }
    for (name, example) in content.node.get("examples").iter().flat_map(Node::members) {
        let Ok(example) = example.resolve() else { continue };
        // One that is only linked to is somewhere on the network.
        if let Some(value) = example.get("value") {
            examples.push(Example { name: owned(name), value: text(value.value()) });
        }
    }
    if examples.is_empty() {
        examples.extend(content.schema.as_ref().and_then(of_schema).map(|it| unnamed(&it)));
    }
    Representation { media_type: media_type(content).into(), schema, examples: examples.into() }
}

/// Returns the media type of an answer: a range of them is what a document offers, not what an
/// answer is of.
pub(super) fn media_type(content: &Content<'_>) -> String {
    let is_range = content.media_type.contains('*');
    match content.media() {
        Media::Json if is_range => "application/json".to_owned(),
        _ if !is_range => content.media_type.to_owned(),
        _ if content.schema.as_ref().is_some_and(is_text) => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

/// The headers of a response; what is said of `Content-Type` is said by `content` already.
pub(super) fn headers<'d>(
    response: &Response<'d>,
    definitions: &Definitions<'_, 'd>,
) -> Vec<Header> {
    let described = response.node.get("headers");
    let mut headers = Vec::new();
    for (name, node) in described.iter().flat_map(Node::members) {
        let Ok(node) = node.resolve() else { continue };
        if name.eq_ignore_ascii_case("content-type") || !node.value().is_object() {
            continue;
        }
        let content = node.get("content").and_then(|it| it.members().next());
        let content = content.and_then(|(_, it)| it.get("schema"));
        let schema = node.get("schema").or(content);
        let example = example(&node).or_else(|| schema.as_ref().and_then(of_schema));
        let schema = schema.map_or(Value::Bool(true), |it| definitions.convert(&it));
        headers.push(Header {
            name: owned(name),
            required: node.is_true("required"),
            schema: text(&schema),
            example: example.map(|it| text(&it)),
        });
    }
    headers
}

fn unnamed(value: &Value) -> Example {
    Example { name: Text::default(), value: text(value) }
}

/// The example that stands beside a schema, alone or as the first of several.
fn example(node: &Node<'_>) -> Option<Value> {
    if let Some(example) = node.get("example") {
        return Some(example.value().clone());
    }
    let (_, first) = node.get("examples")?.members().next()?;
    Some(first.resolve().ok()?.get("value")?.value().clone())
}

/// The example that a schema brings along.
fn of_schema(schema: &Node<'_>) -> Option<Value> {
    let schema = schema.resolve().ok()?;
    let first = |it: Node<'_>| it.items().next().map(|it| it.value().clone());
    let example = schema.get("example").map(|it| it.value().clone());
    example.or_else(|| schema.get("examples").and_then(first))
}
