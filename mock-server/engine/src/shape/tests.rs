//! Tests of shapes: schemas with every keyword, and what may be asked of all of them.

mod conforming;
mod table;
mod texts;

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::Map;
use crate::definitions::Definitions;
use crate::schema;
use crate::shape::tests::table::{DEFINITIONS, SCHEMAS};
use crate::shape::{Shape, Shapes};

/// Enough to meet each alternative and each kind of number.
const SEEDS: u64 = 25;

#[test]
fn samples_satisfy_their_schema() {
    for text in SCHEMAS {
        let (shape, judge) = (shape(text), judge(text));
        for seed in 0..SEEDS {
            let sample = shape.sample(seed);

            assert!(judge.is_valid(&sample), "{text} with the seed {seed}: {sample}");
        }
    }
}

#[test]
fn same_seed_gives_the_same_bytes_and_another_seed_others() {
    let person = r##"{"$ref":"#/$defs/Person"}"##;

    let first = shape(person).sample(7).to_string();

    assert_eq!(shape(person).sample(7).to_string(), first);
    assert_ne!(shape(person).sample(8).to_string(), first);
}

#[test]
fn new_property_leaves_the_others_as_they_were() {
    let before =
        shape(r#"{"type":"object","properties":{"a":{"type":"string"},"z":{"type":"integer"}}}"#);
    let after = shape(
        r#"{"type":"object","properties":{"a":{"type":"string"},"m":{"type":"string"},"z":{"type":"integer"}}}"#,
    );

    let (before, mut after) = (before.sample(3), after.sample(3));

    after.as_object_mut().unwrap().remove("m").unwrap();
    assert_eq!(before, after);
}

#[test]
fn check_agrees_with_the_library_about_everything_that_samples_are_made_into() {
    let mut disagreements = Vec::new();
    for text in SCHEMAS {
        let (shape, judge) = (shape(text), judge(text));
        for seed in 0..SEEDS {
            let mut spoiled = shape.sample(seed);
            for step in 0..4 {
                if shape.is_valid(&spoiled) != judge.is_valid(&spoiled) {
                    disagreements.push(format!("{text}: {spoiled}"));
                }
                spoil(&mut spoiled, seed + step);
            }
        }
    }
    assert_eq!(disagreements, [""; 0]);
}

#[test]
fn alternatives_carry_the_tag_that_tells_them_apart() {
    let shape = shape(
        r#"{"oneOf":[{"type":"object","required":["lives"],"properties":{"lives":{"type":"integer"}}},
            {"type":"object","required":["barks"]}],
            "x-tags":[{"required":["kind"],"properties":{"kind":{"const":"feline"}}},true]}"#,
    );

    assert_eq!(shape.sample(1)["kind"], "feline");
    let conformed = shape.conform(json!({"kind": "feline", "lives": "many"}), 1);
    assert!(conformed["lives"].is_i64(), "{conformed}");
}

#[test]
fn known_values_are_preferred_where_they_fit() {
    let shape = shape(
        r#"{"type":"object","required":["id","inner"],"properties":{
            "id":{"type":"integer"},"name":{"type":"string","maxLength":3},
            "inner":{"type":"object","required":["id"],"properties":{"id":{"type":"integer"}}}}}"#,
    );
    let known = json!({"id": 4711, "name": "too long", "other": 1});

    let sample = shape.sample_with(known.as_object().unwrap(), 1);

    assert_eq!((&sample["id"], &sample["inner"]["id"]), (&json!(4711), &json!(4711)));
    assert_ne!(sample["name"], "too long");
    assert_eq!(sample.get("other"), None);
}

#[test]
fn samples_show_what_is_not_required_and_stop_where_schemas_repeat() {
    let person = shape(r##"{"$ref":"#/$defs/Person"}"##).sample(1);
    let tree = shape(r##"{"$ref":"#/$defs/Tree"}"##).sample(1);

    assert!(person["email"].as_str().unwrap().ends_with("@example.com"), "{person}");
    assert_eq!(tree["children"], json!([]));
}

#[test]
fn what_cannot_be_satisfied_still_gets_an_answer() {
    for text in [
        "false",
        "{",
        r#"{"type":"string","enum":[1]}"#,
        r#"{"allOf":[{"type":"string"},{"type":"integer"}]}"#,
        r##"{"$ref":"#/$defs/Endless"}"##,
        r##"{"$ref":"#/$defs/Circle"}"##,
        r##"{"$ref":"#/$defs/Nowhere"}"##,
        r#"{"type":"array","minItems":100000000,"items":{"type":"integer"}}"#,
        r#"{"type":"array","minItems":5,"uniqueItems":true,"items":{"type":"boolean"}}"#,
        r#"{"type":"string","minLength":100000000}"#,
        r#"{"type":"string","pattern":"("}"#,
        r#"{"type":"string","pattern":"^(a{1000}){1000}$"}"#,
        r#"{"type":"integer","minimum":5,"maximum":4}"#,
        r#"{"type":"number","exclusiveMinimum":1,"exclusiveMaximum":1}"#,
        r#"{"type":"integer","multipleOf":0}"#,
        r#"{"type":"object","minProperties":100000000}"#,
        r#"{"type":"object","required":["a"],"additionalProperties":false}"#,
        r#"{"oneOf":[{},{}]}"#,
        r#"{"not":{}}"#,
    ] {
        let shape = shape(text);

        let sample = shape.sample(1);

        assert!(sample.to_string().len() < 100_000, "{text}");
        shape.conform(json!({"a": [1, "b", {"c": null}]}), 1);
    }
}

/// Returns the shape of a schema, with the definitions of the table.
fn shape(text: &str) -> Shape {
    let definitions = Arc::new(Definitions::new(DEFINITIONS).unwrap());
    Shapes::new(&definitions).shape(&text.to_owned().into())
}

/// Returns who knows nothing of how samples are made.
fn judge(text: &str) -> Validator {
    let definitions: Map = serde_json::from_str(DEFINITIONS).unwrap();
    let schema: Value = serde_json::from_str(text).unwrap();
    schema::options().build(&json!({"allOf": [schema], "$defs": definitions})).unwrap()
}

/// Changes a value in one of many ways.
fn spoil(value: &mut Value, seed: u64) {
    let nonsense = [json!(-1.5), json!("nonsense"), json!(null), json!({"x": 1}), json!([[]])];
    let nonsense = nonsense[usize::try_from(seed).unwrap() % 5].clone();
    match value {
        Value::Object(members) if !members.is_empty() => {
            let position = usize::try_from(seed).unwrap() % members.len();
            let name = members.keys().nth(position).unwrap().clone();
            match seed % 4 {
                0 => drop(members.shift_remove(&name)),
                1 => drop(members.insert("unheard".to_owned(), nonsense)),
                2 => drop(members.insert(name, nonsense)),
                _ => spoil(&mut members[&name], seed / 4),
            }
        }
        Value::Array(items) if !items.is_empty() => match seed % 3 {
            0 => drop(items.pop()),
            1 => items.push(items[0].clone()),
            _ => spoil(&mut items[0], seed / 3),
        },
        other => *other = nonsense,
    }
}
