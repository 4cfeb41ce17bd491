//! OAuth 2 flows: where callers get a token, and for what.

use serde_json::Value;
use twinspec_blueprint::{Flow, FlowKind, Text};

use crate::diagnostic::Problems;
use crate::document::Node;
use crate::lower::frame::object;
use crate::lower::frame::piece::leave_out;

const KINDS: [(&str, FlowKind); 4] = [
    ("authorizationCode", FlowKind::AuthorizationCode),
    ("clientCredentials", FlowKind::ClientCredentials),
    ("implicit", FlowKind::Implicit),
    ("password", FlowKind::Password),
];

/// Reads the flows of a scheme; one that is not `oauth2` has none.
pub(super) fn read_all(scheme: &Node<'_>, problems: &Problems<'_>) -> Vec<Flow> {
    if scheme.value().get("type").and_then(Value::as_str) != Some("oauth2") {
        return Vec::new();
    }
    let Some(flows) = scheme.get("flows") else { return Vec::new() };
    let flow = |(name, node): (&str, Node<'_>)| {
        let (_, kind) = KINDS.iter().find(|(it, _)| *it == name)?;
        node.value().is_object().then(|| read(*kind, &node, problems)).or_else(|| {
            leave_out(&node, "an object", problems);
            None
        })
    };
    object(&flows, problems).into_iter().filter_map(flow).collect()
}

fn read(kind: FlowKind, node: &Node<'_>, problems: &Problems<'_>) -> Flow {
    let path = |name| node.get(name).map(|it| path(&it, problems)).unwrap_or_default();
    let scopes = node.get("scopes").map(|it| object(&it, problems)).unwrap_or_default();
    let scopes = scopes.into_iter().map(|(name, meaning)| {
        let meaning = meaning.value().as_str().unwrap_or_default();
        (Text::from(name.to_owned()), Text::from(meaning.to_owned()))
    });
    Flow {
        kind,
        authorization: path("authorizationUrl"),
        token: path("tokenUrl"),
        refresh: path("refreshUrl"),
        scopes: scopes.collect(),
    }
}

/// Returns the path of a URL. Its host is somebody else's: a mock answers for it on its own.
fn path(node: &Node<'_>, problems: &Problems<'_>) -> Text {
    let Some(url) = node.value().as_str() else {
        leave_out(node, "a URL", problems);
        return Text::default();
    };
    let local =
        url.split_once("://").map_or(url, |(_, it)| it.find('/').map_or("", |at| &it[at..]));
    let local = local.split(['?', '#']).next().unwrap_or_default();
    let local = local.trim_matches('/');
    // The root is the API's, whoever names it.
    if local.is_empty() { Text::default() } else { format!("/{local}").into() }
}
