//! Open enums whose values are not all texts.

use serde_json::json;
use twinspec_client::facade as rt;

rt::types! {
    /// An enum as the generator writes it.
    pub enum Level {
        /// `1`.
        Low = Integer(1),
        /// `-2`.
        Below = Integer(-2),
        /// `0.5`.
        Half = Number(0.5),
        /// `"max"`.
        Max = Text("max"),
        /// `false`.
        Off = Boolean(false),
        /// `null`.
        Null = Null,
    }
}

#[test]
fn listed_values_of_every_kind_are_known_and_written_as_they_were() {
    for (text, level) in [
        ("1", Level::Low),
        ("-2", Level::Below),
        ("0.5", Level::Half),
        (r#""max""#, Level::Max),
        ("false", Level::Off),
        ("null", Level::Null),
    ] {
        assert_eq!(rt::decode(text.as_bytes()), Ok(level.clone()));
        assert_eq!(serde_json::to_string(&level).unwrap(), text);
        assert_eq!(serde_json::from_str::<Level>(text).unwrap(), level);
        assert_eq!(level.to_json().to_string(), text);
    }
}

#[test]
fn a_whole_number_is_known_however_it_is_written() {
    assert_eq!(rt::decode(b"1.0"), Ok(Level::Low));
    assert_eq!(rt::decode(b"-2e0"), Ok(Level::Below));
}

#[test]
fn unlisted_values_survive_a_round_trip() {
    for json in [json!(2), json!("1"), json!(true), json!(0.25), json!([1]), json!({"a": 1})] {
        let level: Level = rt::read_json(&json).unwrap();
        assert_eq!(level, Level::Other(json.clone()));
        assert_eq!(rt::to_json(&level), json);
    }
}

#[test]
fn an_enum_can_be_made_of_its_values() {
    assert_eq!(Level::from(1), Level::Low);
    assert_eq!(Level::from("max"), Level::Max);
    assert_eq!(Level::from(json!(false)), Level::Off);
    assert_eq!(Level::from(9), Level::Other(json!(9)));
}
