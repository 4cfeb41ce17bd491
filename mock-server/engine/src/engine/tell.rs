//! Headers that say something of an entity: its version, when it was changed, where it is.

use http::header::HOST;
use http::{HeaderMap, Response, StatusCode, request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use twinspec_blueprint::{Action, Key, Operation, Verb};

use crate::answer::Headers;
use crate::engine::Engine;
use crate::service::Body;
use crate::store::Entity;
use crate::verbs::Outcome;

/// What is written otherwise in a segment of a path.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Engine {
    /// Adds the headers of an answer: those that its description gives, and over them those that
    /// are known of what it shows.
    pub(super) fn add_headers(
        &self,
        operation: usize,
        headers: &Headers,
        outcome: Option<&Outcome>,
        parts: &request::Parts,
        response: &mut Response<Body>,
    ) {
        for (name, value) in headers.made(self.seed) {
            response.headers_mut().insert(name, value.clone());
        }
        let Some(outcome) = outcome.filter(|it| !it.is_stateless) else { return };
        let status = response.status();
        let told = headers.told(|name, is_absolute| match name {
            "etag" => self.version(outcome),
            "last-modified" => {
                let modified = self.modified(outcome.resource, outcome.entity()?)?;
                Some(modified.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
            }
            "location" if status == StatusCode::CREATED => {
                let path = self.item_path(operation, outcome.resource, outcome.entity()?, parts)?;
                Some(if is_absolute { absolute(&parts.headers, &path) } else { path })
            }
            _ => None,
        });
        for (name, value) in told {
            response.headers_mut().insert(name, value);
        }
    }

    /// Returns the path of an entity that an operation made, below the same base.
    fn item_path(
        &self,
        operation: usize,
        resource: usize,
        entity: &Entity,
        parts: &request::Parts,
    ) -> Option<String> {
        let items = || self.blueprint.operations.iter().filter_map(|it| item(it, resource));
        let reads = |it: &Item<'_>| matches!(it.verb, Verb::Read { .. });
        let item = items().find(reads).or_else(|| items().next())?;
        let mut path = item.operation.path.split(['?', '#']).next()?.to_owned();
        let ids = item.scope.iter().zip(&entity.scope);
        let ids = ids.filter_map(|(name, id)| Some((name.as_deref()?, id)));
        for (name, id) in ids.chain([(item.name, &entity.id)]) {
            let id = utf8_percent_encode(id, SEGMENT).to_string();
            path = path.replace(&format!("{{{name}}}"), &id);
        }
        let made_by = &self.blueprint.operations[operation].path;
        (!path.contains('{')).then(|| format!("{}{path}", base(parts.uri.path(), made_by)))
    }
}

/// An operation on one entity, which its path names.
struct Item<'a> {
    operation: &'a Operation,
    verb: &'a Verb,
    scope: &'a [Option<twinspec_blueprint::Text>],
    /// The parameter that holds the id.
    name: &'a str,
}

fn item(operation: &Operation, position: usize) -> Option<Item<'_>> {
    let Action::On { resource, scope, verb, .. } = &operation.action else { return None };
    match verb.key() {
        Some(Key::Parameter(name)) if *resource == position => {
            Some(Item { operation, verb, scope, name })
        }
        _ => None,
    }
}

/// Returns what stands in a path before that of the operation.
fn base<'a>(path: &'a str, template: &str) -> &'a str {
    let template = template.split(['?', '#']).next().unwrap_or_default();
    let own = template.trim_matches('/').split('/').count();
    let path = path.trim_end_matches('/');
    let start = path.rmatch_indices('/').nth(own - 1).map_or(0, |(start, _)| start);
    &path[..start]
}

fn absolute(headers: &HeaderMap, path: &str) -> String {
    let host = headers.get(HOST).and_then(|it| it.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}{path}")
}
