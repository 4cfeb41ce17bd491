//! What was deleted, and comes back.

use jiff::SignedDuration;
use serde_json::{Value, json};
use twinspec_mock::{Behaviour, Refusal, StatusCode};

use crate::library::{BOOK, Library, Reply, SHELF};

const RESTORE: &str = "/_twinspec/restore";
const STATE: &str = "/_twinspec/state";
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A library that keeps shelves for a day after they were deleted, and knows each name once.
fn library() -> Library {
    let unique = Behaviour::new().keep_deleted(SHELF, DAY).before_write(SHELF, |change| {
        let name = change.entity["name"].clone();
        match change.find(SHELF, &[("name", &name)]) {
            Some(_) => Err(Refusal::new(StatusCode::CONFLICT, format!("there is a shelf {name}"))),
            None => Ok(()),
        }
    });
    Library::with(|it| it.behaviour(unique))
}

impl Library {
    async fn restore(&self, resource: &str, id: &str) -> Reply {
        self.post(RESTORE, &json!({ "resource": resource, "id": id })).await
    }
}

fn detail(reply: &Reply) -> (u16, String) {
    (reply.status.as_u16(), reply.json()["detail"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn restored_entity_is_as_it_was_without_what_belonged_to_it() {
    let library = library();
    let id = library.shelf("old").await;
    library.book(&id, "a").await;
    let before = library.get(&format!("/shelves/{id}")).await.json();
    library.delete(&format!("/shelves/{id}")).await;

    let restored = library.restore("shelf", &id).await;

    assert_eq!((restored.status.as_u16(), restored.text.as_str()), (204, ""));
    let after = library.get(&format!("/shelves/{id}")).await.json();
    assert_eq!(after["shelf"], before["shelf"]);
    assert_eq!(library.get("/books").await.json()["total"], 0);
    let again = library.restore("shelf", &id).await;
    let said = format!("no shelf of the id `{id}` was deleted lately");
    assert_eq!(detail(&again), (404, said));
}

#[tokio::test]
async fn what_was_deleted_is_gone_when_its_time_is_over() {
    let library = library();
    let (early, late) = (library.shelf("early").await, library.shelf("late").await);
    library.delete(&format!("/shelves/{early}")).await;
    library.clock.advance(SignedDuration::from_secs(1));
    library.delete(&format!("/shelves/{late}")).await;
    library.clock.advance(DAY - SignedDuration::from_secs(1));

    assert_eq!(library.restore("shelf", &early).await.status, 404);
    assert_eq!(library.restore("shelf", &late).await.status, 204);
}

#[tokio::test]
async fn what_has_no_room_any_more_stays_away() {
    let library = library();
    let id = library.shelf("one").await;
    library.delete(&format!("/shelves/{id}")).await;
    let other = library.shelf("one").await;

    let refused = library.restore("shelf", &id).await;

    assert_eq!(detail(&refused), (409, "there is a shelf \"one\"".to_owned()));
    library.delete(&format!("/shelves/{other}")).await;
    assert_eq!(library.restore("shelf", &id).await.status, 204);
}

#[tokio::test]
async fn what_may_come_back_is_part_of_the_state() {
    let library = library();
    let id = library.shelf("old").await;
    library.delete(&format!("/shelves/{id}")).await;
    let state = library.get(STATE).await.text;

    library.post("/_twinspec/reset", &Value::Null).await;
    assert_eq!(library.restore("shelf", &id).await.status, 404);
    assert_eq!(library.json("PUT", STATE, &state).await.status, 204);

    assert_eq!(library.get(STATE).await.text, state);
    assert_eq!(library.restore("shelf", &id).await.status, 204);
    assert_eq!(library.get(&format!("/shelves/{id}")).await.json()["shelf"]["name"], "old");
}

#[tokio::test]
async fn wrong_wishes_are_told_what_to_do() {
    let kept = Behaviour::new().keep_deleted(BOOK, DAY);
    let library = Library::with(|it| it.behaviour(kept));
    let shelf = library.shelf("s").await;
    let book = library.book(&shelf, "b").await.to_string();
    library.delete(&format!("/shelves/{shelf}")).await;

    let no_json = library.json("POST", RESTORE, "shelf").await;
    let no_id = library.post(RESTORE, &json!({ "resource": "shelf" })).await;
    let unknown = library.restore("lamp", "1").await;
    let not_kept = library.restore("shelf", &shelf).await;
    // It went with its shelf.
    let not_deleted = library.restore("book", &book).await;

    let expected = "expected JSON: `{\"resource\": \"contact\", \"id\": \"…\"}`";
    assert_eq!(detail(&no_json), (422, expected.to_owned()));
    let expected = "expected the texts `resource`, a name in the singular, and `id`";
    assert_eq!(detail(&no_id), (422, expected.to_owned()));
    let (status, said) = detail(&unknown);
    assert_eq!(status, 404);
    assert!(said.starts_with("no resource is called `lamp`, use `shelf`, `book`"), "{said}");
    let expected = "each shelf that is deleted is gone for good";
    assert_eq!(detail(&not_kept), (404, expected.to_owned()));
    let expected = format!("no book of the id `{book}` was deleted lately");
    assert_eq!(detail(&not_deleted), (404, expected));
}
