//! What becomes of a contact that is deleted, and how what does not exist is spoken of.

use ghl_contacts::Error;
use ghl_mock::{BLUEPRINT, Choices, Missing, behaviour, behaviour_with};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tests::{Harness, NOW, Wire, mock_of, mock_with};
use twinspec_mock::{ManualClock, SignedDuration};

use crate::cases::INES;

/// For how long a contact may be restored.
const SIXTY_DAYS: SignedDuration = SignedDuration::from_hours(60 * 24);

async fn harness(clock: &ManualClock) -> Harness {
    let mock = mock_with(&BLUEPRINT, behaviour(), clock.clone()).unwrap();
    Harness::with(mock, Wire::InProcess).await.unwrap()
}

/// Asks for a contact back; says why it stays away, if it does.
async fn restore(harness: &Harness, id: &str) -> (u16, Value) {
    let body = json!({ "resource": "contact", "id": id }).to_string();
    let request = Request::post(format!("{}/_twinspec/restore", harness.base_url()));
    let response = harness.send(request.body(body.into()).unwrap()).await.unwrap();
    let body = serde_json::from_slice(response.body()).unwrap_or_default();
    (response.status().as_u16(), body)
}

#[tokio::test]
async fn a_contact_comes_back_within_sixty_days_without_tasks_and_notes() {
    let clock = ManualClock::new(NOW.parse().unwrap());
    let harness = harness(&clock).await;
    let client = &harness.client;
    let before = client.contacts().get(INES).await.unwrap();
    client.contacts().delete(INES).await.unwrap();
    clock.advance(SIXTY_DAYS - SignedDuration::from_millis(1));

    let restored = restore(&harness, INES).await;

    assert_eq!(restored, (204, Value::Null));
    assert_eq!(client.contacts().get(INES).await.unwrap().contact, before.contact);
    assert_eq!(client.tasks().list(INES).await.unwrap().tasks, []);
    assert_eq!(client.notes().list(INES).await.unwrap().notes, []);
}

#[tokio::test]
async fn a_contact_is_gone_for_good_after_sixty_days() {
    let clock = ManualClock::new(NOW.parse().unwrap());
    let harness = harness(&clock).await;
    harness.client.contacts().delete(INES).await.unwrap();
    clock.advance(SIXTY_DAYS);

    let (status, body) = restore(&harness, INES).await;

    let expected = format!("no contact of the id `{INES}` was deleted lately");
    assert_eq!((status, &body["detail"]), (404, &json!(expected)));
}

#[tokio::test]
async fn a_contact_stays_away_when_its_address_is_taken() {
    let clock = ManualClock::new(NOW.parse().unwrap());
    let harness = harness(&clock).await;
    let contacts = harness.client.contacts();
    contacts.delete(INES).await.unwrap();
    let other = contacts.create(harness.location()).email("ines.halvorsen@example.com");
    let other = other.await.unwrap();

    let (status, body) = restore(&harness, INES).await;

    let expected = "This location does not allow duplicated contacts.";
    assert_eq!((status, &body["detail"]), (409, &json!(expected)));
    assert!(contacts.get(INES).await.is_err());
    contacts.delete(&other.contact.id).await.unwrap();
    assert_eq!(restore(&harness, INES).await.0, 204);
}

#[tokio::test]
async fn what_does_not_exist_is_a_404_by_choice() {
    let mut choices = Choices::default();
    choices.missing = Missing::NotFound;
    let mock = mock_of(&BLUEPRINT, behaviour_with(choices)).unwrap();
    let harness = Harness::with(mock, Wire::InProcess).await.unwrap();
    let client = &harness.client;

    let contact: Error = client.contacts().get("nobody").await.unwrap_err().into();
    let task: Error = client.tasks().get(INES, "nothing").await.unwrap_err().into();
    let note: Error = client.notes().get(INES, "nothing").await.unwrap_err().into();

    for (error, name, id) in
        [(contact, "Contact", "nobody"), (task, "Task", "nothing"), (note, "Note", "nothing")]
    {
        assert_eq!(error.status(), Some(StatusCode::NOT_FOUND), "{error}");
        let expected = format!("{name} with id {id} not found");
        assert!(error.to_string().contains(&expected), "{error}");
    }
}
