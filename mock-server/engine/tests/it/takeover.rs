//! Another blueprint takes the place of the first while the mock goes on.

use serde_json::json;
use twinspec_mock::facade::{Blueprint, IdShape};

use crate::library::{Library, blueprint};

fn changed(change: impl FnOnce(&mut Blueprint)) -> Blueprint {
    let mut blueprint = blueprint();
    change(&mut blueprint);
    blueprint
}

#[tokio::test]
async fn entities_stay_with_their_ids_and_ids_go_on() {
    let (library, twin) = (Library::new(), Library::new());
    let (shelf, same) = (library.shelf("a").await, twin.shelf("a").await);
    library.book(&shelf, "x").await;
    let before = library.mock.state();

    let takeover = library.mock.take_over(blueprint()).unwrap();

    assert_eq!(takeover.to_string(), "the same operations");
    assert_eq!(library.mock.state().to_string(), before.to_string());
    assert_eq!(library.book(&shelf, "y").await, 2);
    assert_eq!((shelf, library.shelf("b").await), (same, twin.shelf("b").await));
}

#[tokio::test]
async fn what_changed_is_said_and_what_has_no_place_is_dropped() {
    let library = Library::new();
    let shelf = library.shelf("a").await;
    library.book(&shelf, "x").await;
    let other = changed(|it| {
        let operations = it.operations.to_mut();
        operations.retain(|it| it.id != "deleteShelf");
        operations[0].path = "/elsewhere".into();
        it.resources.to_mut()[1].name = "novel".into();
        it.resources.to_mut()[1].plural = "novels".into();
        it.version = "2".into();
    });

    let takeover = library.mock.take_over(other).unwrap();

    let line = takeover.to_string();
    assert!(line.starts_with("new: `novel`; gone: `book`; operations: 1 gone, "), "{line}");
    assert!(line.ends_with("dropped: 1 books"), "{line}");
    assert_eq!(library.mock.blueprint().version, "2");
    assert_eq!(library.get(&format!("/shelves/{shelf}")).await.status, 200);
}

#[tokio::test]
async fn children_go_with_what_they_belong_to() {
    let library = Library::new();
    let shelf = library.shelf("a").await;
    library.book(&shelf, "x").await;
    let other = changed(|it| {
        it.resources.to_mut()[0].name = "rack".into();
    });

    let takeover = library.mock.take_over(other).unwrap();

    assert_eq!(takeover.dropped, [("shelves".to_owned(), 1), ("books".to_owned(), 1)]);
}

#[tokio::test]
async fn an_id_is_shown_where_the_document_shows_it_now() {
    let library = Library::new();
    let shelf = library.shelf("a").await;
    let other = changed(|it| it.resources.to_mut()[0].id = vec!["key".into()].into());

    library.mock.take_over(other).unwrap();

    assert_eq!(library.mock.state()["shelves"][0]["key"], json!(shelf));
}

#[tokio::test]
async fn wrong_blueprint_changes_nothing() {
    let library = Library::new();
    let shelf = library.shelf("a").await;
    let wrong = changed(|it| it.resources = vec![].into());

    let error = library.mock.take_over(wrong).unwrap_err();

    assert!(error.to_string().contains("names a resource that does not exist"), "{error}");
    assert_eq!(library.get(&format!("/shelves/{shelf}")).await.status, 200);
}

#[tokio::test]
async fn a_reset_goes_back_to_what_the_new_one_starts_with() {
    let library = Library::with(|it| it.data("seed.yaml", "shelves: [{id: s}]"));
    let other = changed(|it| it.resources.to_mut()[0].id_shape = IdShape::Uuid);
    library.mock.take_over(other.clone()).unwrap();
    library.shelf("a").await;

    library.mock.reset();

    assert_eq!(library.mock.state()["shelves"].as_array().unwrap().len(), 1);
    let refused = library.mock.take_over_with(other.clone(), "new.yaml", "shelves: [{nmae: x}]");
    assert!(refused.unwrap_err().to_string().starts_with("new.yaml:1:"));
    library.mock.take_over_with(other, "new.yaml", "shelves: []").unwrap();
    assert_eq!(library.get("/shelves").await.json()["meta"]["total"], 0);
}
