//! What `HighLevel` does and its document cannot say.
//!
//! Each module is one topic. The functions here are all from a state and a request to a result:
//! they know no HTTP and have no clock of their own.

mod business;
mod channels;
mod choices;
mod contact;
mod custom_fields;
mod dates;
mod duplicates;
mod list;
mod location;
mod names;
mod oauth;
mod phones;
mod refusals;
mod task;

use twinspec_mock::{Behaviour, Map, SignedDuration};

use crate::generated::{Operation, Resource, contact as property};

pub use choices::{Choices, Missing};
pub use location::LOCATION_ID;

/// For how long a contact that was deleted may be restored.
const RESTORABLE: SignedDuration = SignedDuration::from_hours(60 * 24);

/// Returns everything that `HighLevel` does beyond its document, as far as that is known.
#[must_use]
pub fn behaviour() -> Behaviour {
    behaviour_with(Choices::default())
}

/// Returns everything that `HighLevel` does beyond its document; what is not known, as was chosen.
#[must_use]
pub fn behaviour_with(choices: Choices) -> Behaviour {
    Behaviour::new()
        .before_write(Resource::Contact, contact::complete)
        .before_write(Resource::Contact, duplicates::refuse)
        .before_write(Resource::Task, task::complete)
        .keep_deleted(Resource::Contact, RESTORABLE)
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
        .missing(move |resource, id| refusals::missing(choices.missing, resource, id))
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
