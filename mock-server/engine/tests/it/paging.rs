//! Lists: filters, search, order and pages.

use serde_json::{Value, json};
use twinspec_mock::facade::{Action, Fill, Start, Verb};

use crate::library::Library;

/// Returns the values of one property of a list of objects.
fn column<'a>(list: &'a Value, property: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|it| it[property].as_str().unwrap()).collect()
}

async fn five_shelves() -> (Library, Vec<String>) {
    let library = Library::new();
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        ids.push(library.shelf(name).await);
    }
    (library, ids)
}

#[tokio::test]
async fn cursor_leads_through_all_pages_newest_first() {
    let (library, ids) = five_shelves().await;

    let first = library.get("/shelves?q=&limit=2").await.json();
    let second = library.get(first["meta"]["nextPageUrl"].as_str().unwrap()).await.json();
    let third = library.get(second["meta"]["nextPageUrl"].as_str().unwrap()).await.json();

    assert_eq!(column(&first["shelves"], "name"), ["e", "d"]);
    assert_eq!(
        first["meta"],
        json!({
            "total": 5, "currentPage": 1, "nextPage": 2, "prevPage": null,
            "nextPageUrl":
                format!("/shelves?q=&limit=2&startAfter=1769851804000&startAfterId={}", ids[3]),
            "startAfterId": ids[3], "startAfter": 1_769_851_804_000_i64,
        })
    );
    assert_eq!(column(&second["shelves"], "name"), ["c", "b"]);
    assert_eq!(second["meta"]["prevPage"], 1);
    assert_eq!(column(&third["shelves"], "name"), ["a"]);
    assert_eq!(third["count"], 1);
    assert_eq!(
        third["meta"],
        json!({ "total": 5, "currentPage": 3, "nextPage": null, "prevPage": 2 })
    );
}

#[tokio::test]
async fn full_last_page_has_no_next() {
    let (library, _) = five_shelves().await;

    let page = library.get("/shelves?limit=5").await.json();

    assert_eq!(page["count"], 5);
    assert_eq!(
        page["meta"],
        json!({ "total": 5, "currentPage": 1, "nextPage": null, "prevPage": null })
    );
}

#[tokio::test]
async fn page_of_nothing_has_no_next() {
    let (library, _) = five_shelves().await;

    let page = library.get("/shelves?limit=0").await.json();

    assert_eq!(page["shelves"], json!([]));
    assert_eq!(page["meta"]["total"], 5);
    assert_eq!(page["meta"]["nextPage"], json!(null));
}

#[tokio::test]
async fn cursor_survives_the_deletion_of_its_entity() {
    let (library, ids) = five_shelves().await;
    let next = library.get("/shelves").await.json()["meta"]["nextPageUrl"].clone();
    library.delete(&format!("/shelves/{}", ids[3])).await;

    let page = library.get(next.as_str().unwrap()).await.json();

    assert_eq!(column(&page["shelves"], "name"), ["c", "b"]);
}

#[tokio::test]
async fn either_half_of_the_cursor_works_alone() {
    let (library, ids) = five_shelves().await;

    let by_id = library.get(&format!("/shelves?startAfterId={}", ids[2])).await.json();
    let by_stamp = library.get("/shelves?startAfter=1769851803000").await.json();
    let unknown = library.get("/shelves?startAfterId=unknown").await.json();

    assert_eq!(column(&by_id["shelves"], "name"), ["b", "a"]);
    assert_eq!(column(&by_stamp["shelves"], "name"), ["b", "a"]);
    assert_eq!(unknown["shelves"], json!([]));
    assert_eq!(unknown["meta"]["nextPage"], json!(null));
}

#[tokio::test]
async fn entities_of_the_same_instant_are_each_seen_once() {
    let library = Library::new();
    for name in ["a", "b", "c", "d", "e"] {
        library.post("/shelves", &json!({ "name": name })).await;
    }

    let mut seen = Vec::new();
    let mut next = Some("/shelves?limit=2".to_owned());
    while let Some(url) = next {
        let page = library.get(&url).await.json();
        seen.extend(column(&page["shelves"], "name").into_iter().map(str::to_owned));
        next = page["meta"]["nextPageUrl"].as_str().map(str::to_owned);
    }

    seen.sort();
    assert_eq!(seen, ["a", "b", "c", "d", "e"]);
}

#[tokio::test]
async fn cursor_is_a_number_where_ids_are_and_follows_the_order_of_creation() {
    let library = Library::changed(|blueprint| {
        let list =
            blueprint.operations.to_mut().iter_mut().find(|it| it.id == "listBooks").unwrap();
        list.parameters.to_mut()[1].schema = r#"{"type":"integer"}"#.into();
        list.parameters.to_mut()[2].schema = r#"{"type":"integer"}"#.into();
        let Action::On { verb: Verb::List(listing), .. } = &mut list.action else { panic!() };
        listing.starts = vec![Start::After { id: "skip".into(), stamp: None }].into();
        let Fill::Object(slots) = &mut list.answers.to_mut()[0].body else { panic!() };
        slots.to_mut()[1].fill = Fill::CursorId;
    });
    let shelf = library.shelf("a").await;
    for title in ["p", "q", "r"] {
        library.book(&shelf, title).await;
    }

    let first = library.get(&format!("/shelves/{shelf}/books?limit=2")).await.json();
    let second = library.get(first["next"].as_str().unwrap()).await.json();

    assert_eq!(first["count"], 2);
    assert_eq!(first["next"], format!("/shelves/{shelf}/books?limit=2&skip=2"));
    assert_eq!(column(&second["books"], "title"), ["r"]);
    assert_eq!(second["count"], json!(null));
}

#[tokio::test]
async fn of_several_ways_to_page_the_one_that_leads_somewhere_counts() {
    let library = Library::changed(|blueprint| {
        let list =
            blueprint.operations.to_mut().iter_mut().find(|it| it.id == "listBooks").unwrap();
        let mut cursor = list.parameters[2].clone();
        cursor.name = "after".into();
        cursor.schema = r#"{"type":"array"}"#.into();
        list.parameters.to_mut().push(cursor);
        let Action::On { verb: Verb::List(listing), .. } = &mut list.action else { panic!() };
        listing.starts.to_mut().push(Start::After { id: "after".into(), stamp: None });
    });
    let shelf = library.shelf("a").await;
    for title in ["p", "q", "r", "s"] {
        library.book(&shelf, title).await;
    }
    let path = format!("/shelves/{shelf}/books?limit=1");
    let list = async |query: &str| library.get(&format!("{path}{query}")).await.json();

    for (query, title, next) in [
        // Who says nothing is told of the first way.
        ("", "p", "&skip=1"),
        ("&skip=1", "q", "&skip=2"),
        // The id is the last part of a cursor, in a text of its own or not.
        ("&after=q&after=2", "r", "&after=3"),
        ("&after=q,2", "r", "&after=3"),
        ("&after=2", "r", "&after=3"),
        ("&skip=0&after=2", "r", "&skip=0&after=3"),
        ("&skip=0", "p", "&skip=1"),
    ] {
        let page = list(query).await;

        assert_eq!(column(&page["books"], "title"), [title], "{query}");
        assert_eq!(page["next"], format!("{path}{next}"), "{query}");
    }
    assert_eq!(list("&after=p&after=99").await["books"], json!([]));
}

#[tokio::test]
async fn offset_is_taken_from_numeric_text() {
    let library = Library::new();
    let shelf = library.shelf("a").await;
    for title in ["p", "q", "r"] {
        library.book(&shelf, title).await;
    }
    let path = format!("/shelves/{shelf}/books");

    let first = library.get(&format!("{path}/?limit=2&x=%26")).await.json();
    let second = library.get(first["next"].as_str().unwrap()).await.json();
    let past = library.get(&format!("{path}?skip=99999999999999999999&limit=2")).await.json();
    let beyond = library.get(&format!("{path}?skip=3")).await.json();

    assert_eq!(column(&first["books"], "title"), ["p", "q"]);
    assert_eq!(first["count"], 3);
    assert_eq!(first["next"], format!("{path}/?limit=2&x=%26&skip=2"));
    assert_eq!(column(&second["books"], "title"), ["r"]);
    assert_eq!(second["next"], json!(null));
    assert_eq!(beyond, json!({ "books": [], "count": 3, "next": null }));
    // What is no number that fits counts as not given.
    assert_eq!(column(&past["books"], "title"), ["p", "q"]);
}

#[tokio::test]
async fn numbered_pages_are_sorted_by_the_property() {
    let library = Library::new();
    let shelf = library.shelf("a").await;
    for title in ["c", "a", "b"] {
        library.book(&shelf, title).await;
    }

    let first = library.get("/books").await.json();
    let second = library.get(first["next"].as_str().unwrap()).await.json();
    let far = library.get("/books?page=18446744073709551615").await.json();

    assert_eq!(column(&first["data"], "title"), ["a", "b"]);
    assert_eq!((&first["page"], &first["nextPage"]), (&json!(1), &json!(2)));
    assert_eq!(first["next"], "/books?page=2");
    assert_eq!(column(&second["data"], "title"), ["c"]);
    assert_eq!(
        (&second["page"], &second["prevPage"], &second["nextPage"], &second["total"]),
        (&json!(2), &json!(1), &json!(null), &json!(3))
    );
    assert_eq!(far["data"], json!([]));
}

#[tokio::test]
async fn every_word_of_a_search_must_occur_in_some_text() {
    let library = Library::new();
    library.post("/shelves", &json!({ "name": "Éboli Red", "mail": "mara@x.test" })).await;
    library.post("/shelves", &json!({ "name": "Red", "kind": "oak" })).await;

    for (query, total) in [
        ("red", 2),
        ("RED%20mara", 1),
        ("%C3%A9boli+%20+red", 1),
        ("red blue", 0),
        ("sh_", 0),
        ("", 2),
    ] {
        let path = format!("/shelves?q={}", query.replace(' ', "%20"));
        assert_eq!(library.get(&path).await.json()["meta"]["total"], total, "{query}");
    }
}

#[tokio::test]
async fn filter_picks_by_each_of_its_values() {
    let library = Library::new();
    for kind in [json!("oak"), json!("pine"), json!(null), json!("oak")] {
        library.post("/shelves", &json!({ "name": "a", "kind": kind })).await;
    }

    for (query, total) in [
        ("", 4),
        ("?kind=oak", 2),
        ("?kind=oak&kind=pine", 3),
        ("?kind=null", 0),
        ("?kind[]=pine", 1),
    ] {
        let page = library.get(&format!("/shelves{query}")).await.json();
        assert_eq!(page["meta"]["total"], total, "{query}");
    }
}

#[tokio::test]
async fn filter_follows_changes_and_deletions() {
    let library = Library::new();
    let body = json!({ "name": "a", "kind": "oak" });
    let created = library.post("/shelves", &body).await.json();
    let path = format!("/shelves/{}", created["shelf"]["id"].as_str().unwrap());
    let total = async |kind: &str| {
        let page = library.get(&format!("/shelves?kind={kind}")).await.json();
        page["meta"]["total"].as_u64().unwrap()
    };

    library.json("PATCH", &path, r#"{"kind":"pine"}"#).await;
    let changed = (total("oak").await, total("pine").await);
    library.delete(&path).await;
    let deleted = (total("oak").await, total("pine").await);

    assert_eq!(changed, (0, 1));
    assert_eq!(deleted, (0, 0));
}
