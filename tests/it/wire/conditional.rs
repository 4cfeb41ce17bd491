//! Versions, places and times in headers, where the document declares them.

use http::Request;

use crate::wire::Served;

const NOTES: &str = "
paths:
  /v2/notes:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
      responses:
        '201':
          description: it
          headers:
            Location: {required: true, schema: {type: string, format: uri-reference}}
            ETag: {schema: {type: string}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
    get:
      responses:
        '200':
          description: them
          headers: {ETag: {schema: {type: string}}}
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Note'}}}}
        '304': {description: the same}
  /v2/notes/{noteId}:
    parameters: [{name: noteId, in: path, required: true, schema: {type: string}}]
    get:
      parameters: [{name: If-None-Match, in: header, schema: {type: string}}]
      responses:
        '200':
          description: it
          headers: {ETag: {required: true, schema: {type: string}}, Last-Modified: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
        '304': {description: the same, headers: {ETag: {required: true, schema: {type: string}}}}
    put:
      parameters: [{name: If-Match, in: header, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
      responses:
        '200':
          description: it
          headers: {ETag: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
        '412': {description: another version}
    delete:
      parameters: [{name: If-Match, in: header, schema: {type: string}}]
      responses: {'204': {description: gone}, '412': {description: another version}}
  /v2/notes/{noteId}/pins:
    parameters: [{name: noteId, in: path, required: true, schema: {type: string}}]
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}
      responses:
        '201':
          description: it
          headers: {Location: {required: true, schema: {type: string, format: uri}}}
          content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}
  /v2/notes/{noteId}/pins/{pinId}:
    parameters:
    - {name: noteId, in: path, required: true, schema: {type: string}}
    - {name: pinId, in: path, required: true, schema: {type: integer}}
    get:
      responses: {'200': {description: it, content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}}
components:
  schemas:
    Note:
      type: object
      properties:
        id: {type: string, readOnly: true}
        text: {type: string}
        updatedAt: {type: string, format: date-time, readOnly: true}
";

/// Makes a note; returns its path.
async fn note(served: &Served, text: &str) -> String {
    let body = format!(r#"{{"text": "{text}"}}"#);
    let reply = served.post("/v2/notes", "application/json", &body).await;
    assert_eq!(reply.status, 201);
    reply.header("location").to_owned()
}

fn with(method: &str, path: &str, name: &str, value: &str) -> http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    request.header(name, value).header("content-type", "application/json")
}

#[tokio::test]
async fn what_was_made_says_where_it_is() {
    let served = Served::of(NOTES);

    let path = note(&served, "a").await;
    let read = served.get(&path).await;
    let pin = with("POST", &format!("{path}/pins"), "host", "notes.test:81");
    let pin = served.send(pin, "{}").await;

    assert_eq!(path, format!("/v2/notes/{}", read.json()["id"].as_str().unwrap()));
    assert_eq!(pin.header("location"), format!("http://notes.test:81{path}/pins/1"));
}

#[tokio::test]
async fn a_version_that_is_known_is_not_sent_again() {
    let served = Served::of(NOTES);
    let path = note(&served, "a").await;
    let first = served.get(&path).await;
    let etag = first.header("etag");

    let same = served.send(with("GET", &path, "if-none-match", etag), "").await;
    let weak =
        served.send(with("GET", &path, "if-none-match", &format!("\"x\", W/{etag}")), "").await;
    let other = served.send(with("GET", &path, "if-none-match", "\"x\""), "").await;
    let changed = served.send(with("PUT", &path, "if-match", etag), r#"{"text": "b"}"#).await;
    let now = served.send(with("GET", &path, "if-none-match", etag), "").await;

    assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag}");
    assert_eq!((same.status.as_u16(), same.text.as_str(), same.header("etag")), (304, "", etag));
    assert_eq!((weak.status.as_u16(), other.status.as_u16()), (304, 200));
    assert_eq!((changed.status.as_u16(), now.status.as_u16()), (200, 200));
    assert_eq!(changed.header("etag"), now.header("etag"));
    assert_ne!(now.header("etag"), etag);
}

#[tokio::test]
async fn a_list_has_a_version_too() {
    let served = Served::of(NOTES);
    note(&served, "a").await;
    let first = served.get("/v2/notes").await;
    let known = || with("GET", "/v2/notes", "if-none-match", first.header("etag"));

    let same = served.send(known(), "").await;
    note(&served, "b").await;
    let other = served.send(known(), "").await;

    assert_eq!((same.status.as_u16(), other.status.as_u16()), (304, 200));
}

#[tokio::test]
async fn a_write_to_another_version_is_refused_and_changes_nothing() {
    let served = Served::of(NOTES);
    let path = note(&served, "a").await;

    let put = served.send(with("PUT", &path, "if-match", "\"x\""), r#"{"text": "b"}"#).await;
    let delete = served.send(with("DELETE", &path, "if-match", "\"x\""), "").await;
    let after = served.get(&path).await;
    let any = served.send(with("DELETE", &path, "if-match", "*"), "").await;

    assert_eq!((put.status.as_u16(), delete.status.as_u16()), (412, 412));
    assert_eq!(after.json()["text"], "a");
    assert_eq!(any.status, 204);
}

#[tokio::test]
async fn the_time_of_a_change_is_a_condition_as_well() {
    let served = Served::of(NOTES);
    let path = note(&served, "a").await;
    let modified = served.get(&path).await;
    let modified = modified.header("last-modified");

    let same = served.send(with("GET", &path, "if-modified-since", modified), "").await;
    let long_ago = "Sat, 29 Oct 1994 19:43:31 GMT";
    let other = served.send(with("GET", &path, "if-modified-since", long_ago), "").await;

    assert!(modified.ends_with(" GMT"), "{modified}");
    assert_eq!((same.status.as_u16(), other.status.as_u16()), (304, 200));
}
