//! The flagship's webhooks: what each call of the client tells an app that subscribed.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use ghl_contacts::types::{
    ContactDndEvent, ContactEvent, DndChannel, DndChannelStatus, DndSettings, InboundDndSettings,
    TaskEvent,
};
use http::{Request, Response, StatusCode};
use serde_json::{Value, json};
use tests::{Harness, NOW, Wire};
use twinspec_mock::{Deliver, Delivering, ManualClock, Mock, Subscriber};
use twinspec_referee::{Exchange, Referee};

/// The first contact of the data file, and an open task of it.
const INES: &str = "rZfrytORAzb3do7gwiqT";
const OFFER: &str = "CxsuYqbIaxQOZazDYHwy";

/// Where deliveries end up.
#[derive(Clone, Default)]
struct Inbox(Arc<Mutex<Vec<Request<Bytes>>>>);

impl Deliver for Inbox {
    fn deliver(&self, request: Request<Bytes>) -> Delivering<'_> {
        self.0.lock().unwrap().push(request);
        Box::pin(std::future::ready(Ok(StatusCode::OK)))
    }
}

/// A client, and the app that is told what it does.
struct App {
    harness: Harness,
    mock: Mock,
    inbox: Inbox,
}

impl App {
    async fn new() -> Self {
        let inbox = Inbox::default();
        let (name, text) = ghl_mock::SEED;
        let mock = Mock::builder(&ghl_mock::BLUEPRINT)
            .behaviour(ghl_mock::behaviour())
            .clock(ManualClock::new(NOW.parse().unwrap()))
            .data(name, text)
            .subscriber(Subscriber::new("http://app.test/hook").unwrap())
            .deliver(inbox.clone());
        let mock = mock.build().unwrap();
        let harness = Harness::with(mock.clone(), Wire::InProcess).await.unwrap();
        Self { harness, mock, inbox }
    }

    /// Returns the payloads that were told since this was last asked.
    async fn told(&self) -> Vec<Value> {
        self.mock.deliver().await;
        let requests = std::mem::take(&mut *self.inbox.0.lock().unwrap());
        requests.iter().map(|it| serde_json::from_slice(it.body()).unwrap()).collect()
    }

    /// Returns them as they are read.
    async fn shown(&self) -> String {
        serde_json::to_string_pretty(&self.told().await).unwrap()
    }

    async fn names(&self) -> Vec<String> {
        self.told().await.iter().map(|it| it["type"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn create_contact_tells_of_the_contact() {
    let app = App::new().await;
    let contacts = app.harness.client.contacts();
    let create = contacts
        .create(app.harness.location())
        .first_name("Mara")
        .last_name("Voss")
        .email("Mara@example.org")
        .date_of_birth("04/30/1988")
        .tags(["Solar"]);
    create.await.unwrap();

    insta::assert_snapshot!(app.shown().await);
}

#[tokio::test]
async fn update_contact_tells_of_what_changed() {
    let app = App::new().await;
    let contacts = app.harness.client.contacts();
    let mut channels = DndSettings::default();
    channels.sms = Some(DndChannel::new(DndChannelStatus::Active));
    contacts.update(INES).last_name("Berg").tags(["Vip"]).dnd_settings(channels).await.unwrap();

    insta::assert_snapshot!(app.shown().await);
}

#[tokio::test]
async fn delete_contact_tells_of_it_as_it_was_and_not_of_its_tasks() {
    let app = App::new().await;
    app.harness.client.contacts().delete(INES).await.unwrap();

    insta::assert_snapshot!(app.shown().await);
}

#[tokio::test]
async fn tasks_tell_of_being_made_done_and_deleted() {
    let app = App::new().await;
    let tasks = app.harness.client.tasks();
    tasks.create(INES, "Call back", "2026-11-25T10:00:00+01:00", false).await.unwrap();
    tasks.update_completed(INES, OFFER, true).await.unwrap();
    tasks.delete(INES, OFFER).await.unwrap();

    insta::assert_snapshot!(app.shown().await);
}

#[tokio::test]
async fn contact_events_come_of_changes_of_what_they_are_about() {
    let app = App::new().await;
    let contacts = app.harness.client.contacts();
    let tags = app.harness.client.tags();

    contacts.update(INES).city("Oslo").await.unwrap();
    assert_eq!(app.names().await, ["ContactUpdate"]);
    contacts.update(INES).city("Oslo").await.unwrap();
    assert_eq!(app.names().await, [""; 0], "nothing changed");
    contacts.update(INES).tags(["a", "b"]).await.unwrap();
    assert_eq!(app.names().await, ["ContactUpdate", "ContactTagUpdate"]);
    contacts.update(INES).tags(["B", "a"]).await.unwrap();
    assert_eq!(app.names().await, [""; 0], "the tags are those that it had");
    contacts.update(INES).tags(["b"]).await.unwrap();
    assert_eq!(app.names().await, ["ContactUpdate", "ContactTagUpdate"]);
    contacts.update(INES).dnd(true).await.unwrap();
    assert_eq!(app.names().await, ["ContactUpdate", "ContactDndUpdate"]);
    let inbound = InboundDndSettings::default();
    contacts.update(INES).inbound_dnd_settings(inbound).await.unwrap();
    assert_eq!(app.names().await, [""; 0], "inbound settings alone tell nothing");

    tags.add(INES, ["B", "b "]).await.unwrap();
    assert_eq!(app.names().await, [""; 0], "no tag is new");
    tags.add(INES, ["b", "c"]).await.unwrap();
    assert_eq!(app.names().await, ["ContactTagUpdate"]);
}

#[tokio::test]
async fn task_is_completed_when_it_was_open() {
    let app = App::new().await;
    let tasks = app.harness.client.tasks();

    for completed in [true, true, false, true] {
        tasks.update_completed(INES, OFFER, completed).await.unwrap();
    }
    assert_eq!(app.names().await, ["TaskComplete", "TaskComplete"]);
    tasks.update(INES, OFFER).completed(false).await.unwrap();
    tasks.update(INES, OFFER).title("Other").await.unwrap();
    assert_eq!(app.names().await, [""; 0], "there is no event for a change of a task");
    tasks.update(INES, OFFER).completed(true).title("Done").await.unwrap();
    assert_eq!(app.names().await, ["TaskComplete"]);
    // Whether the service tells of a completion too is not known.
    tasks.create(INES, "Done at once", "2026-11-25T10:00:00Z", true).await.unwrap();
    assert_eq!(app.names().await, ["TaskCreate"]);
}

#[tokio::test]
async fn reads_and_refused_writes_tell_nothing() {
    let app = App::new().await;
    let client = &app.harness.client;
    client.contacts().get(INES).await.unwrap();
    client.contacts().list(app.harness.location()).await.unwrap();
    client.tasks().list(INES).await.unwrap();
    client.contacts().create(app.harness.other_location()).name("x y").await.unwrap_err();
    client.contacts().update(INES).date_of_birth("1988-02-30").await.unwrap_err();
    client.tasks().delete(INES, INES).await.unwrap_err();

    assert_eq!(app.told().await, [Value::Null; 0]);
}

#[tokio::test]
async fn every_event_satisfies_its_schema_and_the_client_reads_it() {
    let app = App::new().await;
    let client = &app.harness.client;
    let created = client.contacts().create(app.harness.location()).name("A B").await.unwrap();
    let id = created.contact.id.as_str();
    client.contacts().update(id).dnd(true).tags(["x"]).date_of_birth("1988-04-30").await.unwrap();
    let task = client.tasks().create(id, "x", "2026-11-25T10:00:00Z", false).await.unwrap();
    client.tasks().update_completed(id, task.task.id.as_str(), true).await.unwrap();
    client.tasks().delete(id, task.task.id.as_str()).await.unwrap();
    client.contacts().delete(id).await.unwrap();
    client.contacts().delete(INES).await.unwrap();

    let told = app.told().await;

    let referee = events_as_operations();
    for payload in &told {
        let name = payload["type"].as_str().unwrap();
        let request = Request::post(format!("/{name}"))
            .header("content-type", "application/json")
            .body(Bytes::from(payload.to_string()))
            .unwrap();
        let response = Response::new(Bytes::new());
        let verdict = referee.judge(&Exchange { request: &request, response: &response });
        assert_eq!(verdict.operation(), Some(name));
        assert!(verdict.is_request_valid(), "{payload}: {:?}", verdict.request_reasons());

        let known = payload.clone();
        let extra = match name {
            "ContactDndUpdate" => serde_json::from_value::<ContactDndEvent>(known).unwrap().extra,
            name if name.starts_with("Task") => {
                serde_json::from_value::<TaskEvent>(known).unwrap().extra
            }
            _ => serde_json::from_value::<ContactEvent>(known).unwrap().extra,
        };
        assert!(extra.is_empty(), "{name} has what the document does not: {extra:?}");
    }
    let mut names: Vec<_> = told.iter().map(|it| it["type"].as_str().unwrap()).collect();
    names.sort_unstable();
    names.dedup();
    let mut events: Vec<_> =
        ghl_mock::BLUEPRINT.webhooks.events.iter().map(|it| &*it.name).collect();
    events.sort_unstable();
    assert_eq!(names, events, "each event is told at least once");
}

/// Makes a referee of the document whose operations are its events: each posted to its name.
fn events_as_operations() -> Referee {
    let mut document = twinspec_referee::parse(tests::DOCUMENT).unwrap();
    let webhooks = document["x-webhooks"].as_object().unwrap();
    let paths: serde_json::Map<String, Value> = webhooks
        .iter()
        .map(|(name, event)| {
            let content = json!({ "application/json": { "schema": event["schema"] } });
            let operation = json!({
                "operationId": name,
                "requestBody": { "required": true, "content": content },
                "responses": { "200": { "description": "Taken." } },
            });
            (format!("/{name}"), json!({ "post": operation }))
        })
        .collect();
    document["paths"] = paths.into();
    let document = document.as_object_mut().unwrap();
    document.remove("security");
    document.remove("servers");
    Referee::from_value(Value::Object(document.clone())).unwrap()
}

#[tokio::test]
async fn delivery_is_signed_where_the_service_signs() {
    let app = App::new().await;
    app.harness.client.contacts().delete(INES).await.unwrap();
    app.mock.deliver().await;

    let requests = app.inbox.0.lock().unwrap();
    let told = app.mock.deliveries();
    assert_eq!(requests[0].headers()["X-GHL-Signature"], told[0].signature);
    assert_eq!(requests[0].headers()["content-type"], "application/json");
}

#[tokio::test]
async fn busy_app_is_asked_again_every_ten_minutes_six_times() {
    let retry = ghl_mock::BLUEPRINT.webhooks.retry.clone().unwrap();

    assert_eq!((&*retry.statuses, retry.seconds, retry.times), (&[429][..], 600, 6));
}

#[tokio::test]
async fn subscriber_says_which_version_of_the_app_it_is() {
    let app = App::new().await;
    let subscriber = Subscriber::new("http://app.test/second").unwrap();
    app.mock.subscribe(subscriber.member("versionId", "second")).unwrap();
    app.harness.client.contacts().delete(INES).await.unwrap();

    let told = app.told().await;

    let versions: Vec<_> = told.iter().map(|it| (&it["appId"], &it["versionId"])).collect();
    let app = json!("6743f1c2a9d58e0b1c7f4e92");
    assert_eq!(versions, [(&app, &app), (&app, &json!("second"))]);
}

#[tokio::test]
async fn every_version_tells_in_the_same_words() {
    let app = App::new().await;
    let mut request = app.harness.request("PUT", &format!("/contacts/{INES}"));
    request.headers_mut().unwrap().insert("version", "v3".parse().unwrap());
    let body = json!({ "dndSettings": { "sms": { "status": "active" } } });
    let request = request.header("content-type", "application/json").body(body.to_string().into());
    let response = app.harness.send(request.unwrap()).await.unwrap();
    assert_eq!(response.status(), 200);

    let told = app.told().await;

    let events: Vec<_> = told.iter().map(|it| (&it["type"], &it["dndSettings"]["SMS"])).collect();
    let sms = json!({ "status": "active" });
    assert_eq!(
        events,
        [(&json!("ContactUpdate"), &Value::Null), (&json!("ContactDndUpdate"), &sms)]
    );
}
