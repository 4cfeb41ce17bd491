//! Security schemes: where a credential goes.

use openapiv3::{APIKeyLocation, SecurityScheme};
use serde_json::{Value, json};
use twinspec_blueprint::{Flow, Place};

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::frame::piece::{Expected, piece};
use crate::lower::frame::{flow, object, resolve};

/// A security scheme of the document.
pub(in crate::lower) struct Scheme<'d> {
    pub(in crate::lower) name: &'d str,
    pub(in crate::lower) kind: SchemeKind,
    /// How callers get a token, if the document says so.
    pub(in crate::lower) flows: Vec<Flow>,
}

/// Where the credential of a scheme goes.
#[derive(Clone, Debug)]
pub(in crate::lower) enum SchemeKind {
    /// `Authorization: Bearer …`, whoever gave the token.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// `Authorization` in some other way: the caller writes the whole header.
    Authorization,
    /// A key in this place, by this name.
    Key(Place, String),
    /// A certificate of the client.
    MutualTls,
}

pub(super) fn read_all<'d>(root: &Node<'d>, problems: &Problems<'_>) -> Vec<Scheme<'d>> {
    let components = root.get("components").and_then(|it| resolve(&it, problems));
    let components = components.and_then(|it| it.get("securitySchemes"));
    let components = components.map(|it| object(&it, problems)).unwrap_or_default();
    let scheme = |(name, node): (&'d str, Node<'d>)| {
        let node = resolve(&node, problems)?;
        let flows = flow::read_all(&node, problems);
        Some(Scheme { name, kind: kind(&node, problems)?, flows })
    };
    components.into_iter().filter_map(scheme).collect()
}

fn kind(node: &Node<'_>, problems: &Problems<'_>) -> Option<SchemeKind> {
    match node.value().get("type").and_then(Value::as_str) {
        // New in 3.1, and nothing that `openapiv3` knows.
        Some("mutualTLS") => return Some(SchemeKind::MutualTls),
        // Where a token comes from is not looked at, however it is described.
        Some("oauth2" | "openIdConnect") => return Some(SchemeKind::Bearer),
        _ => {}
    }
    let needed = match node.value().get("type").and_then(Value::as_str) {
        Some("http") => vec![("type", json!("http")), ("scheme", json!("bearer"))],
        Some("apiKey") => vec![
            ("type", json!("apiKey")),
            ("in", json!("header")),
            ("name", json!("Authorization")),
        ],
        _ => Vec::new(),
    };
    let expected = Expected { needed: &needed, ..Expected::default() };
    Some(match piece(node, &expected, problems)? {
        SecurityScheme::HTTP { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
            "bearer" => SchemeKind::Bearer,
            "basic" => SchemeKind::Basic,
            _ => SchemeKind::Authorization,
        },
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => SchemeKind::Bearer,
        SecurityScheme::APIKey { location, name, .. } => {
            let place = match location {
                APIKeyLocation::Query => Place::Query,
                APIKeyLocation::Header => Place::Header,
                APIKeyLocation::Cookie => Place::Cookie,
            };
            SchemeKind::Key(place, name)
        }
    })
}
