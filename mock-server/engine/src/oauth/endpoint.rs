//! Endpoints: where the authorization server is found.
//!
//! A document names it by URLs, mostly at hosts of their own. The mock answers at their paths, so
//! that an app needs no more than another host, and at paths of its own besides: an operation of
//! the document may stand where the token's URL points.

use twinspec_blueprint::{Blueprint, Flow, FlowKind};

use crate::behaviour::OAuth;

/// Where the server is found whatever the document says.
const OWN: &str = "/_twinspec/oauth";

/// A path of the authorization server.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) path: String,
    pub(super) kind: Kind,
    /// The flows that go through it.
    pub(super) flows: Vec<Flow>,
}

/// What an endpoint does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Authorize,
    Token,
    Revoke,
    Reconnect,
    /// A further route of behaviour, by its position.
    Exchange(usize),
}

/// Lists the endpoints of a document; those of the document first.
pub(super) fn endpoints(blueprint: &Blueprint, rules: &OAuth) -> Vec<Endpoint> {
    let flows: Vec<&Flow> = blueprint.schemes.iter().flat_map(|it| it.flows.iter()).collect();
    let mut endpoints = Endpoints { blueprint, list: Vec::new() };
    for flow in &flows {
        endpoints.add(&flow.authorization, Kind::Authorize, flow);
        for path in [&flow.token, &flow.refresh] {
            endpoints.add(path, Kind::Token, flow);
            let parent = path.rfind('/').map_or("", |it| &path[..it]);
            if !path.is_empty() {
                endpoints.add(&format!("{parent}/revoke"), Kind::Revoke, flow);
            }
        }
    }
    for flow in &flows {
        if !flow.authorization.is_empty() {
            rules.authorize.iter().for_each(|path| endpoints.add(path, Kind::Authorize, flow));
        }
        for (position, (path, _)) in rules.exchanges.iter().enumerate() {
            endpoints.add(path, Kind::Exchange(position), flow);
        }
        if let Some((path, _)) = &rules.reconnect {
            endpoints.add(path, Kind::Reconnect, flow);
        }
        endpoints.add(&format!("{OWN}/authorize"), Kind::Authorize, flow);
        endpoints.add(&format!("{OWN}/token"), Kind::Token, flow);
        endpoints.add(&format!("{OWN}/revoke"), Kind::Revoke, flow);
    }
    endpoints.list
}

struct Endpoints<'b> {
    blueprint: &'b Blueprint,
    list: Vec<Endpoint>,
}

impl Endpoints<'_> {
    fn add(&mut self, path: &str, kind: Kind, flow: &Flow) {
        if path.is_empty() || self.is_operation(path) {
            return;
        }
        match self.list.iter_mut().find(|it| it.path == path) {
            Some(known) if known.kind == kind && !known.flows.contains(flow) => {
                known.flows.push(flow.clone());
            }
            Some(_) => {}
            None => {
                let flows = vec![flow.clone()];
                self.list.push(Endpoint { path: path.to_owned(), kind, flows });
            }
        }
    }

    /// Whether an operation stands in the way, in these very words.
    fn is_operation(&self, path: &str) -> bool {
        let bases = self.blueprint.bases.iter().map(AsRef::as_ref).chain([""]);
        let locals: Vec<&str> = bases.filter_map(|it| path.strip_prefix(it)).collect();
        let mut operations = self.blueprint.operations.iter();
        operations.any(|it| locals.contains(&it.path.trim_end_matches('/')))
    }
}

impl Endpoint {
    /// Whether a request is for it; a parameter in the path takes any segment.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        if !self.path.contains('{') {
            return self.path == path;
        }
        let (mut own, mut asked) = (self.path.split('/'), path.split('/'));
        loop {
            match (own.next(), asked.next()) {
                (None, None) => return true,
                (Some(own), Some(asked)) if own == asked || own.starts_with('{') => {}
                _ => return false,
            }
        }
    }

    /// Whether one of its flows is of this kind.
    pub(super) fn has(&self, kind: FlowKind) -> bool {
        self.flows.iter().any(|it| it.kind == kind)
    }

    /// Returns the scopes of the document, each with what it lets do.
    pub(super) fn scopes(&self) -> Vec<(&str, &str)> {
        let mut scopes: Vec<(&str, &str)> = Vec::new();
        for (name, meaning) in self.flows.iter().flat_map(|it| it.scopes.iter()) {
            if scopes.iter().all(|(it, _)| it != name) {
                scopes.push((name, meaning));
            }
        }
        scopes
    }
}
