//! What stands in a payload.

use http::Request;
use serde_json::{Value, json};
use twinspec_mock::facade::{Blueprint, Event};
use twinspec_mock::{Behaviour, Builder, Mock, Subscriber, Token};

use crate::library::{Library, SHELF, operation};
use crate::webhooks::{URL, blueprint_with_events, library, library_of, subscribed};

/// A library whose first event, that of a new shelf, has this schema.
fn shelf_added(schema: &Value) -> Blueprint {
    let mut blueprint = blueprint_with_events();
    blueprint.webhooks.events.to_mut()[0] =
        Event { name: "ShelfAdded".into(), schema: schema.to_string().into() };
    blueprint
}

/// Returns the payload that tells of a new shelf.
async fn payload(schema: &Value, change: impl FnOnce(Builder) -> Builder) -> Value {
    let subscriber = Subscriber::new(URL).unwrap();
    let (library, _) = library_of(&shelf_added(schema), |it| change(it.subscriber(subscriber)));
    library.shelf("one").await;
    library.mock.deliveries()[0].payload()
}

#[tokio::test]
async fn payload_shows_the_entity_and_its_event() {
    let (library, _) = subscribed();
    let id = library.shelf("one").await;
    library.book(&id, "A").await;

    let told = library.mock.deliveries();

    assert_eq!(
        told[0].payload(),
        json!({
            "id": id, "name": "one",
            "type": "ShelfAdded",
            "timestamp": "2026-01-31T09:30:01.000Z",
            "webhookId": told[0].id,
        })
    );
    assert_eq!(
        told[1].payload(),
        json!({
            "id": 1, "title": "A", "shelfId": id,
            "type": "BookAdded",
            "timestamp": "2026-01-31T09:30:01.000Z",
            "webhookId": told[1].id,
        })
    );
}

#[tokio::test]
async fn entity_that_is_gone_is_shown_as_it_last_was() {
    let (library, _) = subscribed();
    let id = library.shelf("one").await;

    library.delete(&format!("/shelves/{id}")).await;

    let payload = library.mock.deliveries()[1].payload();
    assert_eq!((&payload["type"], &payload["name"]), (&json!("ShelfRemoved"), &json!("one")));
}

#[tokio::test]
async fn entity_stands_where_the_schema_has_its_properties() {
    let text = json!({ "type": "string" });
    let shelf = json!({ "type": "object", "properties": { "id": text, "name": text } });
    let payload = payload(
        &json!({
            "type": "object",
            "required": ["id", "object", "type", "created", "data"],
            "properties": {
                "id": text,
                "object": { "type": "string", "enum": ["event"] },
                "type": text,
                "created": { "type": "integer" },
                "data": { "type": "object", "required": ["object"], "properties": { "object": shelf } },
            },
        }),
        |it| it,
    )
    .await;

    assert_eq!(payload["data"]["object"]["name"], "one");
    assert_ne!(payload["id"], payload["data"]["object"]["id"], "an event has an id of its own");
    assert_eq!((&payload["type"], &payload["object"]), (&json!("ShelfAdded"), &json!("event")));
    assert_eq!(payload["created"], 1_769_851_801);
}

#[tokio::test]
async fn payload_satisfies_its_schema_whatever_the_entity_has() {
    let payload = payload(
        &json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["name", "room", "level"],
            "properties": {
                "name": { "type": "integer", "minimum": 5 },
                "room": { "type": "string", "enum": ["hall"] },
                "level": { "type": "integer", "minimum": 3, "maximum": 3 },
                "tags": { "type": "string" },
            },
        }),
        |it| it,
    )
    .await;

    assert!(payload["name"].as_i64().unwrap() >= 5, "{payload}");
    assert_eq!((&payload["room"], &payload["level"]), (&json!("hall"), &json!(3)));
    assert_eq!(payload.as_object().unwrap().len(), 3, "tags are no text: {payload}");
}

#[tokio::test]
async fn what_is_required_comes_of_the_caller_if_nothing_else_tells() {
    let schema = json!({
        "type": "object",
        "required": ["branch", "name"],
        "properties": {
            "branch": { "type": "string" }, "name": { "type": "string" }, "team": { "type": "string" },
        },
    });
    let (library, _) =
        library_of(&shelf_added(&schema), |it| it.subscriber(Subscriber::new(URL).unwrap()));
    // Nobody is asked for a credential, so nothing is known of the caller.
    library.shelf("one").await;
    assert_ne!(library.mock.deliveries()[0].payload()["branch"], "north");

    let mock = Mock::builder(&shelf_added(&schema))
        .token(Token::new("a").claim("branch", "north").claim("team", "x"))
        .subscriber(Subscriber::new(URL).unwrap());
    let library = Library { mock: mock.build().unwrap(), clock: library.clock };
    let request = Request::post("/shelves")
        .header("authorization", "Bearer a")
        .header("content-type", "application/json");
    library.send(request.body(r#"{"name":"one"}"#.into()).unwrap()).await;

    let payload = library.mock.deliveries()[0].payload();
    assert_eq!(payload, json!({ "name": "one", "branch": "north" }));
}

#[tokio::test]
async fn subscriber_adds_members_that_the_schema_has() {
    let subscriber = Subscriber::new(URL).unwrap().member("appId", "app-1").member("unknown", true);
    let (library, _) = library(|it| it.subscriber(subscriber));
    library.shelf("one").await;

    let payload = library.mock.deliveries()[0].payload();

    assert_eq!(payload["appId"], "app-1");
    assert_eq!(payload.get("unknown"), None);
}

#[tokio::test]
async fn behaviour_completes_payloads_and_keeps_events_back() {
    let data = "apps: [{clientId: first-1}, {clientId: second}]";
    let behaviour = Behaviour::new().emission(|emission, payload| {
        assert_eq!(emission.resource, SHELF);
        assert_eq!(emission.before.is_none(), emission.operation == operation("createShelf"));
        let name = emission.after.and_then(|it| it["name"].as_str()).unwrap_or_default();
        payload.insert("appId".into(), emission.apps[0].into());
        payload.insert("name".into(), format!("{} {name}", emission.event).into());
        name != "quiet"
    });
    let (library, _) = library(|it| {
        it.data("data.yaml", data)
            .behaviour(behaviour)
            .subscriber(Subscriber::new(URL).unwrap().event("ShelfAdded").event("ShelfRemoved"))
    });
    library.shelf("quiet").await;
    let id = library.shelf("loud").await;
    library.delete(&format!("/shelves/{id}")).await;

    let told = library.mock.deliveries();

    assert_eq!(told[0].payload()["name"], "ShelfAdded loud");
    assert_eq!(told[1].payload()["name"], "ShelfRemoved ");
    assert_eq!((told.len(), &told[0].payload()["appId"]), (2, &json!("first-1")));
}
