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

/// Finds the place of a value: of its key where it has one.
///
/// What an overlay has put there stands nowhere in the text; then it is the place of the closest
/// thing around it.
pub(crate) fn locate(text: &str, pointer: &Pointer) -> Position {
    let documents = MarkedYaml::load_from_str(text).unwrap_or_default();
    let Some(mut node) = documents.first() else { return Position { line: 1, column: 1 } };
    let mut place = node;
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
