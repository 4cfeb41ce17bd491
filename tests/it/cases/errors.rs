//! Errors, as the client's caller meets them.

use ghl_contacts::contacts::{CreateError, GetError};
use ghl_contacts::{Error, Field};
use tests::Harness;

use crate::cases::contacts::seeded::{INES, KENJI};

pub(crate) async fn a_duplicate_names_the_contact_that_is_there(harness: &Harness) -> String {
    let create = harness.client.contacts().create(harness.location());
    let error = create.email("INES.halvorsen@example.com").await.unwrap_err();
    let Some(CreateError::BadRequest(body)) = error.documented() else { panic!("{error}") };
    assert_eq!(body.meta.as_ref().unwrap().contact_id, INES);
    format!("{error}\n{body:#?}")
}

pub(crate) async fn an_unknown_contact_is_a_bad_request(harness: &Harness) -> String {
    let error = harness.client.contacts().get("nobody").await.unwrap_err();
    assert!(matches!(error.documented(), Some(GetError::BadRequest(_))), "{error}");
    let all: Error = error.into();
    format!("{all}\nstatus: {:?}", all.status())
}

pub(crate) async fn a_wrong_token_is_unauthorized(harness: &Harness) -> String {
    let stranger = harness.client_with("pit-00000000-0000-4000-8000-000000000000").unwrap();
    let error = stranger.contacts().get(INES).await.unwrap_err();
    assert!(matches!(error.documented(), Some(GetError::Unauthorized(_))), "{error}");
    for shown in [format!("{error}"), format!("{error:?}"), format!("{stranger:?}")] {
        assert!(!shown.contains("pit-"), "{shown}");
    }
    error.to_string()
}

pub(crate) async fn a_foreign_location_is_forbidden(harness: &Harness) -> String {
    let list = harness.client.contacts().list(harness.other_location()).await.unwrap_err();
    let create = harness.client.contacts().create(harness.other_location()).await.unwrap_err();
    assert!(matches!(create.documented(), Some(CreateError::Forbidden(_))), "{create}");
    format!("{list}\n{create}")
}

pub(crate) async fn a_task_of_another_contact_is_not_found(harness: &Harness) -> String {
    let error = harness.client.tasks().get(KENJI, "CxsuYqbIaxQOZazDYHwy").await.unwrap_err();
    error.to_string()
}

pub(crate) async fn all_reasons_come_at_once(harness: &Harness) -> String {
    let update = harness.client.contacts().update(INES);
    let error = update.email("no address").country("Norway").await.unwrap_err();
    format!("{error}\n{:#?}", error.documented())
}

pub(crate) async fn a_refused_create_stores_nothing(harness: &Harness) -> String {
    let contacts = harness.client.contacts();
    let before = contacts.list(harness.location()).limit(1).await.unwrap().count;
    let refused = contacts.create(harness.location()).first_name("Mara").email("no address").await;
    assert!(refused.unwrap_err().is_status(422));
    let refused =
        contacts.create(harness.location()).date_of_birth("1988-02-31").email(Field::Null).await;
    assert!(refused.unwrap_err().is_status(422));
    let after = contacts.list(harness.location()).limit(1).await.unwrap().count;
    assert_eq!(before, after);
    format!("{after} contacts before and after")
}
