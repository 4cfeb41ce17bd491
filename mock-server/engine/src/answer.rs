//! Answers: chosen by what happened, and filled.
//!
//! The blueprint describes a body slot by slot. Here the views in it get numbers, so that an
//! entity can keep its JSON for each of them.

mod render;
mod view;

use http::{HeaderValue, StatusCode};
use twinspec_blueprint::{Action, Answer, Fill, List, Operation, Slot, Status, Verb};

pub(crate) use crate::answer::render::{Filling, Maker, fill, phrase};
pub(crate) use crate::answer::view::{NumberedView, Views};

/// The answers of an operation, ready to be filled.
#[derive(Debug)]
pub(crate) struct Answers {
    success: (StatusCode, Prepared),
    listed: Vec<(Status, Prepared)>,
}

/// One answer, ready to be filled.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) media_type: HeaderValue,
    pub(crate) body: Part,
}

/// What fills a place in an answer; [`Fill`] with numbered views.
#[derive(Debug)]
pub(crate) enum Part {
    Object(Vec<Member>),
    Entity(usize),
    Entities(usize),
    Other(Fill),
}

/// A property of an object in an answer.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// The name as it stands in the object: `"name":`.
    pub(crate) key: Vec<u8>,
    pub(crate) required: bool,
    pub(crate) part: Part,
}

impl Answers {
    pub(crate) fn new(position: usize, operation: &Operation, views: &mut Views<'_>) -> Self {
        let resource = match &operation.action {
            Action::On { resource, .. } => Some(*resource),
            Action::Respond => None,
        };
        let mut owner = Owner { operation: position, resource, views };
        let listed = operation.answers.iter();
        let listed = listed.map(|answer| (answer.status, owner.prepare(answer))).collect();
        let status = success_status(operation);
        let success = match answer_for(operation, status) {
            Some(answer) => owner.prepare(answer),
            None => Prepared {
                media_type: HeaderValue::from_static("application/json"),
                body: Part::Other(Fill::Nothing),
            },
        };
        let success = (status, success);
        Self { success, listed }
    }

    /// Returns the status of success and the answer that goes with it.
    pub(crate) fn success(&self) -> (StatusCode, &Prepared) {
        (self.success.0, &self.success.1)
    }

    /// Returns the answer that the document lists for a status.
    pub(crate) fn listed(&self, status: StatusCode) -> Option<&Prepared> {
        let exact = Status::Exact(status.as_u16());
        let range = Status::Range(status.as_u16() / 100);
        [exact, range, Status::Default].iter().find_map(|wanted| {
            self.listed.iter().find(|(it, _)| it == wanted).map(|(_, prepared)| prepared)
        })
    }
}

/// Whether the document lists an answer that stands for a status.
pub(crate) fn documents(operation: &Operation, status: StatusCode) -> bool {
    answer_for(operation, status).is_some()
}

/// Whether the document lists an answer for just this status.
pub(crate) fn documents_exactly(operation: &Operation, status: StatusCode) -> bool {
    operation.answers.iter().any(|it| it.status == Status::Exact(status.as_u16()))
}

/// Turns the slots of the general error into a body.
pub(crate) fn prepare_slots(slots: &List<Slot>, views: &mut Views<'_>) -> Part {
    Owner { operation: usize::MAX, resource: None, views }.object(slots)
}

fn answer_for(operation: &Operation, status: StatusCode) -> Option<&Answer> {
    let exact = Status::Exact(status.as_u16());
    let range = Status::Range(status.as_u16() / 100);
    [exact, range, Status::Default]
        .into_iter()
        .find_map(|wanted| operation.answers.iter().find(|it| it.status == wanted))
}

/// Returns the status of success: the usual one of the verb if the document lists it, else the
/// first 2xx that it lists.
fn success_status(operation: &Operation) -> StatusCode {
    let usual = match &operation.action {
        Action::On { verb: Verb::Create, .. } => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    if documents_exactly(operation, usual) {
        return usual;
    }
    let mut exact = operation.answers.iter().filter_map(|answer| match answer.status {
        Status::Exact(status) => StatusCode::from_u16(status).ok().filter(StatusCode::is_success),
        Status::Range(_) | Status::Default => None,
    });
    exact.next().unwrap_or(usual)
}

/// Whose views are numbered.
struct Owner<'a, 'b> {
    operation: usize,
    resource: Option<usize>,
    views: &'a mut Views<'b>,
}

impl Owner<'_, '_> {
    fn prepare(&mut self, answer: &Answer) -> Prepared {
        let media_type = answer.media_type.as_deref().unwrap_or("application/json");
        let media_type = HeaderValue::from_str(media_type)
            .unwrap_or_else(|_| HeaderValue::from_static("application/json"));
        Prepared { media_type, body: self.part(&answer.body) }
    }

    fn part(&mut self, fill: &Fill) -> Part {
        match (fill, self.resource) {
            (Fill::Object(slots), _) => self.object(slots),
            (Fill::Entity(view), Some(resource)) => {
                Part::Entity(self.views.number(view, resource, self.operation))
            }
            (Fill::Entities(view), Some(resource)) => {
                Part::Entities(self.views.number(view, resource, self.operation))
            }
            (Fill::Entity(_) | Fill::Entities(_), None) => Part::Other(Fill::Nothing),
            (other, _) => Part::Other(other.clone()),
        }
    }

    fn object(&mut self, slots: &List<Slot>) -> Part {
        let members = slots.iter().map(|slot| Member {
            name: slot.name.to_string(),
            key: key(&slot.name),
            required: slot.required,
            part: self.part(&slot.fill),
        });
        Part::Object(members.collect())
    }
}

/// Writes a property's name as it stands in an object.
fn key(name: &str) -> Vec<u8> {
    let mut key = serde_json::Value::from(name).to_string().into_bytes();
    key.push(b':');
    key
}
