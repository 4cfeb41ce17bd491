//! Contacts, one at a time.

use ghl_contacts::Field;
use ghl_contacts::types::{CustomFieldInput, CustomFieldValue, DndChannel, DndSettings};
use tests::Harness;

use crate::cases::contacts::seeded::{INES, KENJI};

/// Contacts of the data file.
pub(crate) mod seeded {
    /// Has nearly everything that a contact can have.
    pub(crate) const INES: &str = "rZfrytORAzb3do7gwiqT";
    /// Has every kind of custom field.
    pub(crate) const KENJI: &str = "L8ibTpNrnBZOC51fEOGD";
}

pub(crate) async fn create_gives_what_the_server_made(harness: &Harness) -> String {
    let mut channels = DndSettings::default();
    channels.sms = Some(DndChannel::new("active"));
    let created = harness
        .client
        .contacts()
        .create(harness.location())
        .name("Mara van der Okafor")
        .email("Mara@Example.org")
        .phone("+1 415-555-0134")
        .date_of_birth("04/30/1988")
        .tags([" Web ", "Lead", "web"])
        .dnd_settings(channels)
        .await
        .unwrap();
    format!("{created:#?}")
}

pub(crate) async fn get_leaves_unset_properties_out(harness: &Harness) -> String {
    let found = harness.client.contacts().get(INES).await.unwrap();
    format!("{found:#?}")
}

pub(crate) async fn update_changes_only_what_it_names(harness: &Harness) -> String {
    let updated = harness.client.contacts().update(INES).last_name("Berg").tags(["Vip"]).await;
    format!("{:#?}", updated.unwrap())
}

pub(crate) async fn update_with_null_empties_a_property(harness: &Harness) -> String {
    let updated = harness.client.contacts().update(INES).email(Field::Null).await.unwrap();
    format!("email: {:?}", updated.contact.email)
}

pub(crate) async fn delete_takes_tasks_and_notes_along(harness: &Harness) -> String {
    let client = &harness.client;
    let deleted = client.contacts().delete(INES).await.unwrap();
    let contact = client.contacts().get(INES).await.unwrap_err();
    let tasks = client.tasks().list(INES).await.unwrap_err();
    let notes = client.notes().list(INES).await.unwrap_err();
    let again = client.contacts().delete(INES).await.unwrap_err();
    format!("{deleted:#?}\n{contact}\n{tasks}\n{notes}\n{again}\n")
}

pub(crate) async fn a_created_contact_is_there_on_the_next_read(harness: &Harness) -> String {
    let contacts = harness.client.contacts();
    let created = contacts.create(harness.location()).first_name("Mara").await.unwrap();
    let found = contacts.get(&created.contact.id).await.unwrap();
    assert_eq!(found.contact.id, created.contact.id);
    format!("first name: {:?}, last name: {:?}", found.contact.first_name, found.contact.last_name)
}

pub(crate) async fn custom_fields_go_in_as_field_value_and_come_out_as_value(
    harness: &Harness,
) -> String {
    let mut budget = CustomFieldInput::new("5lOvfQXTPUpZnp3mZtTP");
    budget.field_value = Some(CustomFieldValue::Number(990.5));
    let updated = harness.client.contacts().update(KENJI).custom_fields([budget]).await.unwrap();
    format!("{:#?}", updated.contact.custom_fields)
}

pub(crate) async fn phones_are_stored_in_the_international_form(harness: &Harness) -> String {
    let contacts = harness.client.contacts();
    let national = contacts.create(harness.location()).phone("(415) 555-0134").await.unwrap();
    let abroad = contacts.update(INES).phone("+44 (0)20 7946 0018").await.unwrap();
    let again = contacts.create(harness.location()).phone("1-415-555-0134").await.unwrap_err();
    format!("{:?}\n{:?}\n{again}", national.contact.phone, abroad.contact.phone)
}

pub(crate) async fn a_phone_that_cannot_be_one_is_refused(harness: &Harness) -> String {
    let contacts = harness.client.contacts();
    let short = contacts.create(harness.location()).phone("+1 415-555").await.unwrap_err();
    let words = contacts.update(INES).phone("call me").await.unwrap_err();
    let kept = contacts.get(INES).await.unwrap();
    format!("{short}\n{words}\n{:?}", kept.contact.phone)
}
