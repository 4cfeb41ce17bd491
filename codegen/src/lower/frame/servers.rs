//! Servers, with their variables.

use openapiv3::{Server, ServerVariable};
use serde_json::{Value, json};

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::frame::piece::{Expected, piece};
use crate::lower::frame::{list, object};

/// A server that the document names.
pub(in crate::lower) struct Named {
    /// The URL, in which each variable stands with its default: `https://{region=eu}.example.com`.
    pub(in crate::lower) url: String,
    pub(in crate::lower) variables: Vec<Variable>,
}

/// A variable in a server's URL.
pub(in crate::lower) struct Variable {
    pub(in crate::lower) name: String,
    pub(in crate::lower) default: String,
    pub(in crate::lower) description: String,
    /// The values that it may have; none if it may have any.
    pub(in crate::lower) values: Vec<String>,
}

/// Reads the servers of a document, a path or an operation.
pub(super) fn read(of: &Node<'_>, problems: &Problems<'_>) -> Vec<Named> {
    let servers = of.get("servers").map(|it| list(&it, problems)).unwrap_or_default();
    servers.iter().filter_map(|it| server(it, problems)).collect()
}

fn server(node: &Node<'_>, problems: &Problems<'_>) -> Option<Named> {
    let own = [("variables", Value::Null)];
    let expected = Expected { own: &own, text: Some("url"), ..Expected::default() };
    let server: Server = piece(node, &expected, problems)?;
    let mut url = server.url.trim().to_owned();
    let mut variables = Vec::new();
    for (name, node) in node.get("variables").iter().flat_map(|it| object(it, problems)) {
        let Some(variable) = variable(name, &node, problems) else { continue };
        url = url.replace(&format!("{{{name}}}"), &format!("{{{name}={}}}", variable.default));
        variables.push(variable);
    }
    Some(Named { url, variables })
}

fn variable(name: &str, node: &Node<'_>, problems: &Problems<'_>) -> Option<Variable> {
    // Without a default the first of its values is as good as any.
    let first = node.get("enum").and_then(|it| it.items().next());
    let first = first.and_then(Node::text).unwrap_or_default();
    let needed = [("default", json!(first))];
    let expected = Expected { needed: &needed, text: Some("default"), ..Expected::default() };
    let variable: ServerVariable = piece(node, &expected, problems)?;
    Some(Variable {
        name: name.to_owned(),
        default: variable.default,
        description: variable.description.unwrap_or_default(),
        values: variable.enumeration,
    })
}
