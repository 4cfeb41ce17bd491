//! The document as the walker knows it: JSON, with references followed where they are met.
//!
//! Nothing is shared with the generator: a mistake in its reading must not be made here again.

use http::Method;
use serde_json::Value;

use crate::encode::preference;
use crate::node::{flag, items, members, target, text};

/// References followed one after the other; more are a circle.
const HOPS: usize = 32;

/// A document and what it says of its operations.
pub(crate) struct Document<'d> {
    pub(crate) root: &'d Value,
    pub(crate) operations: Vec<Operation<'d>>,
    /// Paths of the servers, without a slash at the end; none that is empty.
    pub(crate) bases: Vec<String>,
}

/// An operation, and all that a request to it needs.
pub(crate) struct Operation<'d> {
    pub(crate) method: Method,
    /// The path as the document writes it.
    pub(crate) path: String,
    /// Its segments, without a fragment or a query.
    pub(crate) segments: Vec<String>,
    /// What the document writes behind a `?` in the path.
    pub(crate) query: Option<String>,
    pub(crate) parameters: Vec<Parameter<'d>>,
    pub(crate) id: Option<&'d str>,
    pub(crate) bodies: Vec<Body<'d>>,
    pub(crate) is_body_required: bool,
    pub(crate) responses: Vec<Response<'d>>,
    /// What the document asks to be sent as `Accept`, if it speaks of it.
    pub(crate) accept: Option<String>,
    /// Alternatives, each a set of credentials; empty if nobody asks.
    pub(crate) security: Vec<Vec<Credential>>,
}

/// A parameter in the path, or one without which there is no request.
pub(crate) struct Parameter<'d> {
    pub(crate) place: String,
    pub(crate) name: String,
    pub(crate) required: bool,
    /// The document speaks of a header that is no parameter: what stands there is said elsewhere.
    pub(crate) is_elsewhere: bool,
    pub(crate) style: Option<&'d str>,
    pub(crate) explode: Option<bool>,
    /// The parameter is described by `content`, so its value is written as JSON.
    pub(crate) is_json: bool,
    pub(crate) schema: Option<&'d Value>,
    pub(crate) example: Option<&'d Value>,
}

/// One media type of a request body.
pub(crate) struct Body<'d> {
    pub(crate) media: String,
    pub(crate) schema: Option<&'d Value>,
    pub(crate) example: Option<&'d Value>,
}

/// A documented response.
pub(crate) struct Response<'d> {
    /// `200`, `4XX` or `default`.
    pub(crate) key: &'d str,
    /// Its media types; empty if it has no body.
    pub(crate) bodies: Vec<Body<'d>>,
}

/// One thing to say who is calling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Credential {
    /// `Authorization`, with the scheme in front.
    Authorization(String),
    ApiKey {
        place: String,
        name: String,
    },
    /// Nothing that is seen in a request.
    Invisible,
}

impl<'d> Document<'d> {
    pub(crate) fn read(root: &'d Value) -> Self {
        let mut document = Self { root, operations: Vec::new(), bases: Vec::new() };
        document.servers(root);
        for (path, item) in members(root.get("paths")).filter(|(it, _)| it.starts_with('/')) {
            let item = document.follow(item);
            document.servers(item);
            for (key, value) in members(Some(item)) {
                let Some(method) = method(key) else { continue };
                let operation = document.operation(path, method, item, document.follow(value));
                document.servers(value);
                document.operations.push(operation);
            }
        }
        document
    }

    /// Whether keywords beside `$ref` count.
    pub(crate) fn has_siblings(&self) -> bool {
        !text(self.root, "openapi").is_some_and(|it| it.starts_with("3.0"))
    }

    /// Follows references; one that leads nowhere stays as it is.
    pub(crate) fn follow(&self, value: &'d Value) -> &'d Value {
        let mut value = value;
        for _ in 0..HOPS {
            match text(value, "$ref").and_then(|it| target(self.root, it)) {
                Some(next) => value = next,
                None => break,
            }
        }
        value
    }

    fn operation(
        &self,
        path: &str,
        method: Method,
        item: &'d Value,
        node: &'d Value,
    ) -> Operation<'d> {
        let bare = path.split('#').next().unwrap_or_default();
        let (bare, query) = match bare.split_once('?') {
            Some((bare, query)) => (bare, Some(query.to_owned())),
            None => (bare, None),
        };
        let segments = bare.split('/').filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let owners = items(node.get("parameters")).chain(items(item.get("parameters")));
        let accept = owners.map(|it| self.follow(it)).find(|it| {
            text(it, "in") == Some("header")
                && text(it, "name").is_some_and(|it| it.eq_ignore_ascii_case("accept"))
        });
        let accept =
            accept.and_then(|it| self.follow(it.get("schema")?).get("enum")?.get(0)?.as_str());
        let security = node.get("security").or_else(|| self.root.get("security"));
        Operation {
            method,
            path: path.to_owned(),
            segments,
            query,
            accept: accept.map(str::to_owned),
            parameters: self.parameters(item, node),
            id: text(node, "operationId"),
            bodies: self.bodies(node.get("requestBody")),
            is_body_required: node
                .get("requestBody")
                .is_some_and(|it| flag(self.follow(it), "required")),
            responses: self.responses(node),
            security: items(security).map(|it| self.credentials(it)).collect(),
        }
    }

    fn parameters(&self, item: &'d Value, node: &'d Value) -> Vec<Parameter<'d>> {
        let mut parameters: Vec<Parameter<'d>> = Vec::new();
        for value in items(node.get("parameters")).chain(items(item.get("parameters"))) {
            let value = self.follow(value);
            let (Some(name), Some(place)) = (text(value, "name"), text(value, "in")) else {
                continue;
            };
            let elsewhere = ["accept", "authorization", "content-type"];
            let is_elsewhere =
                place == "header" && elsewhere.contains(&&*name.to_ascii_lowercase());
            let is_known = parameters.iter().any(|it| it.name == name && it.place == place);
            if is_known {
                continue;
            }
            let content = members(value.get("content")).next().map(|(_, it)| it);
            parameters.push(Parameter {
                place: place.to_owned(),
                name: name.to_owned(),
                required: flag(value, "required"),
                is_elsewhere,
                style: text(value, "style"),
                explode: value.get("explode").and_then(Value::as_bool),
                is_json: content.is_some(),
                schema: content.unwrap_or(value).get("schema"),
                example: self.example(value),
            });
        }
        parameters
    }

    fn responses(&self, node: &'d Value) -> Vec<Response<'d>> {
        let described = members(node.get("responses")).filter(|(key, _)| !key.starts_with("x-"));
        described.map(|(key, it)| Response { key, bodies: self.bodies(Some(it)) }).collect()
    }

    /// The media types of a request body or a response, those that can be looked into first.
    fn bodies(&self, owner: Option<&'d Value>) -> Vec<Body<'d>> {
        let content = owner.and_then(|it| self.follow(it).get("content"));
        let mut bodies: Vec<Body<'d>> = members(content)
            .map(|(media, it)| Body {
                media: media.to_owned(),
                schema: it.get("schema"),
                example: self.example(it),
            })
            .collect();
        bodies.sort_by_key(|it| preference(&it.media));
        bodies
    }

    fn example(&self, node: &'d Value) -> Option<&'d Value> {
        node.get("example").or_else(|| {
            let (_, first) = members(node.get("examples")).next()?;
            self.follow(first).get("value")
        })
    }

    fn credentials(&self, alternative: &'d Value) -> Vec<Credential> {
        let schemes = self.root.pointer("/components/securitySchemes");
        let scheme = |name| schemes.and_then(|it| it.get(name)).map(|it| self.follow(it));
        members(Some(alternative)).filter_map(|(name, _)| scheme(name)).map(credential).collect()
    }

    fn servers(&mut self, owner: &'d Value) {
        for server in items(owner.get("servers")) {
            let mut url = text(server, "url").unwrap_or_default().to_owned();
            for (name, variable) in members(server.get("variables")) {
                let value = text(variable, "default").unwrap_or_default();
                url = url.replace(&format!("{{{name}}}"), value);
            }
            let path = match url.split_once("://") {
                Some((_, rest)) => rest.find('/').map_or("", |it| &rest[it..]),
                None => &url,
            };
            let base = path.trim_end_matches('/').to_owned();
            if !base.is_empty() && !self.bases.contains(&base) {
                self.bases.push(base);
            }
        }
    }
}

impl Parameter<'_> {
    /// Where it stands and what it is called: `query limit`.
    pub(crate) fn key(&self) -> String {
        format!("{} {}", self.place, self.name)
    }
}

impl Operation<'_> {
    /// `METHOD /path`: every operation has this name, and no two have the same.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The names of the parameters in the path, in its order.
    pub(crate) fn path_names(&self) -> Vec<&str> {
        self.segments.iter().flat_map(|it| names(it)).collect()
    }

    /// How a parameter of this name in the path is described.
    pub(crate) fn path_parameter(&self, name: &str) -> Option<&Parameter<'_>> {
        self.parameters.iter().find(|it| it.place == "path" && it.name == name)
    }
}

/// The names in the braces of a segment.
fn names(segment: &str) -> impl Iterator<Item = &str> {
    segment.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|(name, _)| name)
}

fn credential(scheme: &Value) -> Credential {
    match text(scheme, "type") {
        Some("apiKey") => Credential::ApiKey {
            place: text(scheme, "in").unwrap_or("header").to_owned(),
            name: text(scheme, "name").unwrap_or_default().to_owned(),
        },
        Some("http") => {
            Credential::Authorization(text(scheme, "scheme").unwrap_or("bearer").to_lowercase())
        }
        Some("mutualTLS") => Credential::Invisible,
        _ => Credential::Authorization("bearer".to_owned()),
    }
}

fn method(key: &str) -> Option<Method> {
    Some(match key {
        "get" => Method::GET,
        "put" => Method::PUT,
        "post" => Method::POST,
        "delete" => Method::DELETE,
        "head" => Method::HEAD,
        "patch" => Method::PATCH,
        "options" => Method::OPTIONS,
        "trace" => Method::TRACE,
        _ => return None,
    })
}
