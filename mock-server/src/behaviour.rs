//! What `HighLevel` does and its document cannot say.
//!
//! Each module is one topic. The functions here are all from a state and a request to a result:
//! they know no HTTP and have no clock of their own.

mod business;
mod channels;
mod contact;
mod custom_fields;
mod dates;
mod duplicates;
mod list;
mod location;
mod names;
mod oauth;
mod refusals;
mod task;
mod webhooks;

use twinspec_mock::{Behaviour, Map};

use crate::generated::{Operation, Resource, contact as property};

pub use location::LOCATION_ID;

/// Returns everything that `HighLevel` does beyond its document.
#[must_use]
pub fn behaviour() -> Behaviour {
    Behaviour::new()
        .before_write(Resource::Contact, contact::complete)
        .before_write(Resource::Contact, duplicates::refuse)
        .before_write(Resource::Task, task::complete)
        .view(Operation::CreateContact, contact::as_created)
        .view(Operation::GetContacts, list::as_listed)
        .view(Operation::GetContactsByBusinessId, list::as_listed)
        .view(Operation::GetContactsV3, list::as_listed)
        .view(Operation::GetContactsByBusinessIdV3, list::as_listed)
        .view(Operation::CreateContactV3, channels::as_v3)
        .view(Operation::GetContactV3, channels::as_v3)
        .view(Operation::UpdateContactV3, channels::as_v3)
        .search_in(
            Resource::Contact,
            &[property::FIRST_NAME, property::LAST_NAME, property::EMAIL, property::PHONE],
        )
        .admit(location::refuse_agency)
        .authorise(business::check_id)
        .authorise(location::confine)
        .denied(refusals::denied)
        .emission(webhooks::complete)
        .missing(refusals::missing)
        .oauth(oauth::rules())
        .refuse(refusals::version)
        .phrase(refusals::phrase)
        .refuse_unknown_query()
}

/// Sets a property, or takes it away when there is no text to set.
fn set(entity: &mut Map, property: &str, value: Option<String>) {
    match value.filter(|it| !it.is_empty()) {
        Some(value) => drop(entity.insert(property.to_owned(), value.into())),
        None => drop(entity.shift_remove(property)),
    }
}
