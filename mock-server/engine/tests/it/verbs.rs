//! What each verb does to the store, and what it answers.

use serde_json::json;
use twinspec_mock::facade::{Action, Fill, Key, Method, Scope, Slot, StampFormat, Verb};

use crate::library::Library;

#[tokio::test]
async fn create_answers_in_the_order_of_the_view_and_stays_readable() {
    let library = Library::new();
    let body = json!({ "width": 3, "name": "Tall", "owner": { "name": "Mara" } });

    let created = library.post("/shelves", &body).await;
    let id = created.json()["shelf"]["id"].as_str().unwrap().to_owned();
    let read = library.get(&format!("/shelves/{id}")).await;

    assert_eq!(created.status, 201);
    assert_eq!(created.header("content-type"), "application/json");
    let shelf = format!(
        r#"{{"id":"{id}","name":"Tall","kind":null,"width":3,"owner":{{"name":"Mara"}},"tags":[],"#
    ) + r#""createdAt":"2026-01-31T09:30:00.000Z","updatedAt":"2026-01-31T09:30:00.000Z"}"#;
    assert!(created.text.starts_with(&format!(r#"{{"shelf":{shelf},"traceId":""#)));
    assert!(read.text.starts_with(&format!(r#"{{"shelf":{shelf},"traceId":""#)));
    assert_ne!(created.json()["traceId"], read.json()["traceId"]);
}

#[tokio::test]
async fn stamps_are_written_as_the_document_writes_them() {
    for (format, stamp) in [
        (StampFormat::Date, json!("2026-01-31")),
        (StampFormat::UnixSeconds, json!(1_769_851_801)),
        (StampFormat::UnixMillis, json!(1_769_851_801_000_i64)),
    ] {
        let library = Library::changed(|blueprint| {
            blueprint.resources.to_mut()[0].created.as_mut().unwrap().format = format;
        });

        let id = library.shelf("a").await;

        let shelf = library.get(&format!("/shelves/{id}")).await.json()["shelf"].clone();
        assert_eq!(shelf["createdAt"], stamp);
        assert_eq!(shelf["updatedAt"], "2026-01-31T09:30:01.000Z");
    }
}

#[tokio::test]
async fn id_has_the_shape_of_its_resource() {
    let library = Library::new();

    let shelf = library.shelf("a").await;
    let books = [library.book(&shelf, "x").await, library.book(&shelf, "y").await];

    let digits = shelf.strip_prefix("sh_").unwrap();
    assert_eq!(digits.len(), 8);
    assert!(digits.chars().all(|it| matches!(it, '0'..='9' | 'a'..='f')), "{digits}");
    assert_eq!(books, [1, 2]);
}

#[tokio::test]
async fn chosen_id_is_kept_and_a_taken_one_refused() {
    let library = Library::new();
    let shelf = library.shelf("a").await;
    let path = format!("/shelves/{shelf}/books");

    let first = library.post(&path, &json!({ "id": 2, "title": "x" })).await;
    let second = library.post(&path, &json!({ "id": 2, "title": "y" })).await;
    let made = [library.book(&shelf, "p").await, library.book(&shelf, "q").await];

    assert_eq!((first.status.as_u16(), first.json()["id"].as_u64()), (201, Some(2)));
    assert_eq!(second.status, 422);
    assert_eq!(second.json()["message"], json!(["there is already a book with the id `2`"]));
    assert_eq!(made, [1, 3]);
    assert_eq!(library.get(&format!("{path}/2")).await.json()["title"], "x");
}

#[tokio::test]
async fn child_gets_the_id_of_its_owner_and_open_properties_stay() {
    let library = Library::new();
    let shelf = library.shelf("a").await;

    let body = json!({ "isbn": { "a": [1, null] }, "title": "x", "shelfId": "forged" });
    let reply = library.post(&format!("/shelves/{shelf}/books"), &body).await;

    assert_eq!(
        reply.text,
        format!(r#"{{"title":"x","id":1,"shelfId":"{shelf}","isbn":{{"a":[1,null]}}}}"#)
    );
}

#[tokio::test]
async fn merge_changes_what_is_named_and_null_unsets() {
    let library = Library::new();
    let body = json!({ "name": "a", "kind": "oak", "width": 2, "tags": ["x", "y"],
                       "owner": { "name": "Mara", "age": 7 } });
    let created = library.post("/shelves", &body).await.json();
    let path = format!("/shelves/{}", created["shelf"]["id"].as_str().unwrap());
    library.clock.advance(jiff::SignedDuration::from_millis(1500));

    let change = r#"{"kind":null,"tags":["z"],"owner":{"name":"Ivo"}}"#;
    let reply = library.json("PATCH", &path, change).await;

    let mut expected = created["shelf"].clone();
    expected["kind"] = json!(null);
    expected["tags"] = json!(["z"]);
    expected["owner"] = json!({ "name": "Ivo" });
    expected["updatedAt"] = json!("2026-01-31T09:30:01.500Z");
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json()["shelf"], expected);
    assert_eq!(library.get(&path).await.json()["shelf"], expected);
}

#[tokio::test]
async fn replace_drops_what_is_not_named_but_not_what_the_server_set() {
    let library = Library::new();
    let body = json!({ "name": "a", "width": 2, "tags": ["x"] });
    let created = library.post("/shelves", &body).await.json();
    let id = created["shelf"]["id"].as_str().unwrap();
    library.clock.advance(jiff::SignedDuration::from_secs(60));

    let reply = library.json("PUT", &format!("/shelves/{id}"), r#"{"kind":"pine"}"#).await;

    let expected = json!({
        "id": id, "kind": "pine", "tags": [],
        "createdAt": "2026-01-31T09:30:00.000Z", "updatedAt": "2026-01-31T09:31:00.000Z",
    });
    assert_eq!(reply.json()["shelf"], expected);
}

#[tokio::test]
async fn set_fields_sets_just_those() {
    let library = Library::new();
    let shelf = library.shelf("a").await;
    let book = library.book(&shelf, "x").await;
    let path = format!("/shelves/{shelf}/books/{book}");

    let reply = library.json("PUT", &format!("{path}/read"), r#"{"read":true}"#).await;

    assert_eq!(reply.json(), json!({ "id": book, "shelfId": shelf, "title": "x", "read": true }));
    assert_eq!(library.get(&path).await.json()["read"], true);
}

#[tokio::test]
async fn add_to_is_a_union_that_tells_what_was_new() {
    let library = Library::new();
    let path = format!("/shelves/{}", library.shelf("a").await);
    let tags = format!("{path}/tags");
    library.clock.advance(jiff::SignedDuration::from_secs(4));

    let first = library.post(&tags, &json!({ "tags": ["b", "a", "b"] })).await;
    let second = library.post(&tags, &json!({ "tags": ["c", "a"] })).await;

    assert_eq!(first.status, 201);
    assert_eq!(first.json(), json!({ "tags": ["b", "a"], "tagsAdded": ["b", "a"] }));
    assert_eq!(second.json(), json!({ "tags": ["b", "a", "c"], "tagsAdded": ["c"] }));
    let shelf = &library.get(&path).await.json()["shelf"];
    assert_eq!(shelf["tags"], json!(["b", "a", "c"]));
    assert_eq!(shelf["updatedAt"], "2026-01-31T09:30:05.000Z");
    assert_eq!(shelf["createdAt"], "2026-01-31T09:30:01.000Z");
}

#[tokio::test]
async fn delete_takes_the_children_along_and_nothing_else() {
    let library = Library::new();
    let (gone, kept) = (library.shelf("gone").await, library.shelf("kept").await);
    library.book(&gone, "x").await;
    library.book(&kept, "y").await;
    library.book(&gone, "z").await;

    let reply = library.delete(&format!("/shelves/{gone}")).await;

    assert_eq!((reply.status.as_u16(), reply.text.as_str()), (204, ""));
    assert_eq!(reply.header("content-type"), "");
    let books = library.get("/books").await.json();
    assert_eq!(books["total"], 1);
    assert_eq!(books["data"][0]["title"], "y");
    assert_eq!(library.get(&format!("/shelves/{gone}/books")).await.status, 404);
}

#[tokio::test]
async fn delete_takes_the_children_of_children_along() {
    let library = Library::changed(|blueprint| {
        let mut page = blueprint.resources[1].clone();
        page.plural = "pages".into();
        let below = |resource, property: &'static str| Scope {
            resource: Some(resource),
            property: property.into(),
            is_shown: true,
        };
        page.scope = vec![below(0, "title"), below(1, "shelfId")].into();
        blueprint.resources.to_mut().push(page);
        let list = blueprint.operations.to_mut().iter_mut().find(|it| it.id == "allBooks");
        let Action::On { resource, scope, .. } = &mut list.unwrap().action else { panic!() };
        *resource = 2;
        *scope = vec![None, None].into();
    });
    let data = "shelves: [{id: a}, {id: b}]\n\
                books: [{id: 1, shelfId: a}, {id: 2, shelfId: b}]\n\
                pages: [{id: 8, shelfId: '1'}, {id: 9, shelfId: '2'}]";
    library.mock.load("seed.yaml", data).unwrap();

    library.delete("/shelves/a").await;

    let pages = library.get("/books").await.json();
    assert_eq!((&pages["total"], &pages["data"][0]["id"]), (&json!(1), &json!(9)));
}

#[tokio::test]
async fn answer_of_204_is_empty_even_if_a_body_is_described() {
    let library = Library::changed(|blueprint| {
        for operation in blueprint.operations.to_mut() {
            let answers = operation.answers.to_mut();
            answers[0].body = answers[1].body.clone();
        }
    });
    library.mock.load("seed.yaml", "shelves: [{id: a}]").unwrap();

    let reply = library.delete("/shelves/a").await;

    assert_eq!((reply.status.as_u16(), reply.text.as_str()), (204, ""));
}

#[tokio::test]
async fn id_and_creation_cannot_be_changed_even_where_the_schema_is_open() {
    let library = Library::changed(|blueprint| {
        for operation in blueprint.operations.to_mut() {
            if let Some(body) = &mut operation.body {
                body.contents.to_mut().iter_mut().for_each(|it| it.schema = "{}".into());
            }
        }
    });
    let path = format!("/shelves/{}", library.shelf("a").await);
    let created = library.get(&path).await.json()["shelf"].clone();

    for method in ["PATCH", "PUT"] {
        let change = r#"{"id":"other","createdAt":"x","name":"b"}"#;
        let shelf = library.json(method, &path, change).await.json()["shelf"].clone();
        assert_eq!((&shelf["id"], &shelf["createdAt"]), (&created["id"], &created["createdAt"]));
        assert_eq!(shelf["name"], "b");
    }
}

#[tokio::test]
async fn delete_twice_reports_not_found() {
    let library = Library::new();
    let path = format!("/shelves/{}", library.shelf("a").await);

    let statuses = [library.delete(&path).await.status, library.delete(&path).await.status];

    assert_eq!(statuses, [204, 404]);
}

#[tokio::test]
async fn every_verb_reports_an_unknown_entity() {
    let library = Library::new();
    let shelf = library.shelf("a").await;

    for (method, path, body) in [
        ("GET", "/shelves/no".to_owned(), ""),
        ("PATCH", "/shelves/no".to_owned(), "{}"),
        ("PUT", "/shelves/no".to_owned(), "{}"),
        ("DELETE", "/shelves/no".to_owned(), ""),
        ("POST", "/shelves/no/tags".to_owned(), r#"{"tags":[]}"#),
        ("GET", "/shelves/no/books".to_owned(), ""),
        ("POST", "/shelves/no/books".to_owned(), r#"{"title":"x"}"#),
        ("GET", format!("/shelves/{shelf}/books/9"), ""),
        ("PUT", format!("/shelves/{shelf}/books/9/read"), r#"{"read":true}"#),
        ("DELETE", format!("/shelves/{shelf}/books/9"), ""),
    ] {
        let reply = library.json(method, &path, body).await;
        assert_eq!(reply.status, 404, "{method} {path}");
        assert_eq!(reply.json()["error"], "Not Found");
    }
    assert_eq!(library.get("/books").await.json()["total"], 0);
}

#[tokio::test]
async fn child_is_not_reachable_through_another_owner() {
    let library = Library::new();
    let (owner, other) = (library.shelf("a").await, library.shelf("b").await);
    let book = library.book(&owner, "x").await;

    let through_other = library.delete(&format!("/shelves/{other}/books/{book}")).await;
    let through_owner = library.delete(&format!("/shelves/{owner}/books/{book}")).await;

    assert_eq!(through_other.status, 404);
    assert_eq!(through_owner.json(), json!({ "deleted": true }));
}

/// Makes a library in which `/desk` does these things to shelves, and to no certain one.
fn library_with_a_desk(key: &Key) -> Library {
    Library::changed(|blueprint| {
        let template = blueprint.operations.iter().find(|it| it.id == "mergeShelf").unwrap();
        let template = template.clone();
        let on = |id: &'static str, method, verb| {
            let mut operation = template.clone();
            operation.body = operation.body.filter(|_| method == Method::Post);
            (operation.id, operation.method) = (id.into(), method);
            (operation.path, operation.parameters) = ("/desk".into(), vec![].into());
            let Action::On { verb: known, input, .. } = &mut operation.action else { panic!() };
            *known = verb;
            input.parts = vec!["owner".into()].into();
            operation
        };
        let key = || key.clone();
        blueprint.operations.to_mut().extend([
            on("readDesk", Method::Get, Verb::Read { key: key() }),
            on("makeDesk", Method::Post, Verb::Merge { key: key(), creates: true }),
            on("deleteDesk", Method::Delete, Verb::Delete { key: key() }),
        ]);
    })
}

#[tokio::test]
async fn what_there_is_one_of_is_made_and_found_again() {
    let library = library_with_a_desk(&Key::Only);
    let owner = json!({ "name": "Mara", "age": 40 });

    let before = library.get("/desk").await.status;
    let made = library.post("/desk", &json!({ "name": "a", "owner": owner })).await;
    let changed = library.post("/desk", &json!({ "owner": { "name": "Nils" } })).await;
    let read = library.get("/desk").await.json()["shelf"].clone();
    let gone = [library.delete("/desk").await.status, library.get("/desk").await.status];

    assert_eq!(before, 404);
    assert_eq!(made.json()["shelf"]["id"], read["id"]);
    assert_eq!(changed.json()["shelf"], read);
    // The body has no word for the age of an owner, says the blueprint.
    assert_eq!(
        (&read["name"], &read["owner"]),
        (&json!("a"), &json!({ "name": "Nils", "age": 40 }))
    );
    assert_eq!(gone, [200, 404]);
}

#[tokio::test]
async fn the_latest_is_the_one_that_was_made_last() {
    let library = library_with_a_desk(&Key::Latest);

    let before = library.get("/desk").await.status;
    library.shelf("a").await;
    let last = library.shelf("b").await;
    let latest = library.get("/desk").await.json()["shelf"]["id"].clone();
    library.delete("/desk").await;
    let left = library.get("/desk").await.json()["shelf"]["name"].clone();

    assert_eq!((before.as_u16(), latest, left), (404, json!(last), json!("a")));
}

#[tokio::test]
async fn an_answer_may_list_the_ids_of_what_was_made() {
    let library = Library::changed(|blueprint| {
        let operation = blueprint.operations.to_mut().iter_mut().find(|it| it.id == "createShelf");
        operation.unwrap().answers.to_mut()[0].body = Fill::Object(
            vec![Slot { name: "shelfIds".into(), required: true, fill: Fill::Ids }].into(),
        );
    });

    let made = library.post("/shelves", &json!({ "name": "a" })).await.json();
    let id = made["shelfIds"][0].as_str().unwrap();

    assert_eq!(made["shelfIds"].as_array().unwrap().len(), 1);
    assert_eq!(library.get(&format!("/shelves/{id}")).await.json()["shelf"]["name"], "a");
}
