//! Reads which credentials an operation asks for.

use std::collections::BTreeMap;

use super::{Reader, path_of};
use crate::{
    model::{Alternative, Credential, Location},
    node::Node,
    template::request_segments,
};

impl<'d> Reader<'d> {
    /// Paths of the authorization server: those of all URLs that the schemes name.
    pub(super) fn authorization(&self) -> BTreeMap<Vec<String>, String> {
        let mut paths = BTreeMap::new();
        let components = self.root.get("components");
        let schemes = components.and_then(|it| it.get("securitySchemes"));
        for (_, scheme) in schemes.iter().flat_map(Node::entries) {
            // A wrong reference to a scheme matters to those who use it.
            let Ok(scheme) = scheme.resolve() else { continue };
            let flows = scheme.get("flows");
            let flows = flows.iter().flat_map(Node::entries).map(|(_, flow)| flow);
            for owner in std::iter::once(scheme.clone()).chain(flows) {
                let keys = ["openIdConnectUrl", "authorizationUrl", "tokenUrl", "refreshUrl"];
                for url in keys.iter().filter_map(|it| owner.get(it)) {
                    let path = request_segments(url.value.as_str().map_or("", path_of));
                    // A URL without a path says where the server is, and not what it is asked.
                    if !path.is_empty() {
                        paths.entry(path).or_insert_with(|| format!("#{}", url.pointer));
                    }
                }
            }
        }
        paths
    }

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
