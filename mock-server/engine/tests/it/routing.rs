//! Which operation a request gets to.

use http::Request;
use http_body_util::Full;
use serde_json::json;
use twinspec_mock::facade::{Action, Key, Verb};
use twinspec_mock::{Behaviour, Refusal, StatusCode};

use crate::library::{Library, operation};

/// A library that answers every valid request with its path parameters.
fn echo() -> Library {
    let echo = Behaviour::new().authorise(|access| {
        let names = ["shelfId", "name", "left", "right"];
        let values = names.iter().filter_map(|name| Some(format!("{name}={}", access.path(name)?)));
        Err(Refusal::new(StatusCode::BAD_REQUEST, values.collect::<Vec<_>>()))
    });
    Library::with(|it| it.behaviour(echo))
}

#[tokio::test]
async fn unknown_path_is_404_in_the_general_error_form() {
    let reply = Library::new().get("/nowhere/at/all").await;

    assert_eq!(reply.status, 404);
    assert_eq!(reply.json(), json!({ "statusCode": 404, "message": "Cannot GET /nowhere/at/all" }));
}

#[tokio::test]
async fn without_a_general_error_form_errors_are_problem_details() {
    let library = Library::changed(|blueprint| blueprint.error = None);

    let reply = library.get("/nowhere").await;

    assert_eq!(reply.status, 404);
    assert_eq!(reply.header("content-type"), "application/problem+json");
    assert_eq!(
        reply.json(),
        json!({
            "type": "about:blank", "title": "Not Found", "status": 404,
            "detail": "Cannot GET /nowhere",
        })
    );
}

#[tokio::test]
async fn wrong_method_is_405_and_lists_the_right_ones() {
    let reply = Library::new().json("PATCH", "/shelves", "{}").await;

    assert_eq!(reply.status, 405);
    assert_eq!(reply.header("allow"), "GET, POST, OPTIONS, HEAD");
    assert_eq!(reply.json()["statusCode"], 405);
}

#[tokio::test]
async fn options_lists_the_methods_without_asking_for_credentials() {
    let library = Library::new();
    let request = Request::options("/shelves/x").body(Full::default()).unwrap();

    let reply = library.send(request).await;

    assert_eq!(reply.status, 204);
    assert_eq!(reply.header("allow"), "GET, PUT, DELETE, OPTIONS, HEAD, PATCH");
    assert_eq!(reply.text, "");
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let library = Library::new();
    let id = library.shelf("a").await;
    let path = format!("/shelves/{id}/books");
    let read = library.get(&path).await;

    let reply = library.send(Request::head(&path).body(Full::default()).unwrap()).await;

    assert_eq!(reply.status, 200);
    assert_eq!(reply.text, "");
    assert_eq!(reply.header("content-length"), read.text.len().to_string());
    assert_eq!(reply.header("content-type"), "application/json");
}

#[tokio::test]
async fn trailing_slash_means_nothing() {
    let library = Library::new();

    for path in ["/shelves", "/shelves/", "/books/", "/books"] {
        assert_eq!(library.get(path).await.status, 200, "{path}");
    }
    assert_eq!(library.get("/shelves//").await.status, 404);
}

#[tokio::test]
async fn literal_segment_beats_a_parameter_only_for_its_own_methods() {
    let library = Library::new();

    let searched = library.post("/shelves/search", &json!({})).await;
    let read = library.get("/shelves/search").await;

    assert_eq!((searched.status.as_u16(), searched.text.as_str()), (200, "[]"));
    assert_eq!(read.status, 404);
    assert_eq!(read.json()["message"], "there is no shelf with the id `search`");
}

#[tokio::test]
async fn name_of_a_parameter_may_differ_by_method() {
    let library = Library::changed(|blueprint| {
        for operation in blueprint.operations.to_mut() {
            if operation.id == "deleteShelf" {
                operation.path = "/shelves/{key}".into();
                operation.parameters = vec![].into();
                let Action::On { verb, .. } = &mut operation.action else { panic!() };
                *verb = Verb::Delete { key: Key::Parameter("key".into()) };
            }
        }
    });
    let path = format!("/shelves/{}", library.shelf("a").await);

    assert_eq!(library.get(&path).await.status, 200);
    assert_eq!(library.delete(&path).await.status, 204);
    let other = library.post(&path, &json!({})).await;
    assert_eq!(other.header("allow"), "GET, PUT, DELETE, OPTIONS, HEAD, PATCH");
}

#[tokio::test]
async fn suffix_beats_a_bare_parameter() {
    let library = Library::new();

    assert_eq!(library.get("/files/a.json").await.json(), json!({ "operation": "fileAsJson" }));
    assert_eq!(library.get("/files/a.txt").await.json(), json!({ "operation": "file" }));
    assert_eq!(library.get("/files/.json").await.json(), json!({ "operation": "file" }));
}

#[tokio::test]
async fn order_of_the_document_does_not_decide_between_templates() {
    let library = Library::changed(|blueprint| blueprint.operations.to_mut().reverse());

    assert_eq!(library.get("/files/a.json").await.json(), json!({ "operation": "fileAsJson" }));
    assert_eq!(library.get("/files/a.txt").await.json(), json!({ "operation": "file" }));
}

#[tokio::test]
async fn two_parameters_share_a_segment() {
    let reply = echo().get("/ratios/16:9:1").await;

    assert_eq!(reply.json()["message"], r#"left="16"; right="9:1""#);
}

#[tokio::test]
async fn path_is_decoded_after_it_is_split() {
    let library = echo();

    let slash = library.get("/files/a%2Fb").await;
    let unicode = library.get("/files/%C3%A9%25%20+").await;

    assert_eq!(slash.json()["message"], r#"name="a/b""#);
    assert_eq!(unicode.json()["message"], "name=\"é% +\"");
}

#[tokio::test]
async fn broken_escapes_are_400() {
    let library = Library::new();

    for path in ["/shelves/%", "/shelves/%4", "/shelves/%zz", "/shelves/%ff", "/shelves?q=%E0%A4"] {
        let reply = library.get(path).await;
        assert_eq!(reply.status, 400, "{path}");
        assert!(reply.json()["message"].as_str().unwrap().contains('%'), "{}", reply.text);
    }
}

#[tokio::test]
async fn path_parameter_that_is_not_described_still_names_its_entity() {
    let library = Library::changed(|blueprint| {
        for operation in blueprint.operations.to_mut() {
            operation.parameters = vec![].into();
        }
    });

    let shelf = library.shelf("a").await;
    let book = library.book(&shelf, "x").await;

    assert_eq!(library.get(&format!("/shelves/{shelf}/books/{book}")).await.status, 200);
}

#[tokio::test]
async fn layers_can_ask_which_operation_a_request_is_for() {
    let mock = Library::new().mock;

    let found = mock.operation(&http::Method::GET, "/shelves/x/books/7");

    assert_eq!(found, Some(operation("getBook")));
    assert_eq!(mock.operation(&http::Method::POST, "/books"), None);
}
