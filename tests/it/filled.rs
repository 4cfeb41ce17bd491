//! Made-up entities are as valid as any other.

use std::sync::{Arc, Mutex};

use ghl_contacts::Client;
use tests::{DOCUMENT, NOW, Wire, location_of, to_body};
use tower::{Layer, ServiceExt};
use twinspec_mock::{ManualClock, Mock};
use twinspec_referee::{Judged, Referee, RefereeLayer};

#[tokio::test]
async fn a_filled_mock_contents_the_referee() {
    let (name, text) = ghl_mock::SEED;
    let mock = Mock::builder(&ghl_mock::BLUEPRINT)
        .behaviour(ghl_mock::behaviour())
        .clock(ManualClock::new(NOW.parse().unwrap()))
        .data(name, text)
        .fill(60)
        .no_rate_limit()
        .build()
        .unwrap();
    let token = mock.tokens()[0].clone();
    let judged: Arc<Mutex<Vec<Judged>>> = Arc::default();
    let sink = Arc::clone(&judged);
    let referee = Arc::new(Referee::from_yaml(DOCUMENT).unwrap());
    let layer = RefereeLayer::new(referee, move |it| sink.lock().unwrap().push(it));
    let service = layer.layer(mock.service());
    let service = ServiceExt::<http::Request<axum::body::Body>>::map_response(service, to_body);
    let (transport, url) = Wire::InProcess.connect(service).await.unwrap();
    let client = Client::builder().base_url(url).token(token.value.clone()).transport(transport);
    let client = client.build().unwrap();

    let page = client.contacts().list(location_of(&token)).limit(100).await.unwrap();
    let mut tasks = 0;
    for contact in &page.contacts {
        client.contacts().get(&contact.id).await.unwrap();
        tasks += client.tasks().list(&contact.id).await.unwrap().tasks.len();
        client.notes().list(&contact.id).await.unwrap();
        client.appointments().list(&contact.id).await.unwrap();
    }

    assert_eq!(page.count, 8 + 60);
    assert!(tasks > 50, "{tasks}");
    for judged in judged.lock().unwrap().iter() {
        assert!(judged.verdict.is_pass(), "{} {}: {}", judged.method, judged.uri, judged.verdict);
    }
}
