//! What was given out to callers, in a state: the tokens as a data file has them, and the rest.

use serde_json::Value;

use crate::Map;
use crate::credentials::{SavedIssued, Token};
use crate::engine::Engine;
use crate::state::EXACT;
use crate::state::read::Reader;

/// The key of the tokens in a state.
pub(super) const TOKENS: &str = "tokens";

/// The member of what is exact about everything that was given out.
pub(super) const ISSUED: &str = "issued";

/// Writes the tokens into a file, and gives what else there is to say.
pub(super) fn write(issued: &SavedIssued, file: &mut Map) -> Map {
    let mut exact = Map::new();
    if issued.drawn > 0 {
        exact.insert("drawn".to_owned(), issued.drawn.into());
    }
    let tokens: Vec<Value> = issued.tokens.iter().map(Token::to_json).collect();
    if !tokens.is_empty() {
        file.insert(TOKENS.to_owned(), tokens.into());
    }
    exact
}

/// Reads what [`write`] wrote; `None` if the tokens stay as they are.
pub(super) fn read(
    reader: &mut Reader,
    engine: &Engine,
    (file, exact): (&Map, &Map),
) -> Option<SavedIssued> {
    let place = format!("{EXACT}.{ISSUED}");
    let none = Map::new().into();
    let exact = reader.object(&place, exact.get(ISSUED).unwrap_or(&none));
    reader.members(&place, &exact, &["drawn"]);
    let drawn = reader.number(&place, &exact, "drawn").unwrap_or_default();
    if file.get(TOKENS).is_none() && engine.knows_tokens() {
        // It comes from a mock that asks for none, and would lock everybody out.
        return None;
    }
    let tokens = reader.list(TOKENS, file.get(TOKENS)).iter().enumerate();
    let tokens = tokens.filter_map(|(number, it)| token(reader, number, it));
    Some(SavedIssued { tokens: tokens.collect(), drawn })
}

fn token(reader: &mut Reader, number: usize, json: &Value) -> Option<Token> {
    let read = Token::from_json(json);
    read.map_err(|message| reader.problem(&format!("{TOKENS}[{number}]"), &message)).ok()
}
