//! Filling: an answer's body, written straight into bytes.

use http::StatusCode;
use serde_json::Value;
use twinspec_blueprint::{Fill, Make};

use crate::answer::view::{NumberedView, separate};
use crate::answer::{Member, Part};
use crate::refusal::Refusal;
use crate::verbs::Outcome;

/// What there is to fill an answer with.
pub(crate) struct Filling<'a> {
    pub(crate) status: StatusCode,
    /// What came of the request; empty if it was refused.
    pub(crate) outcome: &'a Outcome,
    pub(crate) refusal: Option<&'a Refusal>,
    pub(crate) views: &'a [NumberedView],
    pub(crate) maker: &'a dyn Maker,
}

/// Makes the values that the server makes by itself.
pub(crate) trait Maker {
    /// Writes one as JSON.
    fn make(&self, make: &Make, output: &mut Vec<u8>);
}

/// Writes a part; returns whether there was anything to write.
pub(crate) fn fill(part: &Part, filling: &Filling<'_>, output: &mut Vec<u8>) -> bool {
    match part {
        Part::Object(members) => object(members, filling, output),
        Part::Entity(view) => match &filling.outcome.entity {
            Some(entity) => filling.views[*view].write(entity, filling.maker, output),
            None => return false,
        },
        Part::Entities(view) => {
            output.push(b'[');
            let start = output.len();
            for entity in filling.outcome.page.iter().flat_map(|page| &page.entities) {
                separate(output, start);
                filling.views[*view].write(entity, filling.maker, output);
            }
            output.push(b']');
        }
        Part::Other(Fill::Made(make)) => filling.maker.make(make, output),
        Part::Other(other) => match value(other, filling) {
            Some(value) => write_json(&value, output),
            None => return false,
        },
    }
    true
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
        // A detail is found under the name of its place.
        let filled = if matches!(member.part, Part::Other(Fill::Detail)) {
            let detail = filling.refusal.and_then(|it| it.details().get(&member.name));
            detail.map(|value| write_json(value, output)).is_some()
        } else {
            fill(&member.part, filling, output)
        };
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
        Fill::Property(name) => outcome.entity.as_ref()?.properties.get(name.as_ref()).cloned(),
        Fill::Added => Some(outcome.added.clone().into()),
        Fill::Total => page.map(|page| page.total.into()),
        Fill::Count => page.map(|page| page.entities.len().into()),
        Fill::Page => page.map(|page| page.number.into()),
        Fill::NextPage => page.map(|page| next.map(|_| page.number + 1).into()),
        Fill::PreviousPage => page.map(|page| match page.number {
            0 | 1 => Value::Null,
            number => (number - 1).into(),
        }),
        Fill::NextUrl => page.and_then(|page| page.next_url.clone()).map(Value::from),
        Fill::CursorId => page.and_then(|page| page.cursor_id.clone()),
        Fill::CursorStamp => next?.entities.last().map(|entity| entity.created.into()),
        Fill::StatusNumber => Some(filling.status.as_u16().into()),
        Fill::StatusPhrase => Some(phrase(filling.status).into()),
        Fill::Message => filling.refusal.map(|it| it.message.joined().into()),
        Fill::Messages => filling.refusal.map(|it| it.message.sentences().to_vec().into()),
        // The other kinds have a part of their own, or a name that only the object knows.
        Fill::Nothing
        | Fill::Object(_)
        | Fill::Entity(_)
        | Fill::Entities(_)
        | Fill::Made(_)
        | Fill::Detail => None,
    }
}

/// Returns the usual phrase of a status.
pub(crate) fn phrase(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or("Error")
}
