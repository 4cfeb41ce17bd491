//! What hand-written behaviour can see, change and refuse.

use serde_json::{Value, json};
use twinspec_mock::{Behaviour, Change, Map, Refusal, StatusCode};

use crate::library::{BOOK, Library, SHELF, operation};

/// Derives a lower-case name, makes tags lower-case, and refuses a name that is taken.
fn normalise(change: &mut Change<'_>) -> Result<(), Refusal> {
    if let Some(name) = change.entity.get("name").and_then(Value::as_str) {
        let lower = Value::from(name.to_lowercase());
        if let Some(other) = change.find(SHELF, &[("nameLower", &lower)]) {
            return Err(Refusal::new(StatusCode::BAD_REQUEST, "the name is taken")
                .detail("meta", json!({ "id": other["id"] })));
        }
        change.entity.insert("nameLower".to_owned(), lower);
    }
    if let Some(Value::Array(tags)) = change.entity.get_mut("tags") {
        for tag in tags.iter_mut() {
            *tag = tag.as_str().unwrap_or_default().to_lowercase().into();
        }
        let mut seen = Vec::new();
        tags.retain(|tag| {
            !seen.contains(tag) && {
                seen.push(tag.clone());
                true
            }
        });
    }
    Ok(())
}

fn normalising() -> Library {
    Library::with(|it| it.behaviour(Behaviour::new().before_write(SHELF, normalise)))
}

#[tokio::test]
async fn derived_properties_are_stored_with_every_write() {
    let library = normalising();
    let path = format!("/shelves/{}", library.shelf("Tall").await);

    let created = library.get(&path).await.json();
    let merged = library.json("PATCH", &path, r#"{"name":"WIDE"}"#).await.json();

    assert_eq!(created["shelf"]["nameLower"], "tall");
    assert_eq!(merged["shelf"]["nameLower"], "wide");
    assert_eq!(library.get(&path).await.json()["shelf"]["nameLower"], "wide");
}

#[tokio::test]
async fn added_members_are_those_that_behaviour_left() {
    let library = normalising();
    let path = format!("/shelves/{}/tags", library.shelf("a").await);

    library.post(&path, &json!({ "tags": ["One"] })).await;
    let reply = library.post(&path, &json!({ "tags": ["ONE", "Two", "two"] })).await;

    assert_eq!(reply.json(), json!({ "tags": ["one", "two"], "tagsAdded": ["two"] }));
}

#[tokio::test]
async fn duplicate_is_refused_with_details_and_nothing_is_stored() {
    let library = normalising();
    let first = library.shelf("Tall").await;
    let second = library.shelf("Wide").await;

    let created = library.post("/shelves", &json!({ "name": "TALL" })).await;
    let path = format!("/shelves/{second}");
    let merged = library.json("PATCH", &path, r#"{"name":"tall","width":4}"#).await;

    for reply in [created, merged] {
        assert_eq!(reply.status, 400);
        assert_eq!(
            reply.json(),
            json!({
                "statusCode": 400, "message": "the name is taken", "error": "Bad Request",
                "meta": { "id": first },
            })
        );
    }
    assert_eq!(library.get("/shelves").await.json()["meta"]["total"], 2);
    let shelf = library.get(&path).await.json()["shelf"].clone();
    assert_eq!((&shelf["name"], &shelf["width"]), (&json!("Wide"), &json!(null)));
    assert_eq!(shelf["updatedAt"], shelf["createdAt"]);
}

#[tokio::test]
async fn entity_is_no_duplicate_of_itself_nor_of_one_that_is_gone() {
    let library = normalising();
    let path = format!("/shelves/{}", library.shelf("Tall").await);

    let same = library.json("PATCH", &path, r#"{"name":"tall"}"#).await;
    library.delete(&path).await;
    let again = library.post("/shelves", &json!({ "name": "Tall" })).await;

    assert_eq!((same.status.as_u16(), again.status.as_u16()), (200, 201));
}

#[tokio::test]
async fn change_tells_what_was_sent_what_was_there_and_when() {
    let library = Library::with(|it| {
        it.behaviour(Behaviour::new().before_write(SHELF, |change| {
            let told = json!([
                change.operation == Some(operation("mergeShelf")),
                change.before.map(|it| it["name"].clone()),
                change.entity["name"],
                change.input,
                change.now.to_string(),
            ]);
            change.entity.insert("nameLower".to_owned(), told.to_string().into());
            Ok(())
        }))
    });
    let path = format!("/shelves/{}", library.shelf("a").await);

    let created = library.get(&path).await.json();
    let merged = library.json("PATCH", &path, r#"{"name":"b","kind":null}"#).await.json();

    let time = "2026-01-31T09:30:01Z";
    assert_eq!(
        created["shelf"]["nameLower"],
        json!([false, null, "a", { "name": "a" }, time]).to_string()
    );
    assert_eq!(
        merged["shelf"]["nameLower"],
        json!([true, "a", "b", { "name": "b", "kind": null }, time]).to_string()
    );
}

#[tokio::test]
async fn behaviour_cannot_change_the_id_by_accident() {
    let library = Library::with(|it| {
        it.behaviour(Behaviour::new().before_write(SHELF, |change| {
            change.entity.insert("id".to_owned(), "other".into());
            Ok(())
        }))
    });

    let id = library.shelf("a").await;

    assert!(id.starts_with("sh_"));
    assert_eq!(library.get(&format!("/shelves/{id}")).await.json()["shelf"]["id"], id);
}

#[tokio::test]
async fn view_changes_how_one_operation_shows_an_entity() {
    let shout = |shelf: &mut Map| {
        let name = shelf["name"].as_str().unwrap_or_default().to_uppercase();
        shelf.insert("name".to_owned(), name.into());
    };
    let library =
        Library::with(|it| it.behaviour(Behaviour::new().view(operation("listShelves"), shout)));
    let path = format!("/shelves/{}", library.shelf("tall").await);

    for _ in 0..2 {
        assert_eq!(library.get("/shelves").await.json()["shelves"][0]["name"], "TALL");
        assert_eq!(library.get(&path).await.json()["shelf"]["name"], "tall");
    }
    library.json("PATCH", &path, r#"{"name":"wide"}"#).await;
    assert_eq!(library.get("/shelves").await.json()["shelves"][0]["name"], "WIDE");
}

#[tokio::test]
async fn authorise_sees_the_entities_of_the_path_and_the_request() {
    let library = Library::with(|it| {
        it.behaviour(Behaviour::new().authorise(|access| {
            if access.operation != operation("readBook") {
                return Ok(());
            }
            let told = json!([
                access.entity(SHELF).map(|it| it["name"].clone()),
                access.entity(BOOK).map(|it| it["title"].clone()),
                access.path("bookId"),
                access.body,
                access.claims,
                access.entities().map(|(it, _)| it.0).collect::<Vec<_>>(),
            ]);
            Err(Refusal::new(StatusCode::FORBIDDEN, told.to_string()))
        }))
    });
    let shelf = library.shelf("a").await;
    let book = library.book(&shelf, "x").await;
    let path = format!("/shelves/{shelf}/books/{book}");

    let reply = library.json("PUT", &format!("{path}/read"), r#"{"read":true}"#).await;

    // The operation has no 403, so the general form of errors is used.
    assert_eq!(
        reply.json(),
        json!({
            "statusCode": 403,
            "message": json!(["a", "x", 1, { "read": true }, {}, [0, 1]]).to_string(),
        })
    );
    assert_eq!(library.get(&path).await.json().get("read"), None);
}

#[tokio::test]
async fn missing_and_phrase_are_worded_by_behaviour() {
    let library = Library::with(|it| {
        it.behaviour(
            Behaviour::new()
                .missing(|resource, id| {
                    let message = format!("{} with id {id} not found", resource.name);
                    Refusal::new(StatusCode::BAD_REQUEST, message)
                })
                .phrase(|violation| format!("{} {}", violation.name, violation.keyword)),
        )
    });

    let missing = library.get("/shelves/no").await;
    let invalid = library.post("/shelves", &json!({ "x": 1 })).await;

    assert_eq!(missing.status, 400);
    assert_eq!(missing.json()["message"], "shelf with id no not found");
    assert_eq!(invalid.status, 422);
    assert_eq!(invalid.json()["message"], json!(["name required", "x additionalProperties"]));
}

#[tokio::test]
async fn search_can_be_confined_to_properties() {
    let library = Library::with(|it| it.behaviour(Behaviour::new().search_in(SHELF, &["mail"])));
    library.post("/shelves", &json!({ "name": "mara", "mail": "ivo@x.test" })).await;

    assert_eq!(library.get("/shelves?q=mara").await.json()["meta"]["total"], 0);
    assert_eq!(library.get("/shelves?q=IVO").await.json()["meta"]["total"], 1);
}

#[tokio::test]
async fn behaviour_that_panics_does_not_take_the_mock_with_it() {
    let library = Library::with(|it| {
        it.behaviour(Behaviour::new().before_write(SHELF, |change| {
            assert_ne!(change.entity["name"], "boom", "on purpose");
            Ok(())
        }))
    });
    let service = library.mock.service();
    let request = http::Request::post("/shelves").header("content-type", "application/json");
    let request = request.body(r#"{"name":"boom"}"#.to_owned()).unwrap();

    let crashed = tokio::spawn(tower::ServiceExt::oneshot(service, request)).await;

    assert!(crashed.is_err());
    library.shelf("fine").await;
    assert_eq!(library.get("/shelves").await.json()["meta"]["total"], 1);
}
