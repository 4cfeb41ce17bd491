//! The ledger is whole, and says so when it is not.

use crate::fidelity::row::{Certainty, Row, functions_without, operations_without, rows, tests_in};
use crate::fidelity::{Source, run};

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned(), rows: rows(path, text).unwrap() }
}

#[test]
fn ledger_is_complete_and_up_to_date() {
    run(true).unwrap();
}

#[test]
fn rows_are_comments_of_several_lines() {
    let text = "
        # fidelity(observed; recorded answers): it is so,
        # and so. Held by `one`,
        # `two`.
        # fidelity(chosen; unknown): it might be so. Held by `three`.
        key: value
        # an aside
    ";

    let found = rows("f", text).unwrap();

    let row = |line, certainty, source: &str, behaviour: &str, tests: &[&str]| Row {
        line,
        certainty,
        source: source.to_owned(),
        behaviour: behaviour.to_owned(),
        tests: tests.iter().map(ToString::to_string).collect(),
    };
    let first =
        row(2, Certainty::Observed, "recorded answers", "it is so, and so.", &["one", "two"]);
    let second = row(5, Certainty::Chosen, "unknown", "it might be so.", &["three"]);
    assert_eq!(found, [first, second]);
}

#[test]
fn rows_in_another_form_say_where_and_what() {
    let cases = [
        (
            "// fidelity(sure; docs): x. Held by `a`.",
            "`sure` is no certainty, use one of `documented`",
        ),
        ("// fidelity(chosen; docs): x.", "expected `fidelity(CERTAINTY; SOURCE): BEHAVIOUR"),
        (
            "// fidelity(chosen): x. Held by `a`.",
            "expected `fidelity(CERTAINTY; SOURCE): BEHAVIOUR",
        ),
        ("// fidelity(chosen; docs): x. Held by nobody.", "no test holds it"),
    ];
    for (text, expected) in cases {
        let error = format!("{:#}", rows("f.rs", text).unwrap_err());

        assert!(error.starts_with("f.rs:1: ") && error.contains(expected), "{error}");
    }
}

#[test]
fn functions_that_are_registered_need_a_row_of_their_own() {
    let registry = "b.one(Op, topic::known).two(topic::unknown).three(topic::not, topic2::helper)";
    let text = "\
/// Docs.
// fidelity(chosen; unknown): x. Held by `a`.
pub(super) fn known() {}

/// Docs.
pub(super) fn unknown() {}

pub(super) fn helper() {}
";
    let topic = source("behaviour/topic.rs", text);
    let bare = source("behaviour/bare.rs", "fn private() {}");

    let expected = ["behaviour/topic.rs:6: `unknown` has no row"];
    assert_eq!(functions_without(&topic, registry), expected);
    assert_eq!(functions_without(&bare, registry), ["behaviour/bare.rs: the topic has no row"]);
}

#[test]
fn operations_need_a_row_of_their_own() {
    let text = "\
paths:
  /a:
    get:
      # fidelity(chosen; unknown): x. Held by `a`.
      operationId: one
    post:
      operationId: two
";

    let lacking = operations_without(&source("spec.yaml", text));

    assert_eq!(lacking, ["spec.yaml:6: `two` has no row"]);
}

#[test]
fn tests_are_functions_that_are_marked_and_cases() {
    let text = "
        #[test]
        fn one() {}
        fn helper() {}
        #[tokio::test]
        async fn two() {}
        cases! {
            lists::three,
        }
    ";

    assert_eq!(tests_in(text), ["one", "two", "three"]);
}
