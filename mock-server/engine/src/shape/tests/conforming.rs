//! Tests of conforming: what stays, what is made, what goes.

use serde_json::{Value, json};

use crate::shape::tests::table::SCHEMAS;
use crate::shape::tests::{SEEDS, judge, shape, spoil};

#[test]
fn what_is_valid_stays_as_it_is() {
    for text in SCHEMAS {
        let shape = shape(text);
        for seed in 0..SEEDS {
            let sample = shape.sample(seed);

            assert_eq!(shape.conform(sample.clone(), seed + 1), sample, "{text}");
        }
    }
}

#[test]
fn whatever_comes_becomes_valid() {
    for text in SCHEMAS {
        let (shape, judge) = (shape(text), judge(text));
        for seed in 0..SEEDS {
            let mut value = shape.sample(seed);
            for step in 0..3 {
                spoil(&mut value, seed * 7 + step);

                let conformed = shape.conform(value.clone(), seed);

                assert!(judge.is_valid(&conformed), "{text}: {value} became {conformed}");
            }
        }
        for value in [json!(null), json!({}), json!([]), json!("x"), json!({"a": {"b": [{}]}})] {
            let conformed = shape.conform(value.clone(), 1);

            assert!(judge.is_valid(&conformed), "{text}: {value} became {conformed}");
        }
    }
}

#[test]
fn what_fits_is_kept_and_what_does_not_is_replaced_or_dropped() {
    let text = r#"{"type":"object","required":["id","size","gone","kind"],"additionalProperties":false,
        "properties":{"id":{"type":"integer"},"size":{"type":"integer"},"name":{"type":"string"},
        "gone":{"type":["string","null"]},"kind":{"type":"string","default":"plain"},
        "note":{"type":"string"},"inner":{"type":"object","required":["x"],"properties":{
        "x":{"type":"integer"},"y":{"type":"string"}}},"list":{"type":"array","items":{"type":"integer"}}}}"#;
    let value = json!({"id": 7, "size": "large", "name": "kept", "note": 5, "extra": true,
        "inner": {"x": "wrong", "y": "kept", "z": "open"}, "list": [1, "two", 3]});

    let conformed = shape(text).conform(value, 1);

    let size = conformed["size"].clone();
    assert!(size.is_u64(), "{conformed}");
    let x = conformed["inner"]["x"].clone();
    assert_eq!(
        conformed,
        json!({"id": 7, "size": size, "name": "kept", "gone": null, "kind": "plain",
            "inner": {"x": x, "y": "kept", "z": "open"}, "list": [1, 3]})
    );
}

#[test]
fn likely_alternative_is_the_one_that_knows_the_properties() {
    let text = r#"{"oneOf":[{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}},
        {"type":"object","required":["b","c"],"properties":{"b":{"type":"string"},"c":{"type":"integer"}}}]}"#;

    let conformed = shape(text).conform(json!({"b": "kept"}), 1);

    assert_eq!(conformed["b"], "kept");
    assert!(conformed["c"].is_i64(), "{conformed}");
}

#[test]
fn what_only_callers_send_is_never_shown_nor_required() {
    let text = r#"{"allOf":[{"required":["name","password"]},{"type":"object","properties":{
        "name":{"type":"string"},"password":{"type":"string","writeOnly":true},
        "secret":{"allOf":[{"writeOnly":true}]}}}],
        "examples":[{"name":"Ada","password":"x"}]}"#;
    let shape = shape(text);

    let sample = shape.sample(1);
    let conformed = shape.conform(json!({"name": "Bob", "password": "p", "secret": 1}), 1);

    assert_eq!(sample, json!({"name": "Ada"}));
    assert_eq!(conformed, json!({"name": "Bob"}));
    assert!(!shape.is_valid(&json!({"name": "Bob", "password": "p"})));
    assert!(shape.is_valid(&json!({"name": "Bob"})));
}

#[test]
fn what_another_alternative_hides_is_shown() {
    let text = r#"{"oneOf":[
        {"type":"object","additionalProperties":false,"required":["in"],"properties":{"in":{"type":"string","writeOnly":true},"id":{"type":"string","writeOnly":true}}},
        {"type":"object","additionalProperties":false,"required":["id"],"properties":{"id":{"type":"string","readOnly":true}}}]}"#;

    let conformed = shape(text).conform(json!({"id": "7"}), 1);

    assert_eq!(conformed, json!({"id": "7"}));
}

#[test]
fn same_seed_mends_the_same_way() {
    let text = r##"{"$ref":"#/$defs/Person"}"##;
    let mend = |seed| shape(text).conform(json!({"lastName": 1}), seed);

    let first: Value = mend(5);

    assert_eq!(mend(5), first);
    assert_ne!(mend(6), first);
}
