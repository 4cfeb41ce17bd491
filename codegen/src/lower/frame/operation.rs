//! Operations, with references followed and parameters of path and operation merged.

use openapiv3::{ParameterData, SecurityRequirement};
use serde_json::json;
use twinspec_blueprint::{Method, Place, Status};

use crate::diagnostic::{self, Problems};
use crate::document::Node;
use crate::lower::frame::{Hint, hint, piece_without, resolve};

/// An operation of the document.
pub(in crate::lower) struct Operation<'d> {
    pub(in crate::lower) node: Node<'d>,
    pub(in crate::lower) id: String,
    pub(in crate::lower) method: Method,
    /// The path template as the document has it.
    pub(in crate::lower) path: &'d str,
    /// The first tag.
    pub(in crate::lower) tag: String,
    pub(in crate::lower) summary: String,
    pub(in crate::lower) description: String,
    pub(in crate::lower) parameters: Vec<Parameter<'d>>,
    pub(in crate::lower) body: Option<Body<'d>>,
    pub(in crate::lower) responses: Vec<Response<'d>>,
    pub(in crate::lower) security: Vec<SecurityRequirement>,
    /// `x-rust-name`.
    pub(in crate::lower) rust_name: Option<&'d str>,
    /// `x-resource`.
    pub(in crate::lower) hint: Hint<'d>,
}

/// A parameter of an operation.
pub(in crate::lower) struct Parameter<'d> {
    pub(in crate::lower) node: Node<'d>,
    pub(in crate::lower) name: String,
    pub(in crate::lower) place: Place,
    pub(in crate::lower) required: bool,
    pub(in crate::lower) description: String,
    pub(in crate::lower) schema: Node<'d>,
    pub(in crate::lower) explode: Option<bool>,
}

/// A request body.
pub(in crate::lower) struct Body<'d> {
    pub(in crate::lower) required: bool,
    pub(in crate::lower) media_types: Vec<&'d str>,
    pub(in crate::lower) schema: Option<Node<'d>>,
}

/// A response.
pub(in crate::lower) struct Response<'d> {
    pub(in crate::lower) status: Status,
    pub(in crate::lower) description: String,
    pub(in crate::lower) media_type: Option<&'d str>,
    pub(in crate::lower) schema: Option<Node<'d>>,
}

impl<'d> Operation<'d> {
    /// Returns the response of the first success that the document lists.
    pub(in crate::lower) fn success(&self) -> Option<&Response<'d>> {
        self.responses.iter().find(|it| match it.status {
            Status::Exact(code) => (200..300).contains(&code),
            Status::Range(digit) => digit == 2,
            Status::Default => false,
        })
    }
}

pub(super) fn read_all<'d>(
    root: &Node<'d>,
    security: &[SecurityRequirement],
    problems: &Problems<'_>,
) -> Vec<Operation<'d>> {
    let mut operations: Vec<Operation<'d>> = Vec::new();
    let Some(paths) = root.get("paths") else {
        problems.note(diagnostic::MALFORMED, root, "`paths` is missing");
        return operations;
    };
    for (path, item) in paths.members().filter(|(path, _)| !path.starts_with("x-")) {
        let Some(item) = resolve(&item, problems) else { continue };
        for (key, node) in item.members() {
            let Some(method) = method(key) else { continue };
            let Some(operation) = read(path, method, &item, &node, security, problems) else {
                continue;
            };
            if operations.iter().any(|it| it.id == operation.id) {
                let message = format!("`{}` is the id of another operation too", operation.id);
                problems.note(diagnostic::NO_OPERATION_ID, &node, message);
            }
            operations.push(operation);
        }
    }
    operations
}

fn read<'d>(
    path: &'d str,
    method: Method,
    item: &Node<'d>,
    node: &Node<'d>,
    security: &[SecurityRequirement],
    problems: &Problems<'_>,
) -> Option<Operation<'d>> {
    let own = [
        ("parameters", json!([])),
        ("requestBody", json!({"content": {}})),
        ("responses", json!({})),
    ];
    let shell: openapiv3::Operation = piece_without(node, &own, problems)?;
    let Some(id) = shell.operation_id else {
        let message = format!("{} {path} has no `operationId`", method.as_str());
        problems.note(diagnostic::NO_OPERATION_ID, node, message);
        return None;
    };
    let parameters = parameters(item, node, problems);
    check_path(path, &parameters, node, problems);
    Some(Operation {
        id,
        method,
        path,
        tag: shell.tags.into_iter().next().unwrap_or_else(|| "Default".to_owned()),
        summary: shell.summary.unwrap_or_default(),
        description: shell.description.unwrap_or_default(),
        parameters,
        body: node.get("requestBody").and_then(|it| body(&it, problems)),
        responses: responses(node, problems),
        security: shell.security.unwrap_or_else(|| security.to_vec()),
        rust_name: node.get("x-rust-name").and_then(Node::text),
        hint: hint::read(node, problems),
        node: node.clone(),
    })
}

fn method(key: &str) -> Option<Method> {
    Some(match key {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => return None,
    })
}

/// An operation's parameter takes the place of its path's with the same name and place.
fn parameters<'d>(
    item: &Node<'d>,
    operation: &Node<'d>,
    problems: &Problems<'_>,
) -> Vec<Parameter<'d>> {
    let mut merged: Vec<Parameter<'d>> = Vec::new();
    let lists = [item.get("parameters"), operation.get("parameters")];
    for node in lists.iter().flatten().flat_map(|it| it.items().collect::<Vec<_>>()) {
        let Some(parameter) = resolve(&node, problems).and_then(|it| parameter(&it, problems))
        else {
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

fn parameter<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<Parameter<'d>> {
    let parameter: openapiv3::Parameter = piece_without(node, &[("schema", json!({}))], problems)?;
    let place = match parameter {
        openapiv3::Parameter::Query { .. } => Place::Query,
        openapiv3::Parameter::Header { .. } => Place::Header,
        openapiv3::Parameter::Path { .. } => Place::Path,
        openapiv3::Parameter::Cookie { .. } => Place::Cookie,
    };
    let ParameterData { name, description, required, explode, .. } =
        parameter.parameter_data().clone();
    let Some(schema) = node.get("schema") else {
        let message = format!("the parameter `{name}` is described by `content`");
        problems.note(diagnostic::STYLE, node, message);
        return None;
    };
    Some(Parameter {
        node: node.clone(),
        name,
        place,
        required: required || place == Place::Path,
        description: description.unwrap_or_default(),
        schema,
        explode,
    })
}

fn check_path(path: &str, parameters: &[Parameter<'_>], node: &Node<'_>, problems: &Problems<'_>) {
    let declared =
        |name: &str| parameters.iter().any(|it| it.place == Place::Path && it.name == name);
    for name in placeholders(path).filter(|it| !declared(it)) {
        let message = format!("`{{{name}}}` in the path is not declared as a parameter");
        problems.note(diagnostic::PATH_PARAMETER, node, message);
    }
    for parameter in parameters.iter().filter(|it| it.place == Place::Path) {
        if !placeholders(path).any(|it| it == parameter.name) {
            let message = format!("the parameter `{}` is not in the path", parameter.name);
            problems.note(diagnostic::PATH_PARAMETER, &parameter.node, message);
        }
    }
}

/// Returns the names of the parameters in a path template, in their order.
pub(in crate::lower) fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|(name, _)| name)
}

fn body<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<Body<'d>> {
    let node = resolve(node, problems)?;
    let media_types: Vec<&str> = node.get("content")?.members().map(|(name, _)| name).collect();
    let (_, schema) = content(&node, problems)?;
    Some(Body { required: node.is_true("required"), media_types, schema })
}

fn responses<'d>(operation: &Node<'d>, problems: &Problems<'_>) -> Vec<Response<'d>> {
    let Some(node) = operation.get("responses") else {
        problems.note(diagnostic::MALFORMED, operation, "`responses` is missing");
        return Vec::new();
    };
    let mut responses = Vec::new();
    for (key, node) in node.members().filter(|(key, _)| !key.starts_with("x-")) {
        let Some(status) = status(key) else {
            problems.note(diagnostic::MALFORMED, &node, format!("`{key}` is no status"));
            continue;
        };
        let Some(node) = resolve(&node, problems) else { continue };
        let description =
            node.get("description").and_then(Node::text).unwrap_or_default().to_owned();
        let content = if node.get("content").is_some() { content(&node, problems) } else { None };
        let (media_type, schema) = content.map_or((None, None), |(media, it)| (Some(media), it));
        responses.push(Response { status, description, media_type, schema });
    }
    responses
}

fn status(key: &str) -> Option<Status> {
    match key.as_bytes() {
        b"default" => Some(Status::Default),
        [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => {
            Some(Status::Range(u16::from(digit - b'0')))
        }
        _ => key.parse().ok().filter(|it| (100..600).contains(it)).map(Status::Exact),
    }
}

/// Picks the JSON among the media types of a body.
fn content<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<(&'d str, Option<Node<'d>>)> {
    let content = node.get("content")?;
    let is_json = |name: &str| {
        let essence = name.split(';').next().unwrap_or_default().trim();
        essence == "application/json" || essence.ends_with("+json")
    };
    let found = content.members().find(|(name, _)| is_json(name));
    if found.is_none() && content.members().next().is_some() {
        problems.note(diagnostic::BODY_FORM, &content, "the body has no JSON form");
    }
    found.map(|(name, media)| (name, media.get("schema")))
}
