//! The same seed and the same requests give the same bytes; and threads lose nothing.

use std::collections::BTreeSet;

use serde_json::json;

use crate::library::Library;

/// Plays a story; gives every byte that was answered.
async fn story(library: &Library) -> String {
    let mut answers = String::new();
    for name in ["a", "b"] {
        answers += &library.post("/shelves", &json!({ "name": name })).await.text;
        answers += &library.get("/shelves").await.text;
        answers += &library.post("/shelves", &json!({ "nmae": name })).await.text;
    }
    answers
}

#[tokio::test]
async fn same_seed_same_bytes() {
    let (one, other) = (Library::with(|it| it.seed(7)), Library::with(|it| it.seed(7)));

    assert_eq!(story(&one).await, story(&other).await);
}

#[tokio::test]
async fn another_seed_makes_other_ids() {
    let (one, other) = (Library::with(|it| it.seed(7)), Library::with(|it| it.seed(8)));

    assert_ne!(one.shelf("a").await, other.shelf("a").await);
}

#[tokio::test]
async fn reads_and_other_resources_do_not_shift_ids() {
    let (quiet, busy) = (Library::new(), Library::new());
    let first = quiet.shelf("a").await;

    busy.get("/shelves").await;
    assert_eq!(busy.shelf("a").await, first);
    busy.book(&first, "x").await;
    busy.get(&format!("/shelves/{first}")).await;

    assert_eq!(quiet.shelf("b").await, busy.shelf("b").await);
}

#[tokio::test]
async fn resources_do_not_draw_the_same_ids() {
    let library = Library::changed(|blueprint| {
        blueprint.resources.to_mut()[1].id_shape = blueprint.resources[0].id_shape.clone();
    });
    let shelf = library.shelf("a").await;

    let book = library.post(&format!("/shelves/{shelf}/books"), &json!({ "title": "x" })).await;

    assert!(book.json()["id"].as_str().unwrap().starts_with("sh_"));
    assert_ne!(book.json()["id"], shelf);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn creates_on_several_threads_lose_nothing() {
    let library = std::sync::Arc::new(Library::new());
    let shelf = library.shelf("a").await;
    let makers = (0..4).map(|maker| {
        let (library, shelf) = (library.clone(), shelf.clone());
        tokio::spawn(async move {
            let mut ids = Vec::new();
            for number in 0..50 {
                ids.push(library.book(&shelf, &format!("{maker}-{number}")).await);
                let added = json!({ "tags": [format!("{maker}-{number}")] });
                library.post(&format!("/shelves/{shelf}/tags"), &added).await;
            }
            ids
        })
    });

    let mut ids = BTreeSet::new();
    for maker in makers.collect::<Vec<_>>() {
        ids.extend(maker.await.unwrap());
    }

    assert_eq!(ids.len(), 200);
    assert_eq!(library.get("/books").await.json()["total"], 200);
    let read = library.get(&format!("/shelves/{shelf}")).await.json();
    assert_eq!(read["shelf"]["tags"].as_array().unwrap().len(), 200);
}

#[tokio::test]
async fn filling_makes_so_many_entities_and_the_same_again() {
    let (one, other) = (Library::with(|it| it.fill(3)), Library::with(|it| it.fill(3)));

    let shelves = one.get("/shelves").await;
    assert_eq!(shelves.text, other.get("/shelves").await.text);
    assert!(shelves.text.contains("\"total\":3"), "{}", shelves.text);
    assert_ne!(shelves.text, Library::with(|it| it.fill(3).seed(2)).get("/shelves").await.text);
}
