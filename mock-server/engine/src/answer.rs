//! Answers: chosen by what happened, and filled.
//!
//! The blueprint describes a body slot by slot. Here the views in it get numbers, so that an
//! entity can keep its JSON for each of them.

mod render;
mod view;

use http::{HeaderValue, StatusCode};
use twinspec_blueprint::{Action, Answer, Fill, List, Make, Operation, Slot, Status, Verb};

use crate::shape::Shape;
use crate::verbs::Outcome;

pub(crate) use crate::answer::render::{Filling, Maker, fill, phrase};
pub(crate) use crate::answer::view::{NumberedView, Views};

/// The answers of an operation, ready to be filled.
pub(crate) struct Answers {
    success: (StatusCode, Prepared),
    /// The answer when an entity was made by an operation that also changes them.
    created: Option<(StatusCode, Prepared)>,
    listed: Vec<(Status, Prepared)>,
}

/// One answer, ready to be filled.
pub(crate) struct Prepared {
    pub(crate) media_type: HeaderValue,
    pub(crate) body: Part,
    /// What the body must satisfy, where filling its parts does not make sure of it.
    pub(crate) shape: Option<Shape>,
}

/// What fills a place in an answer; [`Fill`] with numbered views.
pub(crate) enum Part {
    Object(Vec<Member>),
    Entity(usize),
    Entities(usize),
    /// A value made of its schema.
    Shape(Shape),
    Other(Fill),
}

/// A property of an object in an answer.
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
        let mut prepared = |status| match answer_for(operation, status) {
            Some(answer) => owner.prepare(answer),
            None => Prepared {
                media_type: HeaderValue::from_static("application/json"),
                body: Part::Other(Fill::Nothing),
                shape: None,
            },
        };
        let success = (status, prepared(status));
        let makes = matches!(&operation.action, Action::On { verb, .. } if verb.creates());
        let made = makes && status != StatusCode::CREATED;
        let created = (made && documents_exactly(operation, StatusCode::CREATED))
            .then(|| (StatusCode::CREATED, prepared(StatusCode::CREATED)));
        Self { success, created, listed }
    }

    /// Returns the status of success and the answer that goes with it.
    pub(crate) fn success(&self, outcome: &Outcome) -> (StatusCode, &Prepared) {
        let created = self.created.as_ref().filter(|_| outcome.created);
        let (status, prepared) = created.unwrap_or(&self.success);
        (*status, prepared)
    }

    /// Returns the number of the view that the success shows one entity by.
    pub(crate) fn view(&self) -> Option<usize> {
        fn of(part: &Part) -> Option<usize> {
            match part {
                Part::Entity(view) | Part::Entities(view) => Some(*view),
                Part::Object(members) => members.iter().find_map(|it| of(&it.part)),
                Part::Shape(_) | Part::Other(_) => None,
            }
        }
        of(&self.success.1.body)
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
pub(crate) fn prepare_slots(slots: &List<Slot>, views: &mut Views<'_>) -> Prepared {
    let body = Owner { operation: usize::MAX, resource: None, views }.object(slots);
    Prepared { media_type: HeaderValue::from_static("application/json"), body, shape: None }
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
        Action::On { verb: Verb::Delete { .. } | Verb::Clear(_), .. }
            if documents_exactly(operation, StatusCode::NO_CONTENT) =>
        {
            StatusCode::NO_CONTENT
        }
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
        let shape = answer.schema.as_ref().map(|it| self.views.shapes.shape(it));
        Prepared { media_type, body: self.part(&answer.body), shape }
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
            (Fill::Made(Make::Schema(schema)), _) => Part::Shape(self.views.shapes.shape(schema)),
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
