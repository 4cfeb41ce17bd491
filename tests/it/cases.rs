//! What a user can see, one case a line.

mod appointments;
mod contacts;
mod errors;
mod lists;
mod notes;
mod refusals;
mod statuses;
mod tags;
mod tasks;

use crate::run::{Case, check};

pub(crate) use crate::cases::contacts::seeded::INES;

/// The cases that need what HighLevel does beyond its document: derived and rewritten properties,
/// locations, versions, and the words of refusals. One that needs it no longer fails.
pub(crate) const BEHAVIOUR: &[&str] = &[
    "create_gives_what_the_server_made",
    "get_leaves_unset_properties_out",
    "update_changes_only_what_it_names",
    "update_with_null_empties_a_property",
    "delete_takes_tasks_and_notes_along",
    "a_created_contact_is_there_on_the_next_read",
    "custom_fields_go_in_as_field_value_and_come_out_as_value",
    "phones_are_stored_in_the_international_form",
    "a_phone_that_cannot_be_one_is_refused",
    "list_gives_the_newest_first_and_null_for_unset",
    "list_finds_by_free_text",
    "list_by_business_pages_by_offset_and_counts_all",
    "create_task_gives_the_task",
    "update_task_changes_only_what_it_names",
    "delete_task_leaves_the_others",
    "add_tags_is_a_union_in_lower_case",
    "a_duplicate_names_the_contact_that_is_there",
    "an_unknown_contact_is_a_bad_request",
    "a_wrong_token_is_unauthorized",
    "a_foreign_location_is_forbidden",
    "a_task_of_another_contact_is_not_found",
    "all_reasons_come_at_once",
    "a_refused_create_stores_nothing",
    "a_missing_or_unknown_version_is_unauthorized",
    "unknown_properties_and_wrong_types_are_all_named",
    "every_operation_refuses_a_missing_token",
    "every_operation_refuses_a_foreign_token",
    "every_operation_refuses_what_does_not_exist",
    "every_operation_that_documents_it_refuses_unknown_input",
];

/// Makes a test of each case, and a list of all of them for the coverage.
macro_rules! cases {
    ($($module:ident::$case:ident,)*) => {
        pub(crate) const ALL: &[Case] = &[$(|harness| Box::pin($module::$case(harness))),*];

        $(
            #[test]
            fn $case() {
                check(stringify!($case), |harness| Box::pin($module::$case(harness)));
            }
        )*
    };
}

cases! {
    contacts::create_gives_what_the_server_made,
    contacts::get_leaves_unset_properties_out,
    contacts::update_changes_only_what_it_names,
    contacts::update_with_null_empties_a_property,
    contacts::delete_takes_tasks_and_notes_along,
    contacts::a_created_contact_is_there_on_the_next_read,
    contacts::custom_fields_go_in_as_field_value_and_come_out_as_value,
    contacts::phones_are_stored_in_the_international_form,
    contacts::a_phone_that_cannot_be_one_is_refused,
    lists::list_gives_the_newest_first_and_null_for_unset,
    lists::list_goes_on_after_the_cursor_and_ends_without_one,
    lists::list_finds_by_free_text,
    lists::list_by_business_pages_by_offset_and_counts_all,
    tasks::create_task_gives_the_task,
    tasks::get_task_gives_the_task,
    tasks::list_tasks_gives_those_of_the_contact,
    tasks::update_task_changes_only_what_it_names,
    tasks::complete_task_sets_completed_and_unsets_it_again,
    tasks::delete_task_leaves_the_others,
    notes::get_note_gives_the_note,
    notes::list_notes_gives_those_of_the_contact,
    appointments::list_appointments_gives_those_of_the_contact,
    tags::add_tags_is_a_union_in_lower_case,
    errors::a_duplicate_names_the_contact_that_is_there,
    errors::an_unknown_contact_is_a_bad_request,
    errors::a_wrong_token_is_unauthorized,
    errors::a_foreign_location_is_forbidden,
    errors::a_task_of_another_contact_is_not_found,
    errors::all_reasons_come_at_once,
    errors::a_refused_create_stores_nothing,
    refusals::malformed_json_names_line_and_column,
    refusals::a_body_over_a_mebibyte_is_too_large,
    refusals::another_media_type_is_unsupported,
    refusals::an_unknown_route_is_not_found,
    refusals::a_wrong_method_says_which_are_allowed,
    refusals::a_missing_or_unknown_version_is_unauthorized,
    refusals::unknown_properties_and_wrong_types_are_all_named,
    statuses::every_operation_refuses_a_missing_token,
    statuses::every_operation_refuses_a_foreign_token,
    statuses::every_operation_refuses_what_does_not_exist,
    statuses::every_operation_that_documents_it_refuses_unknown_input,
    statuses::every_operation_refuses_too_many_requests,
}
