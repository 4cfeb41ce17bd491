//! What was given out to callers, in a state: the tokens as a data file has them, and the rest.

use serde_json::Value;

use crate::Map;
use crate::credentials::{Door, Keyring, Keys, SavedIssued, Token, Voucher};
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
    let Keys { tokens, codes, refresh_tokens, grants } = &issued.keys;
    if *grants > 0 {
        exact.insert("grants".to_owned(), (*grants).into());
    }
    for (name, vouchers) in [("codes", codes), ("refreshTokens", refresh_tokens)] {
        let vouchers: Vec<Value> = vouchers.iter().map(Voucher::to_json).collect();
        if !vouchers.is_empty() {
            exact.insert(name.to_owned(), vouchers.into());
        }
    }
    let tokens: Vec<Value> = tokens.iter().map(Token::to_json).collect();
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
    reader.members(&place, &exact, &["drawn", "grants", "codes", "refreshTokens"]);
    let drawn = reader.number(&place, &exact, "drawn").unwrap_or_default();
    if file.get(TOKENS).is_none() && engine.admission.door == Door::Tokens {
        // It comes from a mock that asks for none, and would lock everybody out.
        return None;
    }
    let tokens = reader.list(TOKENS, file.get(TOKENS)).iter().enumerate();
    let tokens = tokens.filter_map(|(number, it)| token(reader, number, it));
    let tokens = tokens.collect();
    let mut vouchers = |name: &str| -> Keyring<Voucher> {
        let place = format!("{place}.{name}");
        let items = reader.list(&place, exact.get(name)).iter().enumerate();
        let read = items.filter_map(|(number, it)| {
            let read = Voucher::from_json(it);
            if read.is_none() {
                reader.problem(&format!("{place}[{number}]"), "must be as it was written");
            }
            read
        });
        read.collect()
    };
    let (codes, refresh_tokens) = (vouchers("codes"), vouchers("refreshTokens"));
    let grants = reader.number(&place, &exact, "grants").unwrap_or_default();
    Some(SavedIssued { keys: Keys { tokens, codes, refresh_tokens, grants }, drawn })
}

fn token(reader: &mut Reader, number: usize, json: &Value) -> Option<Token> {
    let read = Token::from_json(json);
    read.map_err(|message| reader.problem(&format!("{TOKENS}[{number}]"), &message)).ok()
}
