//! Parameters, those of a path and its operation merged.

use std::sync::LazyLock;

use openapiv3::ParameterData;
use serde_json::{Value, json};
use twinspec_blueprint::Place;

use crate::diagnostic::{self, Problems};
use crate::document::Node;
use crate::lower::frame::piece::{Expected, flag, leave_out, piece, text};
use crate::lower::frame::{Content, content, list, resolve};

/// A parameter of an operation.
pub(in crate::lower) struct Parameter<'d> {
    pub(in crate::lower) node: Node<'d>,
    pub(in crate::lower) name: String,
    pub(in crate::lower) place: Place,
    pub(in crate::lower) required: bool,
    pub(in crate::lower) description: String,
    pub(in crate::lower) schema: Node<'d>,
    /// The media type, when it is described by `content`.
    pub(in crate::lower) content: Option<Content<'d>>,
    pub(in crate::lower) style: Option<&'d str>,
    pub(in crate::lower) explode: Option<bool>,
    pub(in crate::lower) allow_reserved: bool,
    pub(in crate::lower) deprecated: bool,
}

/// An operation's parameter takes the place of its path's with the same name and place.
pub(super) fn read_all<'d>(
    item: &Node<'d>,
    operation: &Node<'d>,
    problems: &Problems<'_>,
) -> Vec<Parameter<'d>> {
    let mut merged: Vec<Parameter<'d>> = Vec::new();
    let lists = [item.get("parameters"), operation.get("parameters")];
    for node in lists.iter().flatten().flat_map(|it| list(it, problems)) {
        let Some(parameter) = resolve(&node, problems).and_then(|it| read(&it, problems)) else {
            continue;
        };
        let same = |it: &Parameter<'_>| it.name == parameter.name && it.place == parameter.place;
        match merged.iter().position(same) {
            Some(index) => merged[index] = parameter,
            None => merged.push(parameter),
        }
    }
    merged
}

fn read<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<Parameter<'d>> {
    if !node.value().is_object() {
        leave_out(node, "an object", problems);
        return None;
    }
    if let Some(missing) = ["name", "in"].into_iter().find(|it| node.get(it).is_none()) {
        let message = format!("`{missing}` is missing; the parameter is left out");
        problems.note(diagnostic::LEFT_OUT, node, message);
        return None;
    }
    let name = text(node, "name", problems)?;
    let place = place(node, problems)?;
    let own = [
        ("name", json!("")),
        ("in", Value::Null),
        ("schema", json!({})),
        ("content", Value::Null),
        ("style", Value::Null),
        ("deprecated", Value::Null),
        ("example", Value::Null),
        ("examples", Value::Null),
    ];
    let expected = Expected { own: &own, ..Expected::default() };
    let ParameterData { description, required, explode, .. } = piece(node, &expected, problems)?;
    let content = node.get("content").and_then(|it| content::read(&it, problems).pop());
    let described = content.as_ref().and_then(|it| it.schema.clone());
    let schema = node.get("schema").or(described).unwrap_or_else(|| {
        let message = format!("`{name}` has neither `schema` nor `content`; taken as text");
        problems.note(diagnostic::REPAIRED, node, message);
        node.instead(&TEXT)
    });
    Some(Parameter {
        node: node.clone(),
        name,
        place,
        required: required || place == Place::Path,
        description: description.unwrap_or_default(),
        schema,
        content,
        style: node.get("style").and_then(Node::text),
        explode,
        allow_reserved: flag(node, "allowReserved", problems),
        deprecated: flag(node, "deprecated", problems),
    })
}

fn place(node: &Node<'_>, problems: &Problems<'_>) -> Option<Place> {
    let place = text(node, "in", problems)?;
    let known = match place.to_ascii_lowercase().as_str() {
        "query" => Some(Place::Query),
        "header" => Some(Place::Header),
        "path" => Some(Place::Path),
        "cookie" => Some(Place::Cookie),
        _ => None,
    };
    if known.is_none() {
        let message = format!(
            "`in` is `query`, `header`, `path` or `cookie`, not `{place}`; the parameter is left out"
        );
        problems.note(diagnostic::LEFT_OUT, node, message);
    }
    known
}

/// The schema of a parameter that has none.
static TEXT: LazyLock<Value> = LazyLock::new(|| json!({"type": "string"}));

/// Lets the path decide where it and the parameters differ: a call without a part of its path
/// could not be sent, and there is no place to send another one.
pub(super) fn match_path<'d>(
    path: &str,
    parameters: &mut Vec<Parameter<'d>>,
    node: &Node<'d>,
    problems: &Problems<'_>,
) {
    for name in placeholders(path) {
        if parameters.iter().any(|it| it.place == Place::Path && it.name == name) {
            continue;
        }
        let message = format!("`{{{name}}}` in the path is not declared as a parameter");
        problems.note(diagnostic::PATH_PARAMETER, node, message);
        parameters.push(undeclared(name, node));
    }
    parameters.retain(|parameter| {
        let is_superfluous =
            parameter.place == Place::Path && placeholders(path).all(|name| name != parameter.name);
        if is_superfluous {
            let message = format!("the parameter `{}` is not in the path", parameter.name);
            problems.note(diagnostic::PATH_PARAMETER, &parameter.node, message);
        }
        !is_superfluous
    });
}

fn undeclared<'d>(name: &str, operation: &Node<'d>) -> Parameter<'d> {
    let text = operation.instead(&TEXT);
    Parameter {
        node: text.clone(),
        name: name.to_owned(),
        place: Place::Path,
        required: true,
        description: String::new(),
        schema: text,
        content: None,
        style: None,
        explode: None,
        allow_reserved: false,
        deprecated: false,
    }
}

/// Returns the names of the parameters in a path template, in their order.
pub(in crate::lower) fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|(name, _)| name)
}
