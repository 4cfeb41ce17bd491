//! Unions that are told apart by a tag, a member or a kind.

use serde_json::json;
use twinspec_client::facade as rt;

use crate::fixture::{BadRequestError, CreateTask, File};

/// A union as the generator writes it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
enum Event {
    /// Tagged `task.create`.
    Task(CreateTask),
    /// Tagged `file`.
    File(File),
    /// Has a member `message`.
    Problem(BadRequestError),
    /// Version 2 of something.
    Second(rt::Map<rt::Json>),
    /// A text.
    Text(String),
    /// Some files.
    Files(Vec<File>),
    /// Some numbers.
    Numbers(Vec<i64>),
    /// A value that the document does not foresee.
    Other(rt::Json),
}

impl rt::Union for Event {
    const MARKS: &'static [rt::Mark] = &[
        rt::Mark::tag("type", "task.create", 0),
        rt::Mark::tag("type", "task.clone", 0),
        rt::Mark::tag("type", "file", 1),
        rt::Mark::member("message", 2),
        rt::Mark::constant("version", rt::Literal::Integer(2), 3),
        rt::Mark::kind(rt::Kind::Text, 4),
        rt::Mark::kind(rt::Kind::List, 5),
        rt::Mark::kind(rt::Kind::List, 6),
    ];

    fn read(index: usize, json: &rt::Json) -> Result<Self, rt::DecodeError> {
        match index {
            0 => rt::read_json(json).map(Self::Task),
            1 => rt::read_json(json).map(Self::File),
            2 => rt::read_json(json).map(Self::Problem),
            3 => rt::read_json(json).map(Self::Second),
            4 => rt::read_json(json).map(Self::Text),
            5 => rt::read_json(json).map(Self::Files),
            _ => rt::read_json(json).map(Self::Numbers),
        }
    }

    fn other(json: rt::Json) -> Self {
        Self::Other(json)
    }

    fn write<S: rt::Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Task(value) => rt::write_tagged("type", "task.create", value, sink),
            Self::File(value) => rt::write_tagged("type", "file", value, sink),
            Self::Problem(value) => rt::write(value, sink),
            Self::Second(value) => rt::write(value, sink),
            Self::Text(value) => rt::write(value, sink),
            Self::Files(value) => rt::write(value, sink),
            Self::Numbers(value) => rt::write(value, sink),
            Self::Other(value) => rt::write(value, sink),
        }
    }
}

rt::union!(Event);

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

    let mut tagged = rt::Map::new();
    tagged.insert("type".to_owned(), json!("task.clone"));
    let written = rt::write_tagged("type", "task.create", &tagged, serde_json::value::Serializer);
    assert_eq!(written.unwrap(), json!({"type": "task.clone"}));
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
