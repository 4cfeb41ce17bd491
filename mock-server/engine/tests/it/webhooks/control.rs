//! Control routes about webhooks.

use serde_json::{Value, json};

use crate::library::{Library, Reply};
use crate::webhooks::{library, subscribed};

const WEBHOOKS: &str = "/_twinspec/webhooks";
const DELIVERIES: &str = "/_twinspec/deliveries";

impl Library {
    async fn subscribe(&self, body: &Value) -> Reply {
        self.post(WEBHOOKS, body).await
    }

    async fn urls(&self) -> Vec<String> {
        let listed = self.get(WEBHOOKS).await.json();
        let listed = listed["webhooks"].as_array().unwrap().clone();
        listed.iter().map(|it| it["url"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn subscribers_come_and_go() {
    let (library, inbox) = library(|it| it);

    let body =
        json!({ "url": "http://a.test/", "events": ["BookAdded"], "members": { "appId": "x" } });
    let added = library.subscribe(&body).await;
    let id = added.json()["id"].clone();
    assert_eq!(added.status, 201);
    library.subscribe(&json!({ "url": "http://b.test/" })).await;
    let shelf = library.shelf("one").await;
    library.book(&shelf, "x").await;
    library.mock.deliver().await;

    let told: Vec<_> =
        inbox.requests().iter().map(|it| it.uri().host().unwrap().to_owned()).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(library.get(WEBHOOKS).await.json()["webhooks"][0], {
        let mut shown = body.clone();
        shown["id"] = id.clone();
        shown
    });
    let one = format!("{WEBHOOKS}/{}", id.as_str().unwrap());
    assert_eq!(library.delete(&one).await.status, 204);
    assert_eq!(library.delete(&one).await.status, 404);
    assert_eq!(library.urls().await, ["http://b.test/"]);
    assert_eq!(library.delete(WEBHOOKS).await.status, 204);
    assert_eq!(library.urls().await, [""; 0]);

    library.shelf("two").await;
    library.mock.deliver().await;
    assert_eq!(inbox.count(), 3, "nobody is left to be told");
}

#[tokio::test]
async fn public_key_is_served() {
    let (library, _) = library(|it| it);

    let served = library.get(WEBHOOKS).await.json()["publicKey"].clone();

    let key = library.mock.webhook_key();
    let expected = json!({ "algorithm": "Ed25519", "base64": key.base64(), "pem": key.pem() });
    assert_eq!(served, expected);
}

#[tokio::test]
async fn deliveries_are_served_and_sent_again() {
    let (library, inbox) = subscribed();
    inbox.answer(500, 1);
    let shelf = library.shelf("one").await;
    library.book(&shelf, "x").await;
    let waiting = library.get(DELIVERIES).await.json();
    library.mock.deliver().await;

    let listed = library.get(DELIVERIES).await.json();
    let first = &listed["deliveries"][0];
    assert_eq!(waiting["deliveries"][0]["state"], "pending");
    assert_eq!(waiting["deliveries"][0]["attempts"], json!([]));
    assert_eq!(listed["lost"], 0);
    assert_eq!(
        first,
        &json!({
            "id": first["id"], "event": "ShelfAdded", "url": "http://hook.test/in?key=a=b",
            "time": "2026-01-31T09:30:01.000Z", "state": "failed", "next": null,
            "attempts": [{ "time": "2026-01-31T09:30:01.000Z", "status": 500, "error": null }],
            "signature": library.mock.deliveries()[0].signature,
            "payload": inbox.bodies()[0],
        })
    );

    let again = format!("{DELIVERIES}/{}/redeliver", first["id"].as_str().unwrap());
    let reply = library.post(&again, &json!(null)).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["state"]), (202, &json!("pending")));
    library.mock.deliver().await;
    let listed = library.get(DELIVERIES).await.json();
    assert_eq!(listed["deliveries"][0]["state"], "delivered");

    let picked = library.get(&format!("{DELIVERIES}?event=BookAdded&limit=5")).await.json();
    assert_eq!(picked["deliveries"].as_array().unwrap().len(), 1);
    let last = library.get(&format!("{DELIVERIES}?limit=1")).await.json();
    assert_eq!(last["deliveries"][0]["event"], "BookAdded");
}

#[tokio::test]
async fn wrong_requests_say_what_is_wrong() {
    let (library, _) = library(|it| it);
    let refused = async |reply: Reply| {
        (reply.status.as_u16(), reply.json()["detail"].as_str().unwrap().to_owned())
    };
    let form = "a subscriber is `{url, events, members}`, of which only `url` must be there";
    let cases = [
        (json!([]), form.to_owned()),
        (json!({}), form.to_owned()),
        (json!({ "url": 7 }), form.to_owned()),
        (json!({ "url": "http://a.test", "event": "x" }), format!("there is no `event`: {form}")),
        (
            json!({ "url": "https://a.test/x" }),
            "`https://a.test/x` needs TLS, which the mock does not speak: give an `http://` URL"
                .to_owned(),
        ),
        (
            json!({ "url": "a.test" }),
            "`a.test` is no URL such as `http://127.0.0.1:8080/hook`".to_owned(),
        ),
        (
            json!({ "url": "http://a.test", "events": "ShelfAdded" }),
            "`events` must be a list of names".to_owned(),
        ),
        (
            json!({ "url": "http://a.test", "members": [] }),
            "`members` must be an object".to_owned(),
        ),
    ];
    for (body, expected) in cases {
        let reply = library.subscribe(&body).await;
        assert_eq!(refused(reply).await, (422, expected), "{body}");
    }
    let reply = library.subscribe(&json!({ "url": "http://a.test", "events": ["Shelf"] })).await;
    let (status, detail) = refused(reply).await;
    assert_eq!(status, 422);
    assert!(
        detail.starts_with("there is no event `Shelf`, use one of `ShelfAdded`, `"),
        "{detail}"
    );
    let (status, detail) = refused(library.json("POST", WEBHOOKS, "{").await).await;
    assert_eq!(status, 422);
    assert!(detail.starts_with("the body is not JSON: "), "{detail}");

    let none = format!("{DELIVERIES}/none/redeliver");
    let reply = library.post(&none, &json!(null)).await;
    assert_eq!(refused(reply).await, (404, "there is no delivery `none`".to_owned()));
    let reply = library.get(&format!("{DELIVERIES}?limit=x")).await;
    assert_eq!(refused(reply).await, (400, "`limit` must be a whole number".to_owned()));
    assert_eq!(library.delete(&format!("{WEBHOOKS}/x")).await.status, 404);
    let reply = library.get(&none).await;
    assert_eq!((reply.status.as_u16(), reply.header("allow")), (405, "POST"));
    assert_eq!(library.get(&format!("{DELIVERIES}//redeliver")).await.status, 404);
}
