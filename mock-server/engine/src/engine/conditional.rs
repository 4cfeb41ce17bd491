//! Conditional requests (RFC 9110, section 13), where the document speaks of them: which version of
//! an entity there is, and which one a caller expects.

use http::header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use twinspec_blueprint::{Operation, Place};

use crate::answer::documents_exactly;
use crate::engine::Engine;
use crate::random::{hashed, hashed_bytes};
use crate::refusal::Refusal;
use crate::store::Entity;
use crate::verbs::{Located, Outcome, created_of};

/// What a caller expects of the version.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions {
    /// `If-Match`.
    expected: Option<String>,
    /// `If-None-Match`.
    known: Option<String>,
    /// `If-Modified-Since`.
    since: Option<String>,
}

impl Conditions {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| {
            let values: Vec<&str> =
                headers.get_all(name).iter().filter_map(|it| it.to_str().ok()).collect();
            (!values.is_empty()).then(|| values.join(","))
        };
        Self {
            expected: text(IF_MATCH),
            known: text(IF_NONE_MATCH),
            since: text(IF_MODIFIED_SINCE),
        }
    }
}

/// Whether the document says of an operation that its requests may be conditional.
pub(super) fn is_conditional(operation: &Operation) -> bool {
    let takes = operation.parameters.iter().any(|it| {
        it.place == Place::Header
            && (it.name.eq_ignore_ascii_case("if-match")
                || it.name.eq_ignore_ascii_case("if-none-match"))
    });
    let tells = operation.answers.iter().any(|answer| {
        let mut names = answer.headers.iter().map(|it| &it.name);
        names.any(|it| it.eq_ignore_ascii_case("etag") || it.eq_ignore_ascii_case("last-modified"))
    });
    let ends = [StatusCode::NOT_MODIFIED, StatusCode::PRECONDITION_FAILED];
    takes || tells || ends.into_iter().any(|it| documents_exactly(operation, it))
}

impl Engine {
    /// Refuses to touch another version than the caller means.
    pub(crate) fn check_version(
        &self,
        conditions: &Conditions,
        located: &Located,
        is_write: bool,
    ) -> Result<(), Refusal> {
        let etag = || located.target.as_ref().map(|it| self.etag(located.resource, it));
        let refuse = || {
            let name = &self.blueprint.resources[located.resource].name;
            let message = format!("the {name} is not in the version that is expected");
            Err(Refusal::new(StatusCode::PRECONDITION_FAILED, message))
        };
        if let Some(expected) = &conditions.expected
            && !etag().is_some_and(|it| is_listed(expected, &it, str::to_owned))
        {
            return refuse();
        }
        if let Some(known) = conditions.known.as_ref().filter(|_| is_write)
            && etag().is_some_and(|it| is_listed(known, &it, weak))
        {
            return refuse();
        }
        Ok(())
    }

    /// Whether a caller has what an answer would show.
    pub(super) fn is_known(
        &self,
        method: &Method,
        conditions: &Conditions,
        outcome: &Outcome,
    ) -> bool {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return false;
        }
        if let Some(known) = &conditions.known {
            return self.version(outcome).is_some_and(|it| is_listed(known, &it, weak));
        }
        let since = conditions.since.as_ref();
        let since = since.and_then(|it| DateTimeParser::new().parse_timestamp(it).ok());
        let modified = outcome.entity().and_then(|it| self.modified(outcome.resource, it));
        since.zip(modified).is_some_and(|(since, it)| it.as_second() <= since.as_second())
    }

    /// Returns the `ETag` of what an answer shows; `None` if nothing is known of it.
    pub(super) fn version(&self, outcome: &Outcome) -> Option<String> {
        if outcome.is_stateless {
            return None;
        }
        let Some(page) = &outcome.page else {
            return outcome.entity().map(|it| self.etag(outcome.resource, it));
        };
        let place = format!("{}/{}/{}", page.total, page.offset, page.limit);
        let tags = page.entities.iter().map(|it| self.etag(outcome.resource, it));
        let version = tags.fold(hashed(0, &place), |hash, it| hashed(hash, &it));
        Some(quoted(version))
    }

    /// Returns the strong `ETag` of an entity: that of how it is shown when it is read.
    fn etag(&self, resource: usize, entity: &Entity) -> String {
        let view = self.view(resource, |it| matches!(it, twinspec_blueprint::Verb::Read { .. }));
        let shown = view.and_then(|it| it.steady(entity, self));
        let shown = shown.unwrap_or_else(|| {
            let text = entity.look(serde_json::to_vec);
            text.expect("writing JSON into memory cannot fail")
        });
        quoted(hashed_bytes(hashed(0, &entity.id), &shown))
    }

    /// Returns when an entity was changed last, if it says so.
    pub(super) fn modified(&self, resource: usize, entity: &Entity) -> Option<Timestamp> {
        let described = &self.blueprint.resources[resource];
        let stamps = [&described.updated, &described.created];
        let properties = entity.properties();
        let millis = stamps.into_iter().find_map(|it| created_of(it.as_ref(), properties))?;
        Timestamp::from_millisecond(millis).ok()
    }
}

fn quoted(version: u64) -> String {
    format!("\"{version:016x}\"")
}

fn weak(tag: &str) -> String {
    tag.trim_start_matches("W/").to_owned()
}

/// Whether a list of tags has this one; `*` has any.
fn is_listed(tags: &str, tag: &str, as_compared: impl Fn(&str) -> String) -> bool {
    let mut tags = tags.split(',').map(str::trim);
    tags.any(|it| it == "*" || as_compared(it) == tag)
}
