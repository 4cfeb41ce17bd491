//! Filling: an answer's body, written straight into bytes.

use std::sync::Arc;

use http::StatusCode;
use serde_json::Value;
use twinspec_blueprint::{Fill, Make};

use crate::answer::view::{NumberedView, separate};
use crate::answer::{Member, Part};
use crate::store::Entity;
use crate::verbs::Outcome;

/// What there is to fill an answer with.
pub(crate) struct Filling<'a> {
    /// What came of the request.
    pub(crate) outcome: &'a Outcome,
    pub(crate) views: &'a [NumberedView],
    pub(crate) maker: &'a dyn Maker,
}

/// Makes the values that the server makes by itself.
pub(crate) trait Maker {
    /// Makes one.
    fn make(&self, make: &Make) -> Value;

    /// Returns the id of an entity, as a text if it does not show it.
    fn id_of(&self, entity: (usize, &Entity)) -> Value;

    /// Returns the seed of what is made for an entity.
    fn seed_of(&self, entity: &Entity) -> u64;
}

/// Writes a part; returns whether there was anything to write.
pub(crate) fn fill(part: &Part, filling: &Filling<'_>, output: &mut Vec<u8>) -> bool {
    match part {
        Part::Object(members) => object(members, filling, output),
        Part::Entity(view) => match filling.outcome.entity() {
            Some(entity) => filling.views[*view].write(entity, filling.maker, output),
            None => return false,
        },
        Part::Entities(view) => {
            output.push(b'[');
            let start = output.len();
            for entity in shown(filling) {
                separate(output, start);
                filling.views[*view].write(entity, filling.maker, output);
            }
            output.push(b']');
        }
        Part::Keyed(view) => {
            output.push(b'{');
            let start = output.len();
            for entity in shown(filling) {
                separate(output, start);
                write_json(&Value::from(&*entity.id), output);
                output.push(b':');
                filling.views[*view].write(entity, filling.maker, output);
            }
            output.push(b'}');
        }
        Part::Shape(shape) => {
            write_json(&shape.sample_with(&filling.outcome.known, filling.outcome.seed), output);
        }
        Part::Other(Fill::Made(Make::Json(text))) => output.extend_from_slice(text.as_bytes()),
        Part::Other(Fill::Made(make)) => write_json(&filling.maker.make(make), output),
        Part::Other(other) => match value(other, filling) {
            Some(value) => write_json(&value, output),
            None => return false,
        },
    }
    true
}

/// Returns the entities of the page, or what the operation is about: some APIs show one thing as a
/// list of one.
fn shown<'a>(filling: &Filling<'a>) -> &'a [Arc<Entity>] {
    filling.outcome.page.as_ref().map_or(&filling.outcome.entities, |page| &page.entities)
}

/// Writes JSON.
pub(super) fn write_json(value: &Value, output: &mut Vec<u8>) {
    serde_json::to_writer(output, value).expect("writing JSON into memory cannot fail");
}

fn object(members: &[Member], filling: &Filling<'_>, output: &mut Vec<u8>) {
    output.push(b'{');
    let start = output.len();
    for member in members {
        let before = output.len();
        separate(output, start);
        output.extend_from_slice(&member.key);
        let filled = fill(&member.part, filling, output);
        if !filled && member.required {
            output.extend_from_slice(b"null");
        } else if !filled {
            output.truncate(before);
        }
    }
    output.push(b'}');
}

/// Returns the value of a place that is neither an object nor an entity.
fn value(fill: &Fill, filling: &Filling<'_>) -> Option<Value> {
    let outcome = filling.outcome;
    let page = outcome.page.as_ref();
    let next = page.filter(|page| !page.last);
    match fill {
        Fill::Property(name) => outcome.entity()?.get(name),
        Fill::Id => outcome.entity().map(|it| filling.maker.id_of((outcome.resource, it))),
        Fill::Ids => {
            let ids = outcome.entities.iter();
            Some(ids.map(|it| filling.maker.id_of((outcome.resource, it))).collect())
        }
        Fill::Created => Some(outcome.created.into()),
        Fill::Added => Some(outcome.added.clone().into()),
        Fill::Total => page.map(|page| page.total.into()),
        Fill::Count => page.map(|page| page.entities.len().into()),
        Fill::HasMore => page.map(|page| (!page.last).into()),
        Fill::Limit => page.map(|page| page.limit.into()),
        Fill::Offset => page.map(|page| page.offset.into()),
        Fill::Pages => page.map(|page| page.total.div_ceil(page.limit.max(1)).into()),
        Fill::Page => page.map(|page| page.number.into()),
        Fill::NextPage => page.map(|page| next.map(|_| page.number + 1).into()),
        Fill::PreviousPage => {
            page.map(|page| (page.number > page.first).then(|| page.number - 1).into())
        }
        Fill::NextUrl(url) => page.and_then(|it| Some(it.url(it.next_url.as_ref()?, *url))),
        Fill::PreviousUrl(url) => page.and_then(|it| Some(it.url(it.previous_url.as_ref()?, *url))),
        Fill::CursorId => page.and_then(|page| page.cursor_id.clone()),
        Fill::FirstId => {
            page?.entities.first().map(|it| filling.maker.id_of((outcome.resource, it)))
        }
        Fill::LastId => page?.entities.last().map(|it| filling.maker.id_of((outcome.resource, it))),
        Fill::CursorStamp => next?.entities.last().map(|entity| entity.created.into()),
        // The other kinds have a part of their own.
        Fill::Nothing
        | Fill::Object(_)
        | Fill::Entity(_)
        | Fill::Entities(_)
        | Fill::Keyed(_)
        | Fill::Made(_) => None,
    }
}

/// Returns the usual phrase of a status.
pub(crate) fn phrase(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or("Error")
}
