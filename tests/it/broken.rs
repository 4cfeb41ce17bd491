//! Planted breaks: each pair agrees with itself in every call, and the referee catches each one.

use std::sync::{Arc, Mutex};

use tests::{DOCUMENT, NOW, Wire, to_body};
use tower::{Layer, ServiceExt};
use twinspec_mock::facade::Blueprint;
use twinspec_mock::{ManualClock, Mock};
use twinspec_referee::{Judged, Referee, RefereeLayer};

const LOCATION: &str = "wk59pfKL0jFi2YYvLBpE";
const INES: &str = "rZfrytORAzb3do7gwiqT";
const NOTE: &str = "wi1yXnoKwFT1k6Ig3TtW";

/// A contact with what the API cannot make: notes and appointments.
const DATA: &str = "
contacts:
  - {id: rZfrytORAzb3do7gwiqT, locationId: wk59pfKL0jFi2YYvLBpE, firstName: Ines,
     businessId: 6512f77f92cbb4fa00bbb4f9, dateAdded: '2025-03-11T09:24:07.512Z',
     dateUpdated: '2025-03-11T09:24:07.512Z'}
notes:
  - {id: wi1yXnoKwFT1k6Ig3TtW, contactId: rZfrytORAzb3do7gwiqT, body: Called., bodyText: Called.,
     userId: null, dateAdded: '2026-09-14T13:08:55.290Z'}
";

/// Plays all 16 operations of a pair, of which every one must succeed, and returns what the
/// referee said. The creation of a task and the field with its due date differ between the pairs.
macro_rules! play {
    ($pair:ident, |$tasks:ident| $create:expr) => {
        async {
            let (transport, url, judged) = stand_in(&broken::$pair::mock::BLUEPRINT).await;
            let client = broken::$pair::client::Client::builder();
            let client = client.base_url(url).token("any").transport(transport).build().unwrap();
            let ($tasks, contacts) = (client.tasks(), client.contacts());

            let id = contacts.create(LOCATION).first_name("Mara").await.unwrap().into_value();
            let id = id.contact.id;
            let task = $create.await.unwrap().into_value().task.id;
            contacts.get(&id).await.unwrap();
            contacts.update(&id).city("Reno").await.unwrap();
            contacts.list(LOCATION).limit(1).await.unwrap();
            contacts.list_by_business("6512f77f92cbb4fa00bbb4f9", LOCATION).await.unwrap();
            $tasks.list(INES).await.unwrap();
            $tasks.get(INES, &task).await.unwrap();
            $tasks.update(INES, &task).title("Call").await.unwrap();
            $tasks.update_completed(INES, &task, true).await.unwrap();
            $tasks.delete(INES, &task).await.unwrap();
            client.notes().list(INES).await.unwrap();
            client.notes().get(INES, NOTE).await.unwrap();
            client.appointments().list(INES).await.unwrap();
            client.tags().add(INES, ["vip"]).await.unwrap();
            contacts.delete(&id).await.unwrap();

            let judged = judged.lock().unwrap().clone();
            assert_eq!(judged.len(), 16);
            complaints(&judged)
        }
    };
}

const DUE: &str = "2026-11-25T09:00:00Z";

#[tokio::test]
async fn an_intact_pair_contents_the_referee() {
    let complaints = play!(intact, |tasks| tasks.create(INES, "Call", DUE, false)).await;

    assert_eq!(complaints, Vec::<String>::new());
}

#[tokio::test]
async fn a_wrong_path_is_caught() {
    let complaints = play!(path, |tasks| tasks.create(INES, "Call", DUE, false)).await;

    insta::assert_snapshot!(complaints.join("\n"));
}

#[tokio::test]
async fn a_renamed_property_is_caught() {
    let complaints = play!(property, |tasks| tasks.create(INES, "Call", false, DUE)).await;

    insta::assert_snapshot!(complaints.join("\n"));
}

#[tokio::test]
async fn a_dropped_required_is_caught() {
    let complaints = play!(required, |tasks| tasks.create(INES, "Call", false)).await;

    insta::assert_snapshot!(complaints.join("\n"));
}

#[tokio::test]
async fn a_wrong_status_is_caught() {
    let complaints = play!(status, |tasks| tasks.create(INES, "Call", DUE, false)).await;

    insta::assert_snapshot!(complaints.join("\n"));
}

/// Serves a blueprint in process, watched by a referee who reads the true document.
async fn stand_in(
    blueprint: &Blueprint,
) -> (Arc<dyn ghl_contacts::Transport>, String, Arc<Mutex<Vec<Judged>>>) {
    let mock = Mock::builder(blueprint)
        .clock(ManualClock::new(NOW.parse().unwrap()))
        .data("data", DATA)
        .build()
        .unwrap();
    let judged = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&judged);
    let referee = Arc::new(Referee::from_yaml(DOCUMENT).unwrap());
    let layer = RefereeLayer::new(referee, move |it| sink.lock().unwrap().push(it));
    let service = layer.layer(mock.service());
    let service = ServiceExt::<http::Request<axum::body::Body>>::map_response(service, to_body);
    let (transport, url) = Wire::InProcess.connect(service).await.unwrap();
    (transport, url, judged)
}

fn complaints(judged: &[Judged]) -> Vec<String> {
    let failed = judged.iter().filter(|it| !it.verdict.is_pass());
    failed.map(|it| format!("{} {}: {}", it.method, it.uri.path(), it.verdict)).collect()
}
