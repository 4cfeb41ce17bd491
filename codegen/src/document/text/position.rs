//! Lines and columns, for diagnostics only.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::Marker;

use crate::document::Pointer;
use crate::document::text::{json, without_pairs, yaml};

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
        let mut walk = Walk { wanted, open: Vec::new() };
        if json::is_json(text) {
            json::scan(text, |step, position| walk.take(&step, position));
        } else {
            yaml::scan(&without_pairs(text), |step, position| walk.take(&step, position));
        }
        Self(walk.wanted)
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

/// What comes next in a text.
pub(super) enum Step<'t> {
    List,
    Object,
    /// With its text, if it may be a key.
    Scalar(Option<Cow<'t, str>>),
    End,
}

/// The way through a text.
struct Walk {
    wanted: Vec<Wanted>,
    open: Vec<Open>,
}

/// A list or an object that has begun, with its number if it is wanted.
struct Open {
    number: Option<usize>,
    next: Next,
}

enum Next {
    Item(usize),
    Key,
    /// The value of a key, with its number if it is wanted and the key's place.
    Member(Option<usize>, Position),
}

impl Walk {
    fn take(&mut self, step: &Step<'_>, position: Position) {
        if let Step::End = step {
            self.open.pop();
            return;
        }
        let Some((number, position)) = self.number(step, position) else { return };
        if let Some(number) = number {
            self.wanted[number].position.get_or_insert(position);
        }
        let next = match step {
            Step::List => Next::Item(0),
            Step::Object => Next::Key,
            Step::Scalar(_) | Step::End => return,
        };
        self.open.push(Open { number, next });
    }

    /// Returns the number of the value that begins, if it is wanted, and its place; `None` for a
    /// key.
    fn number(&mut self, step: &Step<'_>, begin: Position) -> Option<(Option<usize>, Position)> {
        let Some(Open { number, next }) = self.open.last_mut() else {
            return Some((Some(0), begin));
        };
        let below = |step: &str| self.wanted[(*number)?].below.get(step).copied();
        match next {
            Next::Item(index) => {
                let found = number.and_then(|_| below(&index.to_string()));
                *index += 1;
                Some((found, begin))
            }
            Next::Key => {
                let found = match step {
                    Step::Scalar(Some(key)) => below(key),
                    _ => None,
                };
                *next = Next::Member(found, begin);
                None
            }
            Next::Member(found, key) => {
                let value = (*found, *key);
                *next = Next::Key;
                Some(value)
            }
        }
    }
}
