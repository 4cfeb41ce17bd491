//! From the document to operations.
//!
//! A problem is noted and reading goes on, so that one run reports all of them.

mod content;
mod parameter;
mod security;

use std::collections::{BTreeMap, BTreeSet};

use http::Method;

use crate::{
    error::{Error, Problem},
    model::{Operation, Response, StatusKey},
    node::Node,
    schema::{Definitions, Dialect, Direction, SchemaUse},
    template::{PathTemplate, request_segments},
};

/// All that is read from a document.
pub(crate) struct Contents {
    pub(crate) operations: Vec<Operation>,
    /// Paths of the servers, as segments; never empty ones.
    pub(crate) bases: BTreeSet<Vec<String>>,
    /// Paths of the authorization server, each with the place that names it.
    pub(crate) authorization: BTreeMap<Vec<String>, String>,
    /// What `x-error-schema` names.
    pub(crate) error_schema: Option<SchemaUse>,
    pub(crate) definitions: Definitions,
}

pub(crate) fn read(root: &Node<'_>) -> Result<Contents, Error> {
    let dialect = match root.text("openapi") {
        Some(version) if version.starts_with("3.0") => Dialect::V30,
        Some(version) if version.starts_with("3.") => Dialect::V31,
        _ => return Err(Error::whole_document("expected an OpenAPI document, `openapi: 3.…`")),
    };
    let mut reader = Reader {
        root: root.clone(),
        definitions: Definitions::new(dialect),
        bases: BTreeSet::new(),
        problems: Vec::new(),
    };
    let operations = reader.operations();
    let authorization = reader.authorization();
    let error_schema = root.get("x-error-schema").map(|it| reader.schema(&it, Direction::Response));
    reader.components();
    let Reader { definitions, bases, problems, .. } = reader;
    if problems.is_empty() {
        Ok(Contents { operations, bases, authorization, error_schema, definitions })
    } else {
        Err(Error::new(unique(problems)))
    }
}

/// A schema used both ways has its problem twice.
fn unique(problems: Vec<Problem>) -> Vec<Problem> {
    let mut kept: Vec<Problem> = Vec::new();
    for problem in problems {
        if !kept.contains(&problem) {
            kept.push(problem);
        }
    }
    kept
}

struct Reader<'d> {
    root: Node<'d>,
    definitions: Definitions,
    bases: BTreeSet<Vec<String>>,
    problems: Vec<Problem>,
}

impl<'d> Reader<'d> {
    fn operations(&mut self) -> Vec<Operation> {
        let mut operations = Vec::new();
        self.servers(&self.root.clone());
        let Some(paths) = self.root.get("paths") else { return operations };
        for (path, item) in paths.entries().filter(|(path, _)| !path.starts_with("x-")) {
            self.path_item(path, &item, &mut operations);
        }
        operations
    }

    fn path_item(&mut self, path: &str, item: &Node<'d>, operations: &mut Vec<Operation>) {
        let Some(item) = self.follow(item) else { return };
        self.servers(&item);
        for (key, node) in item.entries() {
            let Some(method) = method(key) else { continue };
            let Some(node) = self.follow(&node) else { continue };
            self.servers(&node);
            operations.push(self.operation(path, method, &item, &node));
        }
    }

    fn operation(
        &mut self,
        path: &str,
        method: Method,
        item: &Node<'d>,
        node: &Node<'d>,
    ) -> Operation {
        let id = node.text("operationId").map_or_else(|| format!("{method} {path}"), str::to_owned);
        Operation {
            id,
            path: path.to_owned(),
            template: PathTemplate::parse(path),
            parameters: self.parameters(item, node),
            body: node.get("requestBody").and_then(|it| self.request_body(&it)),
            responses: self.responses(node),
            security: self.security(node),
            method,
        }
    }

    fn responses(&mut self, operation: &Node<'d>) -> Vec<Response> {
        let mut responses = Vec::new();
        let described = operation.get("responses");
        for (key, node) in described.iter().flat_map(Node::entries) {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status_key(key) else {
                let message = "expected a status: `200`, `2XX` or `default`";
                self.problems.push(node.problem(message));
                continue;
            };
            let Some(node) = self.follow(&node) else { continue };
            responses.push(Response {
                status,
                key: key.to_owned(),
                headers: self.headers(&node),
                content: self.content(&node, Direction::Response),
            });
        }
        responses
    }

    /// Schemas that no operation uses are checked too: a wrong reference there is still wrong.
    fn components(&mut self) {
        let Some(components) = self.root.get("components") else { return };
        let schemas = components.get("schemas");
        for (_, node) in schemas.iter().flat_map(Node::entries) {
            self.schema(&node, Direction::Request);
            self.schema(&node, Direction::Response);
        }
    }

    fn servers(&mut self, owner: &Node<'d>) {
        for server in owner.get("servers").iter().flat_map(Node::items) {
            let mut url = server.text("url").unwrap_or_default().to_owned();
            let variables = server.get("variables");
            for (name, variable) in variables.iter().flat_map(Node::entries) {
                let value = variable.text("default").unwrap_or_default();
                url = url.replace(&format!("{{{name}}}"), value);
            }
            let base = request_segments(path_of(&url));
            if !base.is_empty() {
                self.bases.insert(base);
            }
        }
    }

    fn schema(&mut self, node: &Node<'d>, direction: Direction) -> SchemaUse {
        self.definitions.define(node, direction, &mut self.problems)
    }

    /// Follows references; a wrong one is noted.
    fn follow(&mut self, node: &Node<'d>) -> Option<Node<'d>> {
        node.resolve().map_err(|problem| self.problems.push(problem)).ok()
    }
}

/// Returns the path of a URL, which may be relative.
fn path_of(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
        None => url,
    };
    path.split(['?', '#']).next().unwrap_or_default()
}

fn method(key: &str) -> Option<Method> {
    Some(match key {
        "get" => Method::GET,
        "put" => Method::PUT,
        "post" => Method::POST,
        "delete" => Method::DELETE,
        "options" => Method::OPTIONS,
        "head" => Method::HEAD,
        "patch" => Method::PATCH,
        "trace" => Method::TRACE,
        _ => return None,
    })
}

fn status_key(key: &str) -> Option<StatusKey> {
    if key == "default" {
        return Some(StatusKey::Default);
    }
    if let Some(class) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        return class.parse().ok().filter(|it| (1..=5).contains(it)).map(StatusKey::Range);
    }
    key.parse().ok().filter(|it| (100..=599).contains(it)).map(StatusKey::Exact)
}
