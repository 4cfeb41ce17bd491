//! Which write tells of what, in which order, and to whom.

use serde_json::json;
use twinspec_mock::facade::Action;
use twinspec_mock::{Behaviour, Refusal, StatusCode, Subscriber};

use crate::library::{BOOK, Library, operation};
use crate::webhooks::{URL, blueprint_with_events, library, library_of, names, subscribed};

impl Library {
    async fn merge(&self, id: &str, body: serde_json::Value) {
        let reply = self.json("PATCH", &format!("/shelves/{id}"), &body.to_string()).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
    }
}

#[tokio::test]
async fn events_come_in_the_order_of_the_writes() {
    let (library, inbox) = subscribed();
    let (one, two) = (library.shelf("one").await, library.shelf("two").await);
    library.book(&two, "b").await;
    library.merge(&one, json!({ "name": "first" })).await;
    library.delete(&format!("/shelves/{two}")).await;

    library.mock.deliver().await;

    let got: Vec<_> =
        inbox.bodies().iter().map(|it| (it["type"].clone(), it["id"].clone())).collect();
    assert_eq!(
        json!(got),
        json!([
            ["ShelfAdded", one],
            ["ShelfAdded", two],
            ["BookAdded", 1],
            ["ShelfRenamed", one],
            // The book that went with its shelf is not told of.
            ["ShelfRemoved", two],
        ])
    );
}

#[tokio::test]
async fn event_is_told_only_if_what_it_is_about_changed() {
    let (library, _) = subscribed();
    let id = library.shelf("one").await;

    library.merge(&id, json!({ "name": "one" })).await;
    library.merge(&id, json!({ "tags": [] })).await;
    library.merge(&id, json!({ "width": 3 })).await;
    assert_eq!(names(&library.mock), ["ShelfAdded"]);

    library.merge(&id, json!({ "name": "1", "tags": ["a"] })).await;
    assert_eq!(names(&library.mock)[1..], ["ShelfRenamed", "ShelfTagged"]);

    let tags = format!("/shelves/{id}/tags");
    library.post(&tags, &json!({ "tags": ["a"] })).await;
    library.post(&tags, &json!({ "tags": ["a", "b"] })).await;
    assert_eq!(names(&library.mock)[3..], ["ShelfTagged"]);
}

#[tokio::test]
async fn another_order_is_a_change_only_where_a_list_is_no_set() {
    // Something is added to the tags one by one, each once: that makes a set of them.
    let (set, _) = subscribed();
    // Nothing is added to them by itself any more.
    let mut blueprint = blueprint_with_events();
    let add = operation("addTags").0;
    blueprint.operations.to_mut()[add].action = Action::Respond;
    let (list, _) = library_of(&blueprint, |it| it.subscriber(Subscriber::new(URL).unwrap()));
    let schema = &mut blueprint.resources.to_mut()[0].schema;
    *schema = schema.replace("\"array\"", "\"array\",\"uniqueItems\":true").into();
    let (unique, _) = library_of(&blueprint, |it| it.subscriber(Subscriber::new(URL).unwrap()));

    for (library, told) in [(&set, 3), (&list, 4), (&unique, 3)] {
        let id = library.shelf("one").await;
        for tags in [json!(["a", "b"]), json!(["b", "a"]), json!(["b", "c"])] {
            library.merge(&id, json!({ "tags": tags })).await;
        }

        let names = names(&library.mock);
        assert_eq!(names[0], "ShelfAdded");
        assert_eq!(names[1..], vec!["ShelfTagged"; told - 1]);
    }
}

#[tokio::test]
async fn event_of_a_value_is_told_when_it_comes_not_while_it_stays() {
    let (library, _) = subscribed();
    let id = library.shelf("one").await;

    for kind in [json!("oak"), json!("oak"), json!("pine"), json!(null), json!("oak")] {
        library.merge(&id, json!({ "kind": kind })).await;
    }

    assert_eq!(names(&library.mock), ["ShelfAdded", "ShelfMadeOak", "ShelfMadeOak"]);
}

#[tokio::test]
async fn what_changes_nothing_tells_nothing() {
    let behaviour = Behaviour::new()
        .before_write(BOOK, |_| Err(Refusal::new(StatusCode::CONFLICT, "no books today")));
    let (library, _) =
        library(|it| it.subscriber(Subscriber::new(URL).unwrap()).behaviour(behaviour));
    let id = library.shelf("one").await;

    library.get(&format!("/shelves/{id}")).await;
    library.post("/shelves", &json!({})).await;
    library.post("/shelves?dryRun=true", &json!({})).await;
    library.post(&format!("/shelves/{id}/books"), &json!({ "title": "x" })).await;
    library.delete("/shelves/none").await;

    assert_eq!(names(&library.mock), ["ShelfAdded"]);
}

#[tokio::test]
async fn each_subscriber_is_told_of_its_events_alone() {
    let of = |url: &str| Subscriber::new(url).unwrap();
    let (library, inbox) = library(|it| {
        it.subscriber(of("http://a.test/").event("BookAdded").event("ShelfRemoved"))
            .subscriber(of("http://b.test/"))
    });
    let id = library.shelf("one").await;
    library.book(&id, "b").await;

    library.mock.deliver().await;

    let told: Vec<_> = library.mock.deliveries().into_iter().map(|it| (it.event, it.url)).collect();
    let told: Vec<_> = told.iter().map(|(event, url)| (event.as_str(), url.as_str())).collect();
    assert_eq!(
        told,
        [
            ("ShelfAdded", "http://b.test/"),
            ("BookAdded", "http://a.test/"),
            ("BookAdded", "http://b.test/"),
        ]
    );
    let ids: Vec<_> = inbox.bodies().iter().map(|it| it["webhookId"].clone()).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2], "{ids:?}");
}

#[tokio::test]
async fn subscriber_is_told_of_what_is_written_after_it_came() {
    let (library, _) = library(|it| it);
    let subscribe = |url: &str| library.mock.subscribe(Subscriber::new(url).unwrap()).unwrap();
    library.shelf("before").await;
    subscribe("http://a.test/");
    library.shelf("between").await;
    subscribe("http://b.test/");
    library.shelf("after").await;

    let told = library.mock.deliveries();
    let told: Vec<_> = told.iter().map(|it| (&*it.url, it.payload()["name"].clone())).collect();
    assert_eq!(
        told,
        [
            ("http://a.test/", json!("between")),
            ("http://a.test/", json!("after")),
            ("http://b.test/", json!("after")),
        ]
    );
}

#[tokio::test]
async fn reset_forgets_deliveries_and_who_came_later() {
    let (library, inbox) = subscribed();
    library.mock.subscribe(Subscriber::new("http://later.test/").unwrap()).unwrap();
    let first = library.shelf("one").await;
    library.mock.deliver().await;
    let before = inbox.bodies();

    library.mock.reset();
    assert_eq!(library.mock.deliveries(), []);
    library.clock.set("2026-01-31T09:30:00Z".parse().unwrap());
    let again = library.shelf("one").await;
    library.mock.deliver().await;

    let after = inbox.bodies();
    assert_eq!((before.len(), after.len()), (2, 3), "the later one is gone");
    assert_eq!(first, again);
    assert_eq!(before[0], after[2], "the same ids of deliveries and of entities");
}

#[tokio::test]
async fn what_waits_to_be_told_survives_another_document() {
    let (library, inbox) = subscribed();
    library.shelf("one").await;

    library.mock.take_over(blueprint_with_events()).unwrap();
    library.shelf("two").await;
    library.mock.deliver().await;

    let got: Vec<_> = inbox.bodies().iter().map(|it| it["name"].clone()).collect();
    assert_eq!(json!(got), json!(["one", "two"]));
}

#[tokio::test]
async fn many_writes_that_nobody_looks_at_lose_no_event() {
    let (library, inbox) = subscribed();
    for number in 0..1100 {
        library.shelf(&number.to_string()).await;
    }

    library.mock.deliver().await;

    let got: Vec<_> = inbox.bodies().iter().map(|it| it["name"].clone()).collect();
    let all: Vec<_> = (0..1100).map(|it| json!(it.to_string())).collect();
    assert!(got == all, "{} were told", got.len());
    assert_eq!(library.mock.deliveries().len(), 1000, "the oldest are forgotten");
}

#[tokio::test]
async fn what_waits_takes_only_so_much_memory_and_what_is_lost_is_counted() {
    let (library, inbox) = subscribed();
    let long = "x".repeat(900_000);
    for number in 0..11 {
        library.shelf(&format!("{number} {long}")).await;
    }

    library.mock.deliver().await;

    let got = inbox.bodies();
    let lost = library.get("/_twinspec/deliveries?limit=0").await.json()["lost"].as_u64().unwrap();
    assert!((1..11).contains(&lost), "{lost}");
    assert_eq!(got.len() as u64 + lost, 11);
    let first = got[0]["name"].as_str().unwrap();
    assert!(first.starts_with(&format!("{lost} ")), "the oldest are lost: {}", &first[..9]);
}
