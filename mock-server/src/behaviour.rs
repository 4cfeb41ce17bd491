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
// fidelity(documented; help pages): a deleted contact can be brought back for 60 days, without its
// tasks and notes. Held by `a_contact_comes_back_within_sixty_days_without_tasks_and_notes`,
// `a_contact_is_gone_for_good_after_sixty_days`.
// fidelity(chosen; not known): it stays away while another contact has its address. Held by
// `a_contact_stays_away_when_its_address_is_taken`.
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
        // fidelity(documented; help pages): free text is looked for in names, e-mail address and
        // phone number. Held by `list_finds_by_free_text`.
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
        // fidelity(observed; one report): a query parameter that a list does not have is a 422.
        // Held by `the_list_refuses_what_it_cannot_do`.
        .refuse_unknown_query()
}

/// Sets a property, or takes it away when there is no text to set.
fn set(entity: &mut Map, property: &str, value: Option<String>) {
    match value.filter(|it| !it.is_empty()) {
        Some(value) => drop(entity.insert(property.to_owned(), value.into())),
        None => drop(entity.shift_remove(property)),
    }
}
