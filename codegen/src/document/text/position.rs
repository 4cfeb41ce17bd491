//! Lines and columns, for diagnostics only.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser};

use crate::document::Pointer;
use crate::document::text::without_pairs;

/// A place in a text; both numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::document) struct Position {
    pub(in crate::document) line: usize,
    pub(in crate::document) column: usize,
}

impl Position {
    pub(in crate::document) const START: Self = Self { line: 1, column: 1 };

    pub(super) fn of(marker: &Marker) -> Self {
        Self { line: marker.line(), column: marker.col() + 1 }
    }
}

/// The places of some values, found by one more reading of the text that keeps nothing else.
pub(in crate::document) struct Positions(Vec<Wanted>);

/// A value whose place is asked for, or on the way to one; the first is the whole text.
#[derive(Default)]
struct Wanted {
    position: Option<Position>,
    /// What is wanted below, by the last step to it.
    below: BTreeMap<String, usize>,
}

impl Positions {
    /// Finds the places of all these values.
    pub(in crate::document) fn of<'p>(
        text: &str,
        pointers: impl Iterator<Item = &'p Pointer>,
    ) -> Self {
        let mut wanted = vec![Wanted::default()];
        for pointer in pointers {
            let mut at = 0;
            for segment in pointer.segments() {
                let next = wanted.len();
                let below = *wanted[at].below.entry(segment.to_owned()).or_insert(next);
                if below == next {
                    wanted.push(Wanted::default());
                }
                at = below;
            }
        }
        search(&without_pairs(text), &mut wanted);
        Self(wanted)
    }

    /// Returns the place of a value: of its key where it has one.
    ///
    /// What an overlay has put there stands nowhere in the text, nor does what an alias repeats;
    /// then it is the place of the closest thing around it.
    pub(in crate::document) fn locate(&self, pointer: &Pointer) -> Position {
        let mut at = &self.0[0];
        let mut found = at.position;
        for segment in pointer.segments() {
            let Some(below) = at.below.get(segment).map(|it| &self.0[*it]) else { break };
            if below.position.is_none() {
                break;
            }
            (at, found) = (below, below.position);
        }
        found.unwrap_or(Position::START)
    }
}

/// A list or an object that has begun, with its number if it is wanted.
struct Open {
    wanted: Option<usize>,
    next: Next,
}

enum Next {
    Item(usize),
    Key,
    /// The value of a key, with the key's place and the value's number if that is wanted.
    Member(Option<usize>, Position),
}

fn search(text: &str, wanted: &mut [Wanted]) {
    let mut open: Vec<Open> = Vec::new();
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        let next = match &event {
            Event::SequenceStart(..) => Some(Next::Item(0)),
            Event::MappingStart(..) => Some(Next::Key),
            Event::Scalar(..) | Event::Alias(_) => None,
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
                continue;
            }
            _ => continue,
        };
        let begin = Position::of(&span.start);
        let below = |at: Option<usize>, step: &str| wanted[at?].below.get(step).copied();
        let (number, position) = match open.last_mut() {
            None => (Some(0), begin),
            Some(Open { wanted, next: Next::Item(index) }) => {
                *index += 1;
                (wanted.and_then(|it| below(Some(it), &(*index - 1).to_string())), begin)
            }
            Some(Open { wanted, next: next @ Next::Key }) => {
                let number = match &event {
                    Event::Scalar(key, ..) => below(*wanted, key),
                    _ => None,
                };
                *next = Next::Member(number, begin);
                continue;
            }
            Some(Open { next: next @ Next::Member(..), .. }) => {
                match std::mem::replace(next, Next::Key) {
                    Next::Member(number, key) => (number, key),
                    _ => (None, begin),
                }
            }
        };
        if let Some(number) = number {
            wanted[number].position.get_or_insert(position);
        }
        open.extend(next.map(|next| Open { wanted: number, next }));
    }
}
