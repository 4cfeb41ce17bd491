//! The journal: which requests came, and what became of them.

use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};

use crate::library::{Library, Reply};

const REQUESTS: &str = "/_twinspec/requests";

impl Library {
    /// Returns the journal's entries, as they are served.
    async fn journal(&self, query: &str) -> Vec<Value> {
        let reply = self.get(&format!("{REQUESTS}{query}")).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()["requests"].as_array().unwrap().clone()
    }

    async fn forget(&self, path: &str, method: &str) -> Reply {
        self.send(Request::builder().method(method).uri(path).body(Full::default()).unwrap()).await
    }
}

fn paths(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|it| it["path"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn journal_tells_what_became_of_each_request() {
    let library = Library::new();

    library.get("/shelves?limit=1").await;
    library.post("/shelves", &json!({})).await;
    library.delete("/nowhere").await;

    let entries = library.journal("").await;
    assert_eq!(
        entries[0],
        json!({
            "time": "2026-01-31T09:30:00.000Z",
            "method": "GET",
            "path": "/shelves?limit=1",
            "operation": "listShelves",
            "status": 200,
            "reasons": [],
            "microseconds": 0,
        })
    );
    assert_eq!(
        (&entries[1]["operation"], &entries[1]["status"]),
        (&json!("createShelf"), &json!(422))
    );
    assert_eq!(entries[1]["reasons"], json!(["`/name` in the body is missing"]));
    assert_eq!((&entries[2]["operation"], &entries[2]["status"]), (&Value::Null, &json!(404)));
    assert_eq!(entries[2]["reasons"], json!(["Cannot DELETE /nowhere"]));
}

#[tokio::test]
async fn journal_is_picked_by_operation_and_cut_to_the_last() {
    let library = Library::new();
    for path in ["/shelves?limit=1", "/shelves/x", "/shelves?limit=2", "/shelves?limit=3"] {
        library.get(path).await;
    }

    let lists = library.journal("?operation=listShelves&limit=2").await;
    let bad = library.get(&format!("{REQUESTS}?limit=few")).await;

    assert_eq!(paths(&lists), ["/shelves?limit=2", "/shelves?limit=3"]);
    assert_eq!(bad.status, 400);
}

#[tokio::test]
async fn journal_forgets_the_oldest() {
    let library = Library::with(|it| it.journal(2));
    for path in ["/a", "/b", "/c"] {
        library.get(path).await;
    }

    assert_eq!(paths(&library.journal("").await), ["/b", "/c"]);
}

#[tokio::test]
async fn journal_is_bounded_by_bytes_too() {
    let library = Library::new();
    let long = format!("/{}", "x".repeat(60_000));
    for _ in 0..200 {
        library.get(&long).await;
    }

    // The reasons name the path again.
    let held = library.mock.requests();
    let held: usize = held.iter().map(|it| it.path.len() + it.reasons[0].len()).sum();

    assert!((3_000_000..=4_194_304).contains(&held), "{held}");
}

#[tokio::test]
async fn journal_of_no_entries_is_off() {
    let library = Library::with(|it| it.journal(0));
    library.get("/shelves").await;

    assert!(library.mock.requests().is_empty());
}

#[tokio::test]
async fn journal_is_emptied_by_hand_and_by_a_reset() {
    for (method, path) in [("DELETE", REQUESTS), ("POST", "/_twinspec/reset")] {
        let library = Library::new();
        library.get("/shelves").await;

        assert_eq!(library.forget(path, method).await.status, 204);

        assert!(library.mock.requests().is_empty(), "{path}");
    }
}

#[tokio::test]
async fn journal_does_not_note_control_routes() {
    let library = Library::new();
    library.get("/_twinspec/state").await;

    assert!(library.mock.requests().is_empty());
}
