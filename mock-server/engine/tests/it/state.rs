//! The state: kept, brought back, and the way back to the start.

use http::Request;
use http_body_util::Full;
use serde_json::json;

use crate::library::{Library, Reply};

const STATE: &str = "/_twinspec/state";

impl Library {
    async fn control(&self, method: &str, path: &str, body: &str) -> Reply {
        let request = Request::builder().method(method).uri(path);
        self.send(request.body(Full::from(body.to_owned())).unwrap()).await
    }

    async fn reset(&self) {
        assert_eq!(self.control("POST", "/_twinspec/reset", "").await.status, 204);
    }
}

/// A library in which things were made, changed and deleted.
async fn used() -> Library {
    let text = "shelves: [{id: s, name: S}]\nbooks: [{id: 1, shelfId: s, title: a}]";
    let library = Library::with(|it| it.data("seed.yaml", text));
    let shelf = library.shelf("made").await;
    library.book(&shelf, "b").await;
    let gone = library.shelf("gone").await;
    library.delete(&format!("/shelves/{gone}")).await;
    library
}

#[tokio::test]
async fn state_that_is_put_back_is_the_same_to_the_byte() {
    let library = used().await;
    let before = library.get(STATE).await;

    let next = library.shelf("later").await;
    library.delete("/shelves/s").await;
    let changed = library.get(STATE).await.text;
    let put = library.control("PUT", STATE, &before.text).await;

    assert_ne!(changed, before.text);
    assert_eq!((put.status.as_u16(), put.text.as_str()), (204, ""));
    assert_eq!(library.get(STATE).await.text, before.text);
    assert_eq!(before.header("content-type"), "application/json");
    // What comes next is what came next.
    assert_eq!(library.shelf("later").await, next);
}

#[tokio::test]
async fn state_reads_like_a_data_file() {
    let library = used().await;

    let state = library.mock.state();

    assert_eq!(state["shelves"][0]["id"], "s");
    assert_eq!(state["shelves"].as_array().unwrap().len(), 2);
    assert_eq!(state["books"][0]["shelfId"], "s");
    assert_eq!(state["books"][1]["id"], 2);
}

#[tokio::test]
async fn state_moves_from_one_mock_to_another() {
    let (one, other) = (used().await, Library::new());

    other.mock.restore(&one.mock.state()).unwrap();

    assert_eq!(other.mock.state().to_string(), one.mock.state().to_string());
    assert_eq!(other.get("/shelves").await.text, one.get("/shelves").await.text);
    assert_eq!(other.shelf("x").await, one.shelf("x").await);
}

#[tokio::test]
async fn reset_goes_back_to_the_start_with_its_ids() {
    let library = used().await;
    let start = Library::with(|it| {
        it.data("seed.yaml", "shelves: [{id: s, name: S}]\nbooks: [{id: 1, shelfId: s, title: a}]")
    });
    let made = start.shelf("made").await;
    start.reset().await;
    let state = start.mock.state();

    library.reset().await;

    assert_eq!(library.mock.state().to_string(), state.to_string());
    assert_eq!(library.shelf("made").await, made);
}

#[tokio::test]
async fn made_up_entities_come_back_with_a_reset() {
    let library = Library::with(|it| it.fill(3));
    let start = library.get(STATE).await.text;
    let first = library.mock.state()["shelves"][0]["id"].as_str().unwrap().to_owned();

    library.delete(&format!("/shelves/{first}")).await;
    library.reset().await;

    assert_eq!(library.get(STATE).await.text, start);
}

#[tokio::test]
async fn data_file_is_a_state_and_is_checked_like_one() {
    let library = used().await;
    let before = library.mock.state();

    let wrong = library.control("PUT", STATE, r#"{"shelves": [{"id": "x", "nmae": "X"}]}"#).await;
    let unchanged = library.mock.state() == before;
    let right = library.control("PUT", STATE, r#"{"shelves": [{"id": "x", "name": "X"}]}"#).await;

    assert_eq!((wrong.status.as_u16(), right.status.as_u16(), unchanged), (422, 204, true));
    let errors = &wrong.json()["errors"];
    assert_eq!(errors[0], "the state:1:26: a shelf has no property `nmae`: correct or remove it");
    assert_eq!(library.get("/shelves").await.json()["meta"]["total"], 1);
}

#[tokio::test]
async fn wrong_state_is_refused_with_all_reasons_and_changes_nothing() {
    let library = used().await;
    let before = library.get(STATE).await.text;
    let state = json!({
        "shelfs": [],
        "shelves": [{"id": "a"}, {"id": "a"}, {"name": "x"}, 7],
        "books": {},
        "_twinspec": {
            "drawn": -1,
            "resources": {"books": {"next": "x", "more": 1}, "pages": {}},
        },
    });

    let reply = library.control("PUT", STATE, &state.to_string()).await;

    assert_eq!(reply.status, 422);
    assert_eq!(
        reply.json()["errors"],
        json!([
            "the key `shelfs` is no resource, use one of `shelves`, `books`, `tokens`, `apps`",
            "_twinspec.drawn: must be a number from 0",
            "_twinspec.resources: there is no `pages`",
            "shelves[1]: the id `a` is taken, give each its own",
            "shelves[2]: a shelf needs an id in `id`",
            "shelves[3]: must be an object",
            "shelves[3]: a shelf needs an id in `id`",
            "_twinspec.resources.books: has no `more`, use `made`, `drawn`, `next`, `gone`, `deleted`",
            "_twinspec.resources.books.next: must be a number from 0",
            "books: must be a list",
        ])
    );
    assert_eq!(library.get(STATE).await.text, before);
    assert_eq!(library.control("PUT", STATE, "{").await.status, 422);
    assert_eq!(library.control("PUT", STATE, "[]").await.status, 422);
}

#[tokio::test]
async fn control_routes_say_what_there_is() {
    let library = Library::new();

    let wrong = library.delete(STATE).await;
    let options = library.control("OPTIONS", "/_twinspec/reset", "").await;
    let head = library.control("HEAD", STATE, "").await;
    let unknown = library.get("/_twinspec/nothing").await;

    assert_eq!((wrong.status.as_u16(), wrong.header("allow")), (405, "GET, PUT"));
    assert_eq!((options.status.as_u16(), options.header("allow")), (204, "POST"));
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    assert_eq!(unknown.status, 404);
    assert_eq!(library.get("/_twinspec/").await.json()["routes"][1], "GET /_twinspec/state");
}

#[tokio::test]
async fn control_routes_need_no_credential() {
    let mock = twinspec_mock::Mock::builder(&crate::library::blueprint()).build().unwrap();
    let library = Library { mock, clock: Library::new().clock };

    assert_eq!(library.get("/shelves").await.status, 401);
    assert_eq!(library.get(STATE).await.status, 200);
}
