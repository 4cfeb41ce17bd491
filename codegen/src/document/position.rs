//! Lines and columns, for diagnostics only.

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use crate::document::Pointer;
use crate::document::yaml::scalar_to_text;

/// A place in a text; both numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A text that is read once more, this time with places.
pub(crate) struct Positions<'t>(Vec<MarkedYaml<'t>>);

impl<'t> Positions<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self(MarkedYaml::load_from_str(text).unwrap_or_default())
    }

    /// Finds the place of a value: of its key where it has one.
    ///
    /// What an overlay has put there stands nowhere in the text; then it is the place of the
    /// closest thing around it.
    pub(crate) fn locate(&self, pointer: &Pointer) -> Position {
        self.0.first().map_or(Position { line: 1, column: 1 }, |it| locate(it, pointer))
    }
}

fn locate(document: &MarkedYaml<'_>, pointer: &Pointer) -> Position {
    let (mut node, mut place) = (document, document);
    for segment in pointer.segments() {
        let step = match &node.data {
            YamlData::Sequence(items) => {
                segment.parse::<usize>().ok().and_then(|it| items.get(it)).map(|it| (it, it))
            }
            YamlData::Mapping(members) => members.iter().find(|(key, _)| is_key(key, segment)),
            _ => None,
        };
        let Some((key, value)) = step else { break };
        (place, node) = (key, value);
    }
    Position { line: place.span.start.line(), column: place.span.start.col() + 1 }
}

fn is_key(key: &MarkedYaml<'_>, name: &str) -> bool {
    match &key.data {
        YamlData::Value(Scalar::String(text)) => text == name,
        YamlData::Value(scalar) => scalar_to_text(scalar) == name,
        _ => false,
    }
}
