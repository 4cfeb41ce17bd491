//! Unions that nothing tells apart.

use serde_json::json;
use twinspec_client::facade as rt;

use crate::fixture::{BadRequestError, File};

rt::types! {
    /// A union as the generator writes it.
    pub struct Found {
        as_file: File,
        as_problem: BadRequestError,
    }
}

#[test]
fn a_value_is_read_on_demand_as_what_one_asks_for() {
    let result: Found = rt::decode(br#"{"size":3,"x":1}"#).unwrap();

    assert_eq!(result.as_file().unwrap().size, 3);
    let error = result.as_problem().unwrap_err();
    assert_eq!(error.to_string(), "missing `message`");
}

#[test]
fn a_value_keeps_all_that_came() {
    for json in [json!({"size": 3, "x": 1}), json!(null), json!([1])] {
        let result: Found = rt::read_json(&json).unwrap();
        assert_eq!(rt::to_json(&result), json);
        assert_eq!(result, Found::from(json));
    }
}

#[test]
fn a_value_can_be_made_of_a_variant() {
    let file: File = rt::decode(br#"{"size":3}"#).unwrap();

    assert_eq!(Found::from(file).0, json!({"size": 3}));
}
