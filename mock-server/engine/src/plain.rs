//! Plain values: what a schema says by its examples and defaults, and nothing made up.
//!
//! An answer that keeps nothing is the same each time, as other mocks have it: the example of each
//! property, else its default, else `"string"`, `0` and the like. A caller who wants values that
//! look like real ones asks for them (`dynamic`). What does not fit the schema here, because of a
//! pattern or a limit, is made to fit afterwards.

use serde_json::{Map, Value, json};

use crate::outline::{Outline, Types};

/// How deep what nobody requires is shown.
const DEPTH: usize = 5;

/// How deep a value may be nested; a schema that requires itself has no end.
const LIMIT: usize = 16;

/// Returns the plain value of a schema.
pub(crate) fn plain(outline: Outline<'_>) -> Value {
    value(outline, 0)
}

fn value(outline: Outline<'_>, depth: usize) -> Value {
    if depth > LIMIT {
        return Value::Null;
    }
    if let Some(given) = given(outline) {
        return given;
    }
    let types = outline.types();
    let properties = outline.properties();
    if properties.is_empty()
        && let Some(first) = outline.alternatives().first()
    {
        return value(*first, depth + 1);
    }
    if types.wants(Types::OBJECT) || !properties.is_empty() {
        let mut members = Map::new();
        for (name, property) in properties {
            let is_sent_only = property.keyword("writeOnly") == Some(&Value::Bool(true));
            if !is_sent_only && (depth < DEPTH || outline.requires(name)) {
                members.insert(name.to_owned(), value(property, depth + 1));
            }
        }
        return members.into();
    }
    match types {
        Types::ANY => Value::Null,
        types if types.has(Types::STRING) => "string".into(),
        types if types.has(Types::ARRAY) && depth < DEPTH => {
            vec![value(outline.items(), depth + 1)].into()
        }
        types if types.has(Types::ARRAY) => json!([]),
        types if types.has(Types::NUMBER) => json!(0),
        types if types.has(Types::BOOLEAN) => json!(true),
        _ => Value::Null,
    }
}

/// A value that the schema itself gives.
fn given(outline: Outline<'_>) -> Option<Value> {
    let first = |name: &str| outline.keyword(name)?.as_array()?.first();
    let alone = |name: &str| outline.keyword(name);
    let given = alone("const").or_else(|| alone("example")).or_else(|| first("examples"));
    given.or_else(|| alone("default")).or_else(|| first("enum")).cloned()
}
