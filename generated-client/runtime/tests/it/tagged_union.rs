//! Unions that are told apart by a tag, a member or a kind.

use serde_json::json;
use twinspec_client::facade as rt;

use crate::fixture::{BadRequestError, CreateTask, File};

rt::types! {
    /// A union as the generator writes it.
    pub enum Event {
        Task(CreateTask) = (0, tag("type", "task.create"), tag("type", "task.clone")),
        File(File) = (1, tag("type", "file")),
        Problem(BadRequestError) = (2, member("message")),
        Second(rt::Map<rt::Json>) = (3, integer_tag("version", 2)),
        Text(String) = (4, text),
        Files(Vec<File>) = (5, list),
        Numbers(Vec<i64>) = (6, list),
    }

    /// A union in which all that no other variant claims is of one.
    pub enum Rest {
        Any(rt::Map<rt::Json>) = (0, object),
        On(BadRequestError) = (1, boolean_tag("on", true)),
    }
}

#[test]
fn a_tag_decides_and_several_tags_can_mean_one_variant() {
    for tag in ["task.create", "task.clone"] {
        let event = read(&json!({"type": tag, "title": "x"}));
        assert_eq!(event, Event::Task(CreateTask::new("x")));
    }
    assert!(matches!(read(&json!({"type": "file", "size": 3})), Event::File(it) if it.size == 3));
}

#[test]
fn a_member_a_constant_and_a_kind_decide_too() {
    assert!(matches!(read(&json!({"message": "no"})), Event::Problem(_)));
    assert!(matches!(read(&json!({"version": 2.0, "x": 1})), Event::Second(it) if it["x"] == 1));
    assert_eq!(read(&json!("a")), Event::Text("a".to_owned()));
    assert_eq!(read(&json!([1, 2])), Event::Numbers(vec![1, 2]));
    assert!(matches!(read(&json!([{"size": 1}])), Event::Files(_)));
}

#[test]
fn the_first_mark_decides() {
    let event = read(&json!({"type": "file", "size": 3, "message": "x", "version": 2}));

    assert!(matches!(event, Event::File(_)));
}

#[test]
fn what_belongs_to_no_variant_is_kept_and_written_as_it_came() {
    for json in [
        json!({"type": "later", "size": 3}),
        json!({"type": 7}),
        json!({"version": 3}),
        json!({}),
        json!(true),
        json!(["a"]),
    ] {
        let event = read(&json);
        assert_eq!(event, Event::Other(json.clone()));
        assert_eq!(rt::to_json(&event), json);
    }
}

#[test]
fn what_its_variant_cannot_take_goes_to_no_other_variant() {
    // It has the mark of `Problem` too.
    let json = json!({"type": "file", "size": "big", "message": "x"});

    assert_eq!(read(&json), Event::Other(json));
}

#[test]
fn a_tag_is_written_if_the_variant_has_no_such_member() {
    let task = Event::Task(CreateTask::new("x"));
    assert_eq!(rt::to_json(&task), json!({"type": "task.create", "title": "x"}));

    let second: Event = rt::decode(br#"{"version":2,"x":1}"#).unwrap();
    assert_eq!(rt::to_json(&second), json!({"version": 2, "x": 1}));
}

#[test]
fn what_stands_in_an_object_says_more_than_that_it_is_one() {
    let on = json!({"on": true, "message": "x"});

    assert!(matches!(rt::read_json(&on), Ok(Rest::On(_))));
    assert!(matches!(rt::read_json(&json!({"on": false})), Ok(Rest::Any(_))));
}

#[test]
fn a_value_of_a_variant_becomes_the_union() {
    assert_eq!(Event::from("a"), Event::Text("a".to_owned()));
    assert_eq!(Event::from(CreateTask::new("x")), Event::Task(CreateTask::new("x")));
}

#[test]
fn values_are_equal_if_variant_and_value_are() {
    assert_eq!(Event::from("a"), Event::from("a"));
    assert_ne!(Event::from("a"), Event::from("b"));
    assert_ne!(Event::Other(json!("a")), Event::from("a"));
    assert_ne!(Event::Files(vec![]), Event::Numbers(vec![]));
}

#[test]
fn a_union_can_stand_in_other_types() {
    let events: Vec<Event> = rt::decode(br#"["a",{"type":"file","size":1},null]"#).unwrap();

    assert!(matches!(&events[..], [Event::Text(_), Event::File(_), Event::Other(_)]));
    assert_eq!(serde_json::to_string(&events).unwrap(), r#"["a",{"size":1,"type":"file"},null]"#);
    assert!(matches!(serde_json::from_value(json!("a")), Ok(Event::Text(_))));
}

fn read(json: &rt::Json) -> Event {
    rt::read_json(json).unwrap()
}
