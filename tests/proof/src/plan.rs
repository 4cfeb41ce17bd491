//! How a value is to be made, and what was wrong with those before.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::make::escape;

/// How a value is to be made, and what was wrong with those before.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub(crate) struct Plan {
    pub(crate) seed: usize,
    /// Values that properties of these names must have, wherever they are at the top.
    pub(crate) known: BTreeMap<String, Value>,
    /// A place whose value must differ from this one.
    pub(crate) change: Option<(String, Value)>,
    /// A property that is to be sent wherever it can be.
    pub(crate) wanted: Option<String>,
    /// Whether scalars have to be of their own.
    pub(crate) is_fresh: bool,
    /// Whether to leave out all that is not required.
    pub(crate) is_bare: bool,
    /// Whether to leave nothing out.
    pub(crate) is_whole: bool,
    /// Whether members that only an example knows are left out: no call has a name for them.
    pub(crate) is_named_only: bool,
    /// Whether the server says it: what only it gives is there, and what only it gets is not.
    pub(crate) is_answer: bool,
    /// Which of the values at the edges of each schema to take.
    pub(crate) edge: Option<usize>,
    /// How many values at edges there were at most in one place.
    pub(crate) edges: usize,
    /// What the document does not know: members and values of enums.
    pub(crate) is_strange: bool,
    /// Whether to leave examples out.
    pub(crate) is_plain: bool,
    pub(crate) blame: BTreeMap<String, usize>,
    pub(crate) demanded: BTreeSet<String>,
    pub(crate) dropped: BTreeSet<String>,
    /// Places whose values the server keeps to itself.
    pub(crate) unseen: BTreeSet<String>,
}

impl Plan {
    /// Notes that the value at a place was wrong.
    pub(crate) fn blame(&mut self, place: &str, expected: &str) {
        let quoted = |text: &str, mark: char| -> Vec<String> {
            text.split(mark)
                .skip(1)
                .step_by(2)
                .map(|it| format!("{place}/{}", escape(it)))
                .collect()
        };
        if let Some(name) = expected.strip_prefix("property ") {
            self.demanded.extend(quoted(name, '"'));
        } else if expected.starts_with("no property ") {
            self.dropped.extend(quoted(expected, '`'));
            return;
        }
        *self.blame.entry(place.to_owned()).or_default() += 1;
    }

    pub(crate) fn blamed(&self, place: &str) -> usize {
        self.blame.get(place).copied().unwrap_or(0)
    }

    pub(crate) fn blamed_below(&self, place: &str) -> usize {
        let is_below = |it: &str| {
            it.strip_prefix(place).is_some_and(|it| it.is_empty() || it.starts_with('/'))
        };
        self.blame.iter().filter(|(it, _)| is_below(it)).map(|(_, count)| count).sum()
    }
}
