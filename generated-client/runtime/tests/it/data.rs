//! Objects from and to JSON.

use serde_json::json;
use twinspec_client::facade as rt;
use twinspec_client::{Field, Nullable};

use crate::fixture::{File, Status, Task};

#[test]
fn absent_null_and_value_are_written_apart() {
    let mut task = Task::new("t1", "ann");
    assert_eq!(written(&task), r#"{"id":"t1","owner":"ann"}"#);

    task.note = Field::Null;
    task.owner = Nullable::Null;
    assert_eq!(written(&task), r#"{"id":"t1","note":null,"owner":null}"#);

    task.note = "soon".into();
    assert_eq!(written(&task), r#"{"id":"t1","note":"soon","owner":null}"#);
}

#[test]
fn absent_null_and_value_are_read_apart() {
    assert_eq!(read(r#"{"id":"t1","owner":null}"#).note, Field::Absent);
    assert_eq!(read(r#"{"id":"t1","owner":null,"note":null}"#).note, Field::Null);
    assert_eq!(read(r#"{"id":"t1","owner":null,"note":"x"}"#).note, Field::Value("x".to_owned()));
    assert_eq!(read(r#"{"id":"t1","owner":null}"#).owner, Nullable::Null);
    assert_eq!(read(r#"{"id":"t1","owner":"ann"}"#).owner.as_deref(), Some("ann"));
}

#[test]
fn null_in_an_optional_member_is_read_as_absent() {
    let task = read(r#"{"id":"t1","owner":null,"title":null,"parent":null,"tags":null}"#);

    assert_eq!(task, Task::new("t1", None));
}

#[test]
fn null_in_a_required_member_is_refused() {
    assert_eq!(refused(r#"{"id":null,"owner":null}"#), "id: invalid type: null, expected a string",);
}

#[test]
fn every_missing_required_member_is_named() {
    assert_eq!(refused(r#"{"title":"x"}"#), "missing `id`, `owner`");
    assert_eq!(refused(r#"{"id":"t1","owner":null,"files":{"a":{}}}"#), "files.a: missing `size`",);
}

#[test]
fn members_are_read_in_any_order() {
    let task = read(r#"{"owner":"ann","tags":["a"],"title":"x","id":"t1"}"#);

    assert_eq!((task.id.as_str(), task.title.as_deref()), ("t1", Some("x")));
}

#[test]
fn unknown_members_survive_a_round_trip() {
    let text = r#"{"id":"t1","owner":null,"traceId":"7","z":{"a":[1,null]}}"#;
    let task = read(text);

    assert_eq!(task.extra["traceId"], "7");
    assert_eq!(written(&task), text);
}

#[test]
fn unknown_members_are_dropped_where_nothing_keeps_them() {
    let file: File = rt::decode(br#"{"new":{"deep":[1]},"size":3}"#).unwrap();

    assert_eq!(serde_json::to_string(&file).unwrap(), r#"{"size":3}"#);
}

#[test]
fn an_extra_member_with_a_described_name_is_not_written_twice() {
    let mut task = Task::new("t1", None);
    task.extra.insert("id".to_owned(), json!("t2"));

    assert_eq!(written(&task), r#"{"id":"t1","owner":null}"#);
}

#[test]
fn the_last_of_duplicate_members_wins() {
    let task = read(r#"{"id":"a","owner":null,"x":1,"id":"b","x":2}"#);

    assert_eq!((task.id.as_str(), &task.extra["x"]), ("b", &json!(2)));
}

#[test]
fn a_wrong_type_is_reported_with_its_path() {
    let error = rt::decode::<Vec<Task>>(
        b"[{\"id\":\"a\",\"owner\":null},\n {\"id\":\"b\",\"parent\":{\"tags\":[\"x\",\"y\",3]}}]",
    )
    .unwrap_err();

    assert_eq!(error.path(), "[1].parent.tags[2]");
    assert_eq!(
        error.to_string(),
        "[1].parent.tags[2]: invalid type: integer `3`, expected a string",
    );
}

#[test]
fn a_path_quotes_names_that_are_no_words() {
    let path = |name: &str| {
        let text = json!({"id": "t", "owner": null, "files": {name: {"size": "x"}}}).to_string();
        rt::decode::<Task>(text.as_bytes()).unwrap_err().path().to_owned()
    };

    assert_eq!(path("a-b_c"), "files.a-b_c.size");
    assert_eq!(path("a b.c"), r#"files["a b.c"].size"#);
    assert_eq!(path("a`: b"), "files[\"a`: b\"].size");
    assert_eq!(path(""), r#"files[""].size"#);
}

#[test]
fn an_object_in_the_wrong_place_is_named() {
    assert_eq!(
        refused(r#"{"id":"t1","owner":null,"parent":7}"#),
        "parent: invalid type: integer `7`, expected an object (Task)",
    );
}

#[test]
fn a_whole_float_is_an_integer_and_others_are_not() {
    let task = |delays: &str| format!(r#"{{"id":"t1","owner":null,"delays":{delays}}}"#);

    assert_eq!(read(&task("3.0")).delays, Some(3));
    assert_eq!(read(&task("-2")).delays, Some(-2));
    assert!(refused(&task("2.5")).starts_with("delays: invalid type: floating point `2.5`"));
    assert!(refused(&task("1e300")).starts_with("delays: invalid type: floating point"));
    assert!(refused(&task("3000000000")).starts_with(
        "delays: invalid value: integer `3000000000`, expected an integer that fits i32"
    ));
}

#[test]
fn text_that_is_cut_off_or_goes_on_is_refused() {
    assert!(refused(r#"{"id":"t1","own"#).contains("EOF while parsing a string"));
    assert!(refused(r#"{"id":"t1","owner":null} x"#).contains("trailing characters"));
    assert_eq!(refused(""), "the body is empty");
}

#[test]
fn objects_are_copied_compared_and_shown_by_their_members() {
    let task = read(r#"{"id":"t1","owner":"ann","status":"done","x":1}"#);
    assert_eq!(task.clone(), task);
    assert_ne!(read(r#"{"id":"t1","owner":"ann","status":"done","x":2}"#), task);
    assert_ne!(read(r#"{"id":"t1","owner":"bob","status":"done","x":1}"#), task);

    let file: File = rt::decode(br#"{"size":3}"#).unwrap();
    assert_eq!(format!("{file:?}"), "File { size: 3 }");
    assert!(format!("{task:?}").contains(r#"owner: Value("ann")"#), "{task:?}");
}

#[test]
fn serde_reads_and_writes_generated_types() {
    let json = json!({"id": "t1", "owner": "ann", "status": "done", "delays": 2});
    let task: Task = serde_json::from_value(json.clone()).unwrap();

    assert_eq!(task.status, Some(Status::Done));
    assert_eq!(serde_json::to_value(&task).unwrap(), json);
}

#[test]
fn fields_can_be_taken_apart() {
    let field = Field::<String>::from("seven").map(|it| it.len());
    assert_eq!((field.value(), field.into_value()), (Some(&5), Some(5)));
    assert_eq!(Field::<i64>::Null.map(|it| it + 1), Field::Null);
    assert_eq!(Field::<i64>::from(Nullable::Null), Field::Null);

    let nullable = Nullable::<String>::from("seven").map(|it| it.len());
    assert_eq!((nullable.value(), nullable.into_value()), (Some(&5), Some(5)));
    assert_eq!(
        (Field::<i64>::default(), Nullable::<i64>::default()),
        (Field::Absent, Nullable::Null)
    );
}

fn written(task: &Task) -> String {
    serde_json::to_string(task).unwrap()
}

fn read(text: &str) -> Task {
    rt::decode(text.as_bytes()).unwrap()
}

fn refused(text: &str) -> String {
    rt::decode::<Task>(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn null_is_a_value_where_anything_is() {
    let null: Option<rt::Json> = rt::read_json(&json!(null)).unwrap();
    let text: Option<String> = rt::read_json(&json!(null)).unwrap();
    let member: Nullable<rt::Json> = rt::read_json(&json!(null)).unwrap();

    assert_eq!(null, Some(json!(null)));
    assert_eq!(text, None);
    assert_eq!(member, Nullable::Null);
}

#[test]
fn the_largest_integer_is_read_as_a_server_without_integers_writes_it() {
    let read = |text: &str| rt::decode::<i64>(text.as_bytes());

    assert_eq!(read("9223372036854776000").unwrap(), i64::MAX);
    assert_eq!(rt::decode::<u64>(b"9223372036854776000").unwrap(), 9_223_372_036_854_776_000);
    assert_eq!(read("-9.223372036854776e18").unwrap(), i64::MIN);
    assert!(read("9223372036854780000").is_err());
}
