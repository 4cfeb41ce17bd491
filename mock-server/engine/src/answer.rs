//! Answers: chosen by what happened, and filled.
//!
//! The blueprint describes the body of a success slot by slot. Here the views in it get numbers, so
//! that an entity can keep its JSON for each of them.

mod column;
mod header;
mod render;
mod status;
mod view;
mod xml;

use http::{HeaderValue, StatusCode};
use twinspec_blueprint::{Action, Answer, Fill, List, Make, Operation, Representation, Slot};

use crate::verbs::Outcome;

use crate::request::body::is_json;
use crate::shape::Shape;

pub(crate) use crate::answer::header::Headers;
pub(crate) use crate::answer::render::{Filling, Maker, fill, phrase};
pub(crate) use crate::answer::status::{best_status, documents, documents_exactly, position};
pub(crate) use crate::answer::view::{NumberedView, Views};
pub(crate) use crate::answer::xml::xml;

/// The answers of an operation, ready to be filled.
pub(crate) struct Answers {
    success: Success,
    /// The answer when an entity was made by an operation that also changes them.
    created: Option<Success>,
    /// Everything that is listed, at its position in the document.
    pub(crate) listed: Vec<Listed>,
}

/// An answer that the document lists.
pub(crate) struct Listed {
    /// What the representations look like, at their positions; `None` if nothing is said of one.
    pub(crate) shapes: Vec<Option<Shape>>,
    pub(crate) headers: Headers,
}

/// What an operation answers when nothing goes wrong.
pub(crate) struct Success {
    pub(crate) status: StatusCode,
    /// The position of the answer that stands for the status.
    pub(crate) answer: Option<usize>,
    /// The position of the representation that is given when nobody wishes for another.
    pub(crate) representation: Option<usize>,
    pub(crate) media_type: HeaderValue,
    /// What fills that representation; `None` if it is made from the document alone.
    pub(crate) body: Option<Part>,
    /// What the body must satisfy, where filling its parts does not make sure of it.
    pub(crate) shape: Option<Shape>,
}

/// What fills a place in an answer; [`Fill`] with numbered views.
pub(crate) enum Part {
    Object(Vec<Member>),
    Entity(usize),
    Entities(usize),
    Keyed(usize),
    /// A value made of its schema.
    Shape(Shape),
    Other(Fill),
}

/// A property of an object in an answer.
pub(crate) struct Member {
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
        let status = status::of_success(operation);
        let success = owner.success(operation, status);
        let makes = matches!(&operation.action, Action::On { verb, .. } if verb.creates());
        let made = makes && status != StatusCode::CREATED;
        let created = (made && documents_exactly(operation, StatusCode::CREATED))
            .then(|| owner.success(operation, StatusCode::CREATED));
        let shapes = owner.views.shapes;
        let listed = operation.answers.iter().map(|answer| {
            let shape = |it: &Representation| it.schema.as_ref().map(|it| shapes.shape(it));
            Listed {
                shapes: answer.representations.iter().map(shape).collect(),
                headers: Headers::new(&answer.headers, shapes),
            }
        });
        let listed = listed.collect();
        Self { success, created, listed }
    }

    /// Returns what is answered when nothing goes wrong, as far as it is known beforehand.
    pub(crate) fn usual(&self) -> &Success {
        &self.success
    }

    /// Returns what is answered when nothing went wrong.
    pub(crate) fn success(&self, outcome: &Outcome) -> &Success {
        self.created.as_ref().filter(|_| outcome.created).unwrap_or(&self.success)
    }

    /// Returns the number of the view that the success shows one entity by.
    pub(crate) fn view(&self) -> Option<usize> {
        fn of(part: &Part) -> Option<usize> {
            match part {
                Part::Entity(view) | Part::Entities(view) | Part::Keyed(view) => Some(*view),
                Part::Object(members) => members.iter().find_map(|it| of(&it.part)),
                Part::Shape(_) | Part::Other(_) => None,
            }
        }
        self.success.body.as_ref().and_then(of)
    }
}

/// Returns the representation that is given when nobody wishes for another: JSON, if there is any.
pub(crate) fn usual(answer: &Answer) -> Option<usize> {
    let is_json = |media_type: &str| is_json(&crate::request::body::essence(media_type));
    let json = answer.representations.iter().position(|it| is_json(&it.media_type));
    json.or_else(|| (!answer.representations.is_empty()).then_some(0))
}

/// Whose views are numbered.
struct Owner<'a, 'b> {
    operation: usize,
    resource: Option<usize>,
    views: &'a mut Views<'b>,
}

impl Owner<'_, '_> {
    fn success(&mut self, operation: &Operation, status: StatusCode) -> Success {
        let position = status::position(operation, status);
        let answer = position.map(|it| &operation.answers[it]);
        let keeps = self.resource.is_some();
        // What keeps nothing answers with whatever the document lists first.
        let listed = |it: &Answer| (!it.representations.is_empty()).then_some(0);
        let representation = answer.and_then(|it| if keeps { usual(it) } else { listed(it) });
        let is_filled = |it: &&Answer| {
            it.representations.is_empty()
                || keeps && it.media_type.is_some() && it.body != Fill::Nothing
        };
        let body = match answer {
            None => Some(Part::Other(Fill::Nothing)),
            Some(answer) => Some(answer).filter(is_filled).map(|it| self.part(&it.body)),
        };
        let shape = answer.and_then(|it| it.schema.as_ref());
        let shape = shape.map(|it| self.views.shapes.shape(it));
        let media_type =
            answer.and_then(|it| HeaderValue::from_str(it.media_type.as_deref()?).ok());
        let media_type = media_type.unwrap_or(HeaderValue::from_static("application/json"));
        Success { status, answer: position, representation, media_type, body, shape }
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
            (Fill::Keyed(view), Some(resource)) => {
                Part::Keyed(self.views.number(view, resource, self.operation))
            }
            (Fill::Entity(_) | Fill::Entities(_) | Fill::Keyed(_), None) => {
                Part::Other(Fill::Nothing)
            }
            (Fill::Made(Make::Schema(schema)), _) => Part::Shape(self.views.shapes.shape(schema)),
            (other, _) => Part::Other(other.clone()),
        }
    }

    fn object(&mut self, slots: &List<Slot>) -> Part {
        let members = slots.iter().map(|slot| Member {
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
