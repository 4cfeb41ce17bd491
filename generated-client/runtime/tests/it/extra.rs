//! Objects whose further members are of a type, and the numbers that members can be.

use serde_json::json;
use twinspec_client::facade as rt;

use crate::fixture::File;

rt::types! {
    /// An object as the generator writes it.
    pub struct Folder with extra(File) {
        /// What it is called.
        pub name: String,
    }
}

#[test]
fn further_members_can_be_of_a_type() {
    let text = r#"{"name":"a","b.txt":{"size":1},"c.txt":{"size":2}}"#;
    let folder: Folder = rt::decode(text.as_bytes()).unwrap();

    assert_eq!((folder.extra.len(), folder.extra["c.txt"].size), (2, 2));
    assert_eq!(serde_json::to_string(&folder).unwrap(), text);
}

#[test]
fn a_further_member_that_cannot_be_read_is_named() {
    let error = rt::decode::<Folder>(br#"{"name":"a","b":{"size":"x"}}"#).unwrap_err();

    assert_eq!(error.path(), "b.size");
}

#[test]
fn tuples_are_lists_of_exactly_so_many_items() {
    let pair: (String, Option<i64>) = rt::decode(br#"["a",null]"#).unwrap();
    assert_eq!(pair, ("a".to_owned(), None));
    assert_eq!(rt::to_json(&pair), json!(["a", null]));

    let refused = |text: &str| rt::decode::<(String, i64)>(text.as_bytes()).unwrap_err();
    assert_eq!(refused(r#"["a"]"#).to_string(), "expected 2 items, found 1");
    assert_eq!(refused(r#"["a",1,2]"#).to_string(), "expected 2 items, found 3");
    assert_eq!(refused(r#"["a","b"]"#).path(), "[1]");
}

#[test]
fn integers_of_every_width_are_read_up_to_their_limits() {
    assert_eq!(rt::decode(b"-2147483648"), Ok(i32::MIN));
    assert_eq!(rt::decode(b"4294967295"), Ok(u32::MAX));
    assert_eq!(rt::decode(b"-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(rt::decode(b"18446744073709551615"), Ok(u64::MAX));
    assert_eq!(rt::decode(b"1e3"), Ok(1000_u32));
    assert!(rt::decode::<u32>(b"-1").is_err());
    assert!(rt::decode::<i64>(b"9223372036854775808").is_err());
    assert!(rt::decode::<i64>(b"1e30").is_err());
}

#[test]
fn a_float_takes_every_number() {
    assert_eq!(rt::decode(b"3"), Ok(3.0_f64));
    assert_eq!(rt::decode(b"1e30"), Ok(1e30_f64));
    assert_eq!(
        rt::decode(b"123456789012345678901234567890"),
        Ok(123_456_789_012_345_678_901_234_567_890_f64)
    );
    assert_eq!(rt::decode(b"0.1"), Ok(0.1_f32));
    assert_eq!(rt::decode(b"3"), Ok(3.0_f32));
    assert_eq!(rt::decode::<rt::Json>(b"1e30").unwrap(), json!(1e30));
}
