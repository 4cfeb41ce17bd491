//! Reads which credentials an operation asks for.

use super::Reader;
use crate::{
    model::{Alternative, Credential, Location},
    node::Node,
};

impl<'d> Reader<'d> {
    /// The operation's own requirements, or those of the document.
    pub(super) fn security(&mut self, operation: &Node<'d>) -> Vec<Alternative> {
        let own = operation.get("security").or_else(|| self.root.get("security"));
        let mut alternatives = Vec::new();
        for node in own.iter().flat_map(Node::items) {
            let credentials = node.entries().filter_map(|(name, it)| self.credential(name, &it));
            alternatives.push(Alternative(credentials.collect()));
        }
        alternatives
    }

    fn credential(&mut self, name: &str, used: &Node<'d>) -> Option<Credential> {
        let schemes = self.root.get("components").and_then(|it| it.get("securitySchemes"));
        let Some(scheme) = schemes.and_then(|it| it.get(name)) else {
            self.problems.push(used.problem(format!("no security scheme is called `{name}`")));
            return None;
        };
        let scheme = self.follow(&scheme)?;
        match scheme.text("type") {
            Some("http") => {
                let name = scheme.text("scheme").unwrap_or("bearer").to_ascii_lowercase();
                Some(Credential::Authorization(name))
            }
            Some("oauth2" | "openIdConnect") => {
                Some(Credential::Authorization("bearer".to_owned()))
            }
            Some("apiKey") => self.api_key(&scheme),
            Some("mutualTLS") => Some(Credential::Invisible),
            _ => {
                let message = "expected `type: http`, `apiKey`, `oauth2`, `openIdConnect` or \
                               `mutualTLS`";
                self.problems.push(scheme.problem(message));
                None
            }
        }
    }

    fn api_key(&mut self, scheme: &Node<'d>) -> Option<Credential> {
        let location = match scheme.text("in") {
            Some("query") => Some(Location::Query),
            Some("header") => Some(Location::Header),
            Some("cookie") => Some(Location::Cookie),
            _ => None,
        };
        if let (Some(location), Some(name)) = (location, scheme.text("name")) {
            return Some(Credential::ApiKey { location, name: name.to_owned() });
        }
        self.problems
            .push(scheme.problem("expected `in: query`, `header` or `cookie` and a `name`"));
        None
    }
}
