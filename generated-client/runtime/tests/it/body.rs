//! Bodies of requests that are not plain JSON.

use http::Request;
use serde_json::json;
use twinspec_client::facade as rt;
use twinspec_client::{Field, File, Nullable};

use crate::fake::{Fake, operation};
use crate::fixture::CreateTask;

#[tokio::test]
async fn json_can_have_a_media_type_of_its_own() {
    let request =
        sent(|call| call.json_as("application/merge-patch+json", &CreateTask::new("x"))).await;

    assert_eq!(request.headers()["content-type"], "application/merge-patch+json");
    assert_eq!(request.body(), r#"{"title":"x"}"#);
}

#[tokio::test]
async fn a_form_repeats_lists_and_writes_objects_as_json() {
    let body = json!({
        "a": "x & y=ü+", "b": [1, "z"], "c": {"d": [true]}, "e": null, "f": [], "g h": 1.0
    });

    let request = sent(|call| call.form(&body)).await;

    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(
        request.body(),
        "a=x%20%26%20y%3D%C3%BC%2B&b=1&b=z&c=%7B%22d%22%3A%5Btrue%5D%7D&e=&g%20h=1",
    );
}

#[tokio::test]
async fn members_of_a_form_can_have_a_style() {
    const ENCODING: &[rt::Parameter] = &[
        rt::Parameter::query("items").style(rt::Style::DeepObject),
        rt::Parameter::query("tags").explode(false),
        rt::Parameter::query("json").json(),
    ];
    let body = json!({"items": [{"price": 3}], "json": ["a"], "tags": ["b", "c"]});

    let request = sent(|call| call.form_as(&body, ENCODING)).await;

    assert_eq!(request.body(), "items%5B0%5D%5Bprice%5D=3&json=%5B%22a%22%5D&tags=b,c",);
}

#[tokio::test]
async fn a_generated_type_can_be_a_form_and_what_is_absent_is_left_out() {
    let mut task = CreateTask::new("x");
    assert_eq!(sent(|call| call.form(&task)).await.body(), "title=x");

    task.body = Field::Null;
    let request = sent(|call| call.form(&task)).await;
    // The order is that of `serde_json`'s maps, which a feature of that crate changes.
    let mut pairs: Vec<&[u8]> = request.body().split(|it| *it == b'&').collect();
    pairs.sort_unstable();
    assert_eq!(pairs, [b"body=".as_slice(), b"title=x"]);
}

#[tokio::test]
async fn only_an_object_can_be_a_form() {
    let error = refused(|call| call.form(&json!([1]))).await;

    assert!(
        error
            .ends_with("was not sent: the body is not an object, and only an object can be a form")
    );
}

#[tokio::test]
async fn bytes_and_text_are_sent_as_they_are() {
    let request = sent(|call| call.bytes("application/octet-stream", vec![0, 159])).await;
    assert_eq!(request.headers()["content-type"], "application/octet-stream");
    assert_eq!(request.body(), &[0, 159][..]);

    let request = sent(|call| call.text("application/xml", "<a/>")).await;
    assert_eq!(request.headers()["content-type"], "application/xml");
    assert_eq!(request.body(), "<a/>");
}

#[tokio::test]
async fn a_file_alone_has_its_own_media_type_or_that_of_the_document() {
    let png = File::from("x").with_content_type("image/png");
    for (file, documented, wanted) in [
        (png, "image/*", "image/png"),
        (File::from("x"), "image/gif", "image/gif"),
        (File::from("x"), "image/*", "application/octet-stream"),
    ] {
        let request = sent(|call| call.file(documented, &file)).await;
        assert_eq!(request.headers()["content-type"], wanted);
        assert_eq!(request.body(), "x");
    }
    let odd = File::from("x").with_content_type("a\nb");
    let error = refused(|call| call.file("image/*", &odd)).await;
    assert!(
        error.ends_with("the value of `content-type` has a character that no header can carry")
    );
}

#[tokio::test]
async fn a_body_that_may_be_left_out_is_left_out() {
    let some = Some(CreateTask::new("x"));

    let with = sent(|call| call.maybe(some.as_ref(), rt::Call::json)).await;
    let without = sent(|call| call.maybe(None::<&CreateTask>, rt::Call::json)).await;

    assert_eq!(with.body(), r#"{"title":"x"}"#);
    assert!(without.body().is_empty() && !without.headers().contains_key("content-type"));
}

#[tokio::test]
async fn parts_are_texts_json_and_files() {
    let file = File::new("a\"b.png", vec![0, 255]).with_content_type("image/png");
    let parts = rt::Parts::new()
        .value("title", &"é".to_owned())
        .value("count", &3)
        .value("tags", &vec!["x".to_owned(), "y".to_owned()])
        .value("task", &CreateTask::new("z"))
        .value_as("ids", "application/json", &vec![1, 2])
        .value_as("note", "text/markdown", &"*a*".to_owned())
        .file("raw", &File::from("b"))
        .file_as("picture", "image/jpeg", &file)
        .file_as("scan", "image/jpeg", &File::from(vec![1]));

    let request = sent(|call| call.multipart(parts)).await;

    let boundary = boundary_of(&request);
    let text = String::from_utf8_lossy(request.body()).replace(&boundary, "B");
    let part = |head: &str, body: &str| {
        format!("--B\r\ncontent-disposition: form-data; name={head}\r\n\r\n{body}\r\n")
    };
    let typed = |head: &str, media_type: &str, body: &str| {
        part(&format!("{head}\r\ncontent-type: {media_type}"), body)
    };
    let octets = "application/octet-stream";
    let wanted = [
        part("\"title\"", "é"),
        part("\"count\"", "3"),
        part("\"tags\"", "x"),
        part("\"tags\"", "y"),
        typed("\"task\"", "application/json", r#"{"title":"z"}"#),
        typed("\"ids\"", "application/json", "[1,2]"),
        typed("\"note\"", "text/markdown", "*a*"),
        typed("\"raw\"; filename=\"file\"", octets, "b"),
        typed("\"picture\"; filename=\"a%22b.png\"", "image/png", "\0\u{fffd}"),
        typed("\"scan\"; filename=\"file\"", "image/jpeg", "\u{1}"),
        "--B--\r\n".to_owned(),
    ];
    assert_eq!(text, wanted.concat());
}

#[tokio::test]
async fn parts_that_are_absent_are_left_out() {
    let some = [File::from("a"), File::from("b")];
    let parts = rt::Parts::new()
        .value("absent", &Field::<String>::Absent)
        .value("none", &None::<String>)
        .value("null", &Field::<String>::Null)
        .file("no-file", &None::<File>)
        .file("no-field", &Field::<File>::Absent)
        .file("nullable", &Nullable::Value(some.to_vec()))
        .extra(&rt::Map::from([("more".to_owned(), json!(true))]));

    let request = sent(|call| call.multipart(parts)).await;

    let text = String::from_utf8_lossy(request.body()).into_owned();
    let names = text.split(" name=\"").skip(1).map(|it| it.split('"').next().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["null", "nullable", "nullable", "more"]);
}

#[tokio::test]
async fn a_boundary_is_the_same_for_the_same_parts_and_in_none_of_them() {
    let first = sent(|call| call.multipart(rt::Parts::new().value("a", &1))).await;
    let second = sent(|call| call.multipart(rt::Parts::new().value("a", &1))).await;
    assert_eq!(first.body(), second.body());
    assert_eq!(first.headers(), second.headers());

    // A body inside of a body, again and again.
    let mut bytes = first.into_body();
    for _ in 0..20 {
        let inner = bytes.clone();
        let request =
            sent(|call| call.multipart(rt::Parts::new().file("a", &File::from(inner)))).await;
        let boundary = boundary_of(&request);
        bytes = request.into_body();
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.matches(&boundary).count(), 2);
    }
}

#[tokio::test]
async fn no_part_can_smuggle_in_a_header() {
    let file = File::new("a\r\nx: y", vec![]);
    let request = sent(|call| call.multipart(rt::Parts::new().file("p\"\r\n", &file))).await;
    let text = String::from_utf8_lossy(request.body()).into_owned();
    assert!(text.contains(r#"name="p%22%0D%0A"; filename="a%0D%0Ax: y""#), "{text}");

    let file = File::from("a").with_content_type("a/b\r\nx: y");
    let error = refused(|call| call.multipart(rt::Parts::new().file("p", &file))).await;
    assert!(error.ends_with(
        "was not sent: the media type of the part `p` has a character that no header can carry"
    ));
}

#[test]
fn a_file_in_json_is_the_text_that_it_contains() {
    let file: File = rt::decode(br#""a\u00e9""#).unwrap();

    assert_eq!(file.bytes, "aé");
    assert_eq!(serde_json::to_string(&file).unwrap(), r#""aé""#);
    assert_eq!(rt::to_json(&File::from(vec![b'a', 255])), json!("a\u{fffd}"));
}

#[test]
fn debug_shows_the_size_of_a_file_and_not_what_is_in_it() {
    let shown = format!("{:?}", File::new("cat.png", "secret".to_owned()));

    assert!(shown.contains("cat.png") && shown.contains('6') && !shown.contains("secret"));
}

async fn sent(give: impl FnOnce(rt::Call<'static>) -> rt::Call<'static>) -> Request<bytes::Bytes> {
    let fake = Fake::answering(200, "7");
    give(fake.call(&POST)).send::<rt::Json, rt::NoBodies>().await.unwrap();
    fake.request()
}

async fn refused(give: impl FnOnce(rt::Call<'static>) -> rt::Call<'static>) -> String {
    let fake = Fake::answering(200, "7");
    let error = give(fake.call(&POST)).send::<rt::Json, rt::NoBodies>().await.unwrap_err();
    assert!(error.is_request() && fake.is_untouched());
    error.to_string()
}

static POST: rt::Operation = operation("/", &[]);

fn boundary_of(request: &Request<bytes::Bytes>) -> String {
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    boundary.to_owned()
}

#[tokio::test]
async fn a_body_of_parts_can_be_given_as_a_whole() {
    let body = json!({"a": 1, "b": ["x"], "c": {"d": true}});

    let whole = sent(|call| call.multipart(rt::Parts::new().all(&body))).await;
    let parts = rt::Parts::new().value("a", &json!(1)).value("b", &json!(["x"]));
    let parts = parts.value("c", &json!({"d": true}));
    let apart = sent(|call| call.multipart(parts)).await;
    let refused = refused(|call| call.multipart(rt::Parts::new().all(&json!([1])))).await;

    assert_eq!(whole.body(), apart.body());
    assert!(refused.contains("only an object has parts"), "{refused}");
}

#[tokio::test]
async fn a_body_of_several_forms_is_sent_as_the_one_that_is_given() {
    rt::bodies! {
        pub enum Body {
            Json(CreateTask) = rt::Call::json,
            File(File) = |call, body| call.file("application/octet-stream", body),
        }
    }
    rt::call!(Send(Body, Body::give) -> rt::Empty, rt::NoBodies);

    let send = async |body| {
        let fake = Fake::answering(204, "");
        Send(fake.call(&POST), body).await.unwrap();
        fake.request()
    };
    let json = send(Some(Body::Json(CreateTask::new("x")))).await;
    let file = send(Some(Body::File(File::new("a", "b")))).await;
    let none = send(None).await;

    assert_eq!(
        (&json.headers()["content-type"], &**json.body()),
        (&"application/json".parse().unwrap(), &br#"{"title":"x"}"#[..])
    );
    assert_eq!(
        (&file.headers()["content-type"], &**file.body()),
        (&"application/octet-stream".parse().unwrap(), &b"b"[..])
    );
    assert!(!none.headers().contains_key("content-type") && none.body().is_empty());
}
