//! The choice of an answer: what the document lists, what the caller takes and what it wishes for.

use std::borrow::Cow;

use http::header::ACCEPT;
use http::{HeaderMap, StatusCode, request};
use twinspec_blueprint::Answer;

use crate::answer::{position, usual};
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::request::accept;
use crate::request::prefer::Prefer;

/// Which answer a request gets if nothing is wrong with it.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) status: StatusCode,
    /// The position of the answer in the document.
    pub(crate) answer: Option<usize>,
    /// The position of its representation.
    pub(crate) representation: Option<usize>,
    /// The position of the example that the caller named.
    pub(crate) example: Option<usize>,
    /// Whether the caller wants a value that is made up.
    pub(crate) is_dynamic: bool,
    /// Whether the caller asked for one of the document's answers; then nothing is carried out.
    pub(crate) is_wished: bool,
}

impl Engine {
    /// Chooses the answer of success, or the one that the caller wishes for.
    pub(super) fn choose(
        &self,
        operation: usize,
        parts: &request::Parts,
    ) -> Result<Choice, Refusal> {
        let success = self.prepared[operation].answers.usual();
        let query = parts.uri.query().unwrap_or_default();
        let wishes = Prefer::read(&parts.headers, query);
        let is_wished = wishes.is_some();
        let prefer = wishes.unwrap_or_default();
        let described = &self.blueprint.operations[operation];
        let (status, answer) = match &prefer.code {
            Some(code) => {
                let status = code.parse().ok().filter(|it| (100..600).contains(it));
                let status = status.and_then(|it| StatusCode::from_u16(it).ok());
                let found = status.and_then(|it| Some((it, position(described, it)?)));
                let (status, answer) = found.ok_or_else(|| unknown("status", code))?;
                (status, Some(answer))
            }
            None => (success.status, success.answer),
        };
        let listed = answer.map(|it| &described.answers[it]);
        let is_success = answer == success.answer;
        let usual = if is_success { success.representation } else { listed.and_then(usual) };
        let representation = match (listed, usual) {
            (Some(answer), Some(usual)) => match welcome(answer, &parts.headers, usual) {
                None if is_success => return Err(not_acceptable(answer, &parts.headers)),
                // An error that nobody can read tells more than none.
                None => Some(usual),
                some => some,
            },
            _ => None,
        };
        let example = match (&prefer.example, listed, representation) {
            (None, ..) => None,
            (Some(name), Some(answer), Some(representation)) => {
                let examples = &answer.representations[representation].examples;
                let found = examples.iter().position(|it| it.name == name.as_str());
                Some(found.ok_or_else(|| unknown("example", name))?)
            }
            (Some(name), ..) => return Err(unknown("example", name)),
        };
        let is_dynamic = prefer.dynamic.unwrap_or(self.is_dynamic);
        Ok(Choice { status, answer, representation, example, is_dynamic, is_wished })
    }
}

/// Returns the representation of an answer that the caller likes best.
pub(super) fn welcome(answer: &Answer, headers: &HeaderMap, usual: usize) -> Option<usize> {
    // Between media types that are equally welcome the usual one comes first.
    let accept = accept_of(headers);
    if accept.as_deref().is_none_or(|it| it.trim() == "*/*") {
        return Some(usual);
    }
    let others = (0..answer.representations.len()).filter(|it| *it != usual);
    let order: Vec<usize> = std::iter::once(usual).chain(others).collect();
    let media_type = |it: &usize| answer.representations[*it].media_type.as_ref();
    let offered: Vec<&str> = order.iter().map(media_type).collect();
    accept::choose(accept.as_deref(), &offered).map(|it| order[it])
}

/// Returns all lines of `Accept` as one.
fn accept_of(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let mut lines = headers.get_all(ACCEPT).iter().filter_map(|it| it.to_str().ok());
    let first = Cow::Borrowed(lines.next()?);
    Some(lines.fold(first, |accept, line| accept + "," + line))
}

fn not_acceptable(answer: &Answer, headers: &HeaderMap) -> Refusal {
    let offered: Vec<&str> =
        answer.representations.iter().map(|it| it.media_type.as_ref()).collect();
    let accept = accept_of(headers).unwrap_or_default();
    let offered = offered.join("` or `");
    let message = format!("the answer cannot be of type `{accept}`, expected `{offered}`");
    Refusal::new(StatusCode::NOT_ACCEPTABLE, message)
}

fn unknown(what: &str, wanted: &str) -> Refusal {
    let message = format!("the document has no {what} `{wanted}` for this answer");
    Refusal::new(StatusCode::NOT_FOUND, message)
}
