//! One schema in answers, in what creates and replaces, and in several kinds of patch.

use insta::assert_snapshot;

use super::check;

/// `due` may be left out and may be null, `text` may be null, `tags` may be left out. A patch of a note
/// is valid as a note is: who leaves `title` out of one sends what the document does not allow.
pub(crate) const PATCHES: &str = r"
paths:
  /notes:
    post:
      operationId: create-note
      tags: [Notes]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
      responses: {'201': &note {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}
  /notes/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: get-note, tags: [Notes], responses: {'200': *note}}
    put:
      operationId: replace-note
      tags: [Notes]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
      responses: {'200': *note}
    patch:
      operationId: change-note
      tags: [Notes]
      requestBody:
        required: true
        content:
          application/json-patch+json: {schema: {type: array, items: {$ref: '#/components/schemas/Change'}}}
          application/json: {schema: {$ref: '#/components/schemas/Note'}}
          application/merge-patch+json: {schema: {$ref: '#/components/schemas/Note'}}
      responses: {'200': *note}
components:
  schemas:
    Note:
      type: object
      required: [title, text]
      properties:
        id: {type: string, readOnly: true}
        title: {type: string}
        text: {type: string, nullable: true}
        due: {type: string, nullable: true}
        tags: {type: array, items: {type: string}}
    Change:
      type: object
      required: [op, path]
      properties:
        op: {type: string, enum: [add, remove, replace]}
        path: {type: string}
        value: {type: string, nullable: true}
";

#[test]
fn patches_of_one_schema_are_told_apart_and_share_its_type() {
    let found = check(
        PATCHES,
        &[
            ("client/types.rs", "pub struct Note"),
            ("client/notes.rs", "pub fn create("),
            ("client/notes.rs", "pub fn replace("),
            ("client/notes.rs", "pub fn change("),
            ("client/notes.rs", "rt::bodies!"),
        ],
    );

    assert_snapshot!(found);
}

/// What goes over the wire and comes back; [`crate::compiles`] compiles and runs it.
pub(crate) const PROGRAM: &str = r##"
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use goldens::patches::notes::ChangeBody;
use goldens::patches::types::{Change, ChangeOp, Note};
use goldens::patches::{Client, Error};
use twinspec_client::{Answering, Field, Nullable, Transport, bytes::Bytes, http};

/// Keeps what is sent, and answers with a note of which `due` is null, `tags` is absent and
/// `color` is unknown.
#[derive(Clone, Default)]
struct Wire(Arc<Mutex<Vec<String>>>);

const STORED: &str = r#"{"id":"n1","title":"Call","text":null,"due":null,"color":"red"}"#;

impl Transport for Wire {
    fn send(&self, request: http::Request<Bytes>) -> Answering<'_> {
        let media_type = request.headers().get("content-type").map(|it| it.to_str().unwrap());
        let body = String::from_utf8_lossy(request.body());
        let line = format!("{} {} {body}", request.method(), media_type.unwrap_or("-"));
        self.0.lock().unwrap().push(line);
        Box::pin(async { Ok(http::Response::new(Bytes::from_static(STORED.as_bytes()))) })
    }
}

fn run<T>(calls: impl AsyncFnOnce(Client) -> Result<T, Error>) -> (T, Vec<String>) {
    let wire = Wire::default();
    let client = Client::builder().base_url("http://test").transport(wire.clone()).build().unwrap();
    let mut calls = pin!(calls(client));
    // The transport answers at once, so that nobody has to wait.
    let polled = calls.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(result) = polled else { panic!("a call waits for something") };
    (result.unwrap(), wire.0.lock().unwrap().clone())
}

#[test]
fn null_is_not_absent_in_whatever_is_sent() {
    let ((), sent) = run(async |client| {
        let notes = client.notes();
        notes.create("Call", Nullable::Null).due(Field::Null).await?;
        notes.create("Call", "back").due("tomorrow").await?;
        notes.replace("n1", "Call", "back").await?;
        let mut note = Note::new("Call", Nullable::Null);
        notes.change("n1", ChangeBody::MergePatchJson(note.clone())).await?;
        note.due = Field::Null;
        notes.change("n1", ChangeBody::MergePatchJson(note.clone())).await?;
        notes.change("n1", ChangeBody::Json(note)).await?;
        let mut change = Change::new(ChangeOp::Replace, "/due");
        change.value = Field::Null;
        let remove = Change::new(ChangeOp::Remove, "/text");
        notes.change("n1", ChangeBody::JsonPatchJson(vec![change, remove])).await?;
        Ok(())
    });

    let expected = [
        r#"POST application/json {"title":"Call","text":null,"due":null}"#,
        r#"POST application/json {"title":"Call","text":"back","due":"tomorrow"}"#,
        r#"PUT application/json {"title":"Call","text":"back"}"#,
        r#"PATCH application/merge-patch+json {"title":"Call","text":null}"#,
        r#"PATCH application/merge-patch+json {"title":"Call","text":null,"due":null}"#,
        r#"PATCH application/json {"title":"Call","text":null,"due":null}"#,
        r#"PATCH application/json-patch+json [{"op":"replace","path":"/due","value":null},{"op":"remove","path":"/text"}]"#,
    ];
    assert_eq!(sent, expected);
}

#[test]
fn what_was_read_is_sent_back_as_it_was() {
    let (note, sent) = run(async |client| {
        let note = client.notes().get("n1").await?.into_value();
        client.notes().change("n1", ChangeBody::MergePatchJson(note.clone())).await?;
        Ok(note)
    });

    assert!(note.text.is_null());
    assert!(note.due.is_null());
    assert_eq!(note.tags, None);
    assert_eq!(note.extra["color"], "red");
    assert_eq!(sent[1], format!("PATCH application/merge-patch+json {STORED}"));
}
"##;
