//! Operations, with references followed and parameters of path and operation merged.

use std::borrow::Cow;
use std::collections::BTreeSet;

use openapiv3::SecurityRequirement;
use serde_json::{Value, json};
use twinspec_blueprint::{Method, Status};

use crate::diagnostic::{self, Problems};
use crate::document::Node;
use crate::lower::frame::piece::{Expected, flag, leave_out, piece, text};
use crate::lower::frame::{
    Content, Emit, Hint, Media, Parameter, Scheme, content, hint, object, parameter, resolve,
    security, servers, webhook,
};
use crate::lower::names;

/// An operation of the document.
pub(in crate::lower) struct Operation<'d> {
    pub(in crate::lower) node: Node<'d>,
    pub(in crate::lower) id: String,
    pub(in crate::lower) method: Method,
    /// The path template as the document has it, but for a `/` in front that it has forgotten.
    pub(in crate::lower) path: Cow<'d, str>,
    /// The first tag; without one, what its path is about.
    pub(in crate::lower) tag: String,
    pub(in crate::lower) summary: String,
    pub(in crate::lower) description: String,
    pub(in crate::lower) parameters: Vec<Parameter<'d>>,
    pub(in crate::lower) body: Option<Body<'d>>,
    pub(in crate::lower) responses: Vec<Response<'d>>,
    pub(in crate::lower) security: Vec<SecurityRequirement>,
    pub(in crate::lower) deprecated: bool,
    /// The server of the operation or its path, if it is not that of the document.
    pub(in crate::lower) server: Option<String>,
    /// `x-rust-name`.
    pub(in crate::lower) rust_name: Option<&'d str>,
    /// `x-resource`.
    pub(in crate::lower) hint: Hint<'d>,
    /// `x-emits`.
    pub(in crate::lower) emits: Vec<Emit<'d>>,
}

/// A request body.
pub(in crate::lower) struct Body<'d> {
    pub(in crate::lower) node: Node<'d>,
    pub(in crate::lower) required: bool,
    pub(in crate::lower) contents: Vec<Content<'d>>,
}

impl<'d> Body<'d> {
    /// Returns the schema of what the body says, in JSON or, failing that, as a form.
    pub(in crate::lower) fn entity_schema(&self) -> Option<&Node<'d>> {
        self.schema().or_else(|| {
            let is_form = |it: &&Content<'d>| matches!(it.media(), Media::Form | Media::Multipart);
            self.contents.iter().find(is_form)?.schema.as_ref()
        })
    }

    /// Returns the schema of the body's JSON form.
    pub(in crate::lower) fn schema(&self) -> Option<&Node<'d>> {
        content::json(&self.contents)?.schema.as_ref()
    }
}

/// A response.
pub(in crate::lower) struct Response<'d> {
    pub(in crate::lower) node: Node<'d>,
    pub(in crate::lower) status: Status,
    pub(in crate::lower) description: String,
    pub(in crate::lower) contents: Vec<Content<'d>>,
}

impl<'d> Response<'d> {
    /// Returns the schema of the answer's JSON form.
    pub(in crate::lower) fn schema(&self) -> Option<&Node<'d>> {
        content::json(&self.contents)?.schema.as_ref()
    }
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
    schemes: &mut Vec<Scheme<'d>>,
    problems: &Problems<'_>,
) -> Vec<Operation<'d>> {
    let mut operations: Vec<Operation<'d>> = Vec::new();
    let mut ids = BTreeSet::new();
    let Some(paths) = root.get("paths") else {
        // A 3.1 document may describe nothing but webhooks or components.
        let others = ["webhooks", "components"].iter().any(|it| root.get(it).is_some());
        if !(root.is_of_3_1() && others) {
            let message = "`paths` is missing: there is no operation to generate";
            problems.note(diagnostic::LEFT_OUT, root, message);
        }
        return operations;
    };
    for (path, item) in object(&paths, problems) {
        if path.starts_with("x-") {
            continue;
        }
        let path = with_slash(path, &item, problems);
        let Some(item) = resolve(&item, problems) else { continue };
        for (key, node) in object(&item, problems) {
            let Some(method) = method(key) else {
                check_member(key, &node, problems);
                continue;
            };
            // Not what OpenAPI allows, but what documents of many files do.
            let Some(node) = resolve(&node, problems) else { continue };
            let Some(mut operation) = read(path.clone(), method, &item, &node, problems) else {
                continue;
            };
            let own = security::read(&node, schemes, problems);
            operation.security = own.unwrap_or_else(|| security.to_vec());
            if ids.contains(&operation.id) {
                let message = format!("`{}` is the id of another operation too", operation.id);
                problems.note(diagnostic::OPERATION_ID, &node, message);
                let id = format!("{} {path}", method.as_str());
                operation.id = names::free(id, |it| ids.contains(it));
            }
            ids.insert(operation.id.clone());
            operations.push(operation);
        }
    }
    operations
}

fn with_slash<'d>(path: &'d str, item: &Node<'d>, problems: &Problems<'_>) -> Cow<'d, str> {
    if path.starts_with('/') {
        return path.into();
    }
    let message = format!("a path begins with `/`; `{path}` is taken as `/{path}`");
    problems.note(diagnostic::REPAIRED, item, message);
    format!("/{path}").into()
}

/// Says what of a path item is not looked at.
fn check_member(key: &str, node: &Node<'_>, problems: &Problems<'_>) {
    match key {
        "summary" | "description" | "parameters" | "servers" | "$ref" => {}
        _ if key.starts_with("x-") => {}
        _ => {
            let message = format!("`{key}` is no member of a path item");
            problems.note(diagnostic::UNKNOWN_KEYWORD, node, message);
        }
    }
}

fn read<'d>(
    path: Cow<'d, str>,
    method: Method,
    item: &Node<'d>,
    node: &Node<'d>,
    problems: &Problems<'_>,
) -> Option<Operation<'d>> {
    let own = [
        ("parameters", Value::Null),
        ("requestBody", Value::Null),
        ("responses", json!({})),
        ("callbacks", Value::Null),
        ("security", Value::Null),
        ("servers", Value::Null),
        ("externalDocs", Value::Null),
    ];
    // In 3.1 nothing need be said of the answers.
    if node.value().is_object() && node.get("responses").is_none() && !node.is_of_3_1() {
        let message = "`responses` is missing; any answer is taken as it comes";
        problems.note(diagnostic::REPAIRED, node, message);
    }
    let expected = Expected { own: &own, ..Expected::default() };
    let shell: openapiv3::Operation = piece(node, &expected, problems)?;
    let id = shell.operation_id.filter(|it| !it.is_empty()).unwrap_or_else(|| {
        let message = format!("{} {path} has no `operationId`", method.as_str());
        problems.note(diagnostic::OPERATION_ID, node, message);
        format!("{} {path}", method.as_str())
    });
    if let Some(callbacks) = node.get("callbacks") {
        let message = "`callbacks` of an operation are not supported";
        problems.note(diagnostic::UNUSED, &callbacks, message);
    }
    let server = |it: &Node<'_>| servers::read(it, problems).into_iter().next().map(|it| it.url);
    let mut parameters = parameter::read_all(item, node, problems);
    parameter::match_path(&path, &mut parameters, node, problems);
    Some(Operation {
        id,
        method,
        tag: shell.tags.into_iter().next().unwrap_or_else(|| subject(&path).to_owned()),
        path,
        summary: shell.summary.unwrap_or_default(),
        description: shell.description.unwrap_or_default(),
        parameters,
        body: node.get("requestBody").and_then(|it| body(&it, problems)),
        responses: responses(node, problems),
        security: Vec::new(),
        deprecated: shell.deprecated,
        server: server(node).or_else(|| server(item)),
        rust_name: node.get("x-rust-name").and_then(|it| rust_name(&it, problems)),
        hint: hint::read(node, problems),
        emits: webhook::emits(node, problems),
        node: node.clone(),
    })
}

/// Returns the first word of a path that is neither a parameter nor a version.
fn subject(path: &str) -> &str {
    let is_version = |it: &str| {
        let digits = it.trim_start_matches(['v', 'V']);
        digits.starts_with(|it: char| it.is_ascii_digit())
            && digits.chars().all(|it| it.is_ascii_digit() || matches!(it, '.' | '-' | '_'))
    };
    let says_nothing = |it: &&str| {
        it.contains('{') || !it.contains(char::is_alphanumeric) || *it == "api" || is_version(it)
    };
    path.split(['/', '?', '#']).find(|it| !says_nothing(it)).unwrap_or("Default")
}

fn rust_name<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<&'d str> {
    let name = node.clone().text();
    if name.is_none() {
        problems.note(diagnostic::EXTENSION, node, "`x-rust-name` must be text");
    }
    name
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

fn body<'d>(node: &Node<'d>, problems: &Problems<'_>) -> Option<Body<'d>> {
    let node = resolve(node, problems)?;
    if !node.value().is_object() {
        leave_out(&node, "an object", problems);
        return None;
    }
    let Some(content) = node.get("content") else {
        let message = "`content` is missing; the body is left out";
        problems.note(diagnostic::LEFT_OUT, &node, message);
        return None;
    };
    let contents = content::read(&content, problems);
    let required = flag(&node, "required", problems);
    (!contents.is_empty()).then_some(Body { node, required, contents })
}

fn responses<'d>(operation: &Node<'d>, problems: &Problems<'_>) -> Vec<Response<'d>> {
    let mut responses = Vec::new();
    for (key, node) in operation.get("responses").iter().flat_map(|it| object(it, problems)) {
        if key.starts_with("x-") {
            continue;
        }
        let Some(status) = status(key) else {
            let message = format!("`{key}` is no status; the response is left out");
            problems.note(diagnostic::LEFT_OUT, &node, message);
            continue;
        };
        let Some(node) = resolve(&node, problems) else { continue };
        if !node.value().is_object() {
            leave_out(&node, "an object", problems);
        }
        let description = text(&node, "description", problems).unwrap_or_default();
        let contents = node.get("content").map(|it| content::read(&it, problems));
        let contents = contents.unwrap_or_default();
        responses.push(Response { node, status, description, contents });
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
