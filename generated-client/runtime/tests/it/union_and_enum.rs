//! Open enums and unions from and to JSON.

use serde_json::json;
use twinspec_client::facade as rt;

use crate::fixture::{Status, Value};

#[test]
fn a_listed_value_is_never_other() {
    assert_eq!(Status::from("open"), Status::Open);
    assert_eq!(Status::from("done".to_owned()), Status::Done);
    assert_eq!(rt::decode(br#""open""#), Ok(Status::Open));
    // An escape makes serde hand over a copy instead of a part of the text.
    assert_eq!(rt::decode(br#""op\u0065n""#), Ok(Status::Open));
    assert_eq!(serde_json::from_value::<Status>(json!("open")).unwrap(), Status::Open);
}

#[test]
fn an_unlisted_value_survives_a_round_trip() {
    let status: Status = rt::decode(br#""later""#).unwrap();

    assert_eq!(status, Status::Other("later".to_owned()));
    assert_eq!(serde_json::to_string(&status).unwrap(), r#""later""#);
}

#[test]
fn an_enum_shows_itself_as_on_the_wire() {
    assert_eq!(Status::Done.as_str(), "done");
    assert_eq!(format!("{:>6}|{}", Status::Open, Status::from("x")), "  open|x");
}

#[test]
fn an_enum_is_no_number() {
    let error = rt::decode::<Status>(b"3").unwrap_err().to_string();

    assert_eq!(error, "invalid type: integer `3`, expected a string");
}

#[test]
fn a_union_is_told_apart_by_the_kind_of_value() {
    assert_eq!(rt::decode(br#""x""#), Ok(Value::Text("x".to_owned())));
    assert_eq!(rt::decode(b"2"), Ok(Value::Number(2.0)));
    assert_eq!(rt::decode(br#"["a"]"#), Ok(Value::List(vec!["a".to_owned()])));
    assert!(
        matches!(rt::decode(br#"{"f":{"size":1}}"#), Ok(Value::Object(it)) if it["f"].size == 1)
    );
}

#[test]
fn what_no_variant_can_take_is_kept_as_it_is() {
    for json in [json!(true), json!(null), json!([1, "a"]), json!({"f": {"size": "big"}})] {
        let value: Value = rt::read_json(&json).unwrap();

        assert_eq!(value, Value::Other(json.clone()));
        assert_eq!(serde_json::to_value(&value).unwrap(), json);
    }
}
