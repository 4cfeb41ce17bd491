//! Several clients at once on one contact: what was acknowledged is there, and no answer is torn.
//!
//! `ROUNDS=1500 cargo test -p tests --test it hammer` hammers for longer.

use std::env;
use std::sync::Arc;

use ghl_contacts::Client;
use ghl_contacts::types::{CustomFieldInput, CustomFieldValue};
use tests::{Wire, to_body};
use tower::ServiceExt;
use twinspec_mock::{Mock, Token};

const LOCATION: &str = "wk59pfKL0jFi2YYvLBpE";
const TOKEN: &str = "pit-of-a-hammer";
const CLIENTS: usize = 8;

/// So many rounds leave something behind: with more, an answer would be all tags.
const KEPT: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn eight_clients_lose_no_write_and_read_no_half_of_one() {
    let rounds = env::var("ROUNDS").ok().and_then(|it| it.parse().ok()).unwrap_or(40);
    let token = Token::new(TOKEN).claim(ghl_mock::LOCATION_ID, LOCATION);
    let mock = Mock::builder(&ghl_mock::BLUEPRINT).behaviour(ghl_mock::behaviour());
    let mock = mock.token(token).no_rate_limit().build().unwrap();
    let service = mock.service();
    let service = ServiceExt::<http::Request<axum::body::Body>>::map_response(service, to_body);
    let (transport, url) = Wire::Tcp.connect(service).await.unwrap();
    let client = Client::builder().base_url(url).token(TOKEN).transport(transport).build().unwrap();
    let client = Arc::new(client);
    let created = client.contacts().create(LOCATION).first_name("x").last_name("x").await.unwrap();
    let id: Arc<str> = created.contact.id.as_str().into();

    let hammers = (0..CLIENTS).map(|number| {
        let (client, id) = (Arc::clone(&client), Arc::clone(&id));
        tokio::spawn(async move { hammer(&client, &id, number, rounds).await })
    });
    let mut acknowledged = Vec::new();
    for hammer in hammers.collect::<Vec<_>>() {
        acknowledged.extend(hammer.await.unwrap());
    }

    let contact = client.contacts().get(&*id).await.unwrap().into_value().contact;
    let mut tags = contact.tags.clone();
    tags.sort();
    acknowledged.sort();
    assert_eq!(tags, acknowledged);
    let tasks = client.tasks().list(&*id).await.unwrap();
    assert_eq!(tasks.tasks.len(), CLIENTS * rounds.min(KEPT));
    // Each client wrote a field of its own, and the last value of each is there.
    let mut fields: Vec<String> =
        contact.custom_fields.iter().map(|it| format!("{it:?}")).collect();
    assert_eq!(fields.len(), CLIENTS);
    fields.retain(|it| !it.contains(&format!("-{}\"", rounds - 1)));
    assert_eq!(fields, [""; 0]);
}

/// Adds tags and tasks, writes both names at once and a field of its own; returns the tags that were
/// acknowledged.
async fn hammer(client: &Client, id: &str, number: usize, rounds: usize) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for round in 0..rounds {
        let word = format!("{number}-{round}");
        let task = client.tasks().create(id, &word, "2026-12-01T09:00:00Z", false).await.unwrap();
        if round < KEPT {
            let added = client.tags().add(id, [word.as_str()]).await.unwrap();
            assert_eq!(added.tags_added, std::slice::from_ref(&word));
            acknowledged.push(word.clone());
        } else {
            client.tasks().delete(id, &task.task.id).await.unwrap();
        }
        let mut own = CustomFieldInput::new(format!("field-{number}"));
        own.field_value = Some(CustomFieldValue::Text(word.clone()));
        client
            .contacts()
            .update(id)
            .first_name(word.as_str())
            .last_name(word.as_str())
            .custom_fields([own])
            .await
            .unwrap();

        let read = client.contacts().get(id).await.unwrap();
        let contact = serde_json::to_value(&read.contact).unwrap();
        assert_eq!(contact["firstName"], contact["lastName"], "both are written together");
        let tags = contact["tags"].as_array().unwrap();
        assert!(acknowledged.iter().all(|it| tags.iter().any(|tag| tag == it)));
        let fields = contact["customFields"].as_array().unwrap();
        let own = fields.iter().find(|it| it["id"] == format!("field-{number}")).unwrap();
        assert_eq!(own["value"], word, "nobody else writes it");
    }
    acknowledged
}
