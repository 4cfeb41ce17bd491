//! The flagship is proved in the way that any generated pair is; and what is broken is found.

use std::path::Path;
use std::sync::LazyLock;

use tests::generated::CALLS;
use twinspec_proof::{InProcess, Proof, Report};

static PROOF: LazyLock<Proof> = LazyLock::new(|| {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/contacts.yaml");
    Proof::read(document).unwrap()
});

#[test]
fn what_a_call_is_given_is_valid_and_is_what_is_sent() {
    PROOF.requests(&CALLS).assert();
}

#[test]
fn nothing_of_an_answer_gets_lost() {
    PROOF.answers(&CALLS).assert();
}

#[test]
fn each_documented_error_arrives_as_its_type() {
    PROOF.errors(&CALLS).assert();
}

#[test]
fn what_is_created_is_read_changed_deleted_and_gone() {
    let mock = twinspec_mock::Mock::builder(&ghl_mock::BLUEPRINT).no_rate_limit().build().unwrap();
    let server = InProcess::new(mock.service()).unwrap();

    PROOF.resources(&server).unwrap().assert();
}

/// The lines that say what is wrong.
fn wrong(report: &Report) -> String {
    let text = report.to_string();
    let lines = text.lines().filter(|it| !it.starts_with("not proved") && !it.starts_with("proof"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_intact_pair_has_nothing_wrong() {
    let calls = &broken::intact::proof::CALLS;

    for report in [PROOF.requests(calls), PROOF.answers(calls), PROOF.errors(calls)] {
        assert!(report.is_pass(), "{report}");
    }
}

#[test]
fn a_call_that_does_not_exist_is_missed() {
    let report = PROOF.requests(&broken::path::proof::CALLS);

    insta::assert_snapshot!(wrong(&report), @"
    wrong: GET /contacts/{contactId}/appointments
        client: there is no call
    ");
}

#[test]
fn a_property_with_another_name_is_found_in_requests() {
    let report = PROOF.requests(&broken::property::proof::CALLS);

    insta::assert_snapshot!(wrong(&report), @r#"
    wrong: POST /contacts/{contactId}/tasks
        what is required as application/json: `body due` cannot be given as null: invalid type: null, expected a string
    wrong: PUT /contacts/{contactId}/tasks/{taskId}
        all values as application/json: body/dueDate is lost: it was "2026-11-16T17:00:00.000Z"
        all values as application/json: the call takes no `body dueDate`
    "#);
}

#[test]
fn a_required_property_that_may_be_left_out_is_no_breach_of_what_is_sent() {
    // The caller gives it all the same: only a caller who does not would learn of it.
    let report = PROOF.requests(&broken::required::proof::CALLS);

    assert!(report.is_pass(), "{report}");
}

#[test]
fn a_status_that_the_document_does_not_list_is_found_in_the_walk() {
    let mock = twinspec_mock::Mock::builder(&broken::status::mock::BLUEPRINT)
        .no_rate_limit()
        .build()
        .unwrap();
    let server = InProcess::new(mock.service()).unwrap();

    let report = PROOF.resources(&server).unwrap();

    assert!(wrong(&report).contains("create-task"), "{report}");
}

#[test]
fn a_property_with_another_name_is_found_in_answers() {
    let report = PROOF.answers(&broken::property::proof::CALLS);

    assert!(wrong(&report).contains("missing `due`"), "{report}");
}

#[test]
fn an_error_that_arrives_as_another_is_found() {
    let report = PROOF.errors(&broken::error::proof::CALLS);

    assert!(wrong(&report).contains("what is documented for Range(4)"), "{report}");
}
