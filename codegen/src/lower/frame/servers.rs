//! Servers, with their variables.

use openapiv3::Server;

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::frame::pieces;

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
    let servers: Vec<Server> = pieces(of, "servers", problems);
    servers.into_iter().map(named).collect()
}

fn named(server: Server) -> Named {
    let mut url = server.url.trim().to_owned();
    let mut variables = Vec::new();
    for (name, variable) in server.variables.into_iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &format!("{{{name}={}}}", variable.default));
        variables.push(Variable {
            name,
            default: variable.default,
            description: variable.description.unwrap_or_default(),
            values: variable.enumeration,
        });
    }
    Named { url, variables }
}
