//! The walker, against a small server that keeps to its document or breaks one thing.
//!
//! The walker is a program and is run as one. A correct server has to pass whole; of each break it
//! has to say which operation does not do what it claims.

mod server;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tokio::net::TcpListener;
use twinspec::Settings;
use twinspec_mock::Mock;

use self::server::Break;

/// What a walk said, and whether it ended well.
struct Walk {
    report: Value,
    is_success: bool,
}

impl Walk {
    async fn through(planted: Break) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, server::pets(planted)).into_future());
        Self::of(&document(), &url).await
    }

    async fn of(document: &Path, url: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_walk"));
        command.arg(document).args(["--url", url, "--json"]);
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        let report = serde_json::from_slice(&output.stdout).unwrap();
        Self { report, is_success: output.status.success() }
    }

    /// Operations that did not pass, each with the reason.
    fn failed(&self) -> Vec<String> {
        let operations = self.report["operations"].as_array().unwrap();
        let failed = operations.iter().filter(|it| it["kind"] == "pair" && it["passed"] == false);
        let text = |it: &Value| {
            format!("{}: {}", it["operation"].as_str().unwrap(), it["reason"].as_str().unwrap())
        };
        failed.map(text).collect()
    }

    fn found(&self, list: &str) -> Vec<&str> {
        let entries = self.report[list].as_array().unwrap();
        entries.iter().map(|it| it["operation"].as_str().unwrap()).collect()
    }

    fn orphans(&self) -> Vec<&Value> {
        let chains = self.report["chains"].as_array().unwrap();
        chains.iter().filter_map(|it| it.get("orphan")).collect()
    }
}

/// Walks a mock of a document in `it/walk`.
async fn walk_mock(name: &str) -> Walk {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/walk").join(name);
    let (blueprint, _) = twinspec::blueprint(&Settings::new(&path, "cargo test")).unwrap();
    let mock = Mock::builder(&blueprint).build().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(mock.serve(listener));
    Walk::of(&path, &url).await
}

fn document() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("it/walk/pets.yaml")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_keeps_to_its_document_passes_whole() {
    let walk = Walk::through(Break::Nothing).await;

    let totals = &walk.report["totals"];
    assert_eq!(walk.failed(), Vec::<String>::new());
    assert!(walk.is_success, "{:#}", walk.report);
    assert_eq!(totals["pairs"], serde_json::json!({ "operations": 9, "stateful": 9, "shown": 9 }));
    assert_eq!(totals["refused"], 0, "{:#}", walk.report["refused"]);
    assert_eq!(walk.report["acts"][0]["operation"], "POST /pets/{petId}/groom");
    assert_eq!(walk.report["acts"][0]["passed"], true);
    assert_eq!(walk.orphans(), ["gone"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mock_of_odd_paths_passes_but_for_what_nothing_shows() {
    let walk = walk_mock("odd.yaml").await;

    assert!(walk.is_success, "{:#}", walk.report);
    assert_eq!(walk.report["totals"]["refused"], 0, "{:#}", walk.report["refused"]);
    insta::assert_snapshot!(walk.failed().join("\n"), @"
    GET /reports: not observable: `state` is asked for, and it says nothing of it
    GET /counts: it shows one thing, and none of these
    POST /counts: not observable: it asks what `GET` asks, with the same body
    GET /counts/{name}: not observable: no answer shows a value, and it works on what does not exist
    POST /counts/{name}: not observable: it asks what `GET` asks, with the same body
    PUT /lines/{lineId}: not observable: nothing shows what was made
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_and_forgotten_is_missed() {
    let walk = Walk::through(Break::ForgetsPets).await;

    insta::assert_snapshot!(walk.failed().join("\n"), @r#"
    GET /pets: what was made is not in the list
    POST /pets: reading it got 404
    GET /pets/{petId}: reading it got 404
    PATCH /pets/{petId}: a valid request got 404
    DELETE /pets/{petId}: a valid request got 404
    GET /pets/{petId}/toys: a valid request got 404
    POST /pets/{petId}/toys: a valid request got 404
    PUT /pets/{petId}/toys/{toyId}: nothing makes one, and there is none
    DELETE /pets/{petId}/toys/{toyId}: nothing makes one, and there is none
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_value_than_sent_is_seen() {
    let walk = Walk::through(Break::ReadsAnotherName).await;

    assert_eq!(walk.failed(), [r#"GET /pets/{petId}: `/name` was sent as "walk3" and is "Rex""#]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_is_not_kept_is_seen() {
    let walk = Walk::through(Break::IgnoresChanges).await;

    insta::assert_snapshot!(walk.failed().join("\n"), @r#"
    PATCH /pets/{petId}: `/name` was changed to "walk7" and is "walk3"
    PUT /pets/{petId}/toys/{toyId}: `/label` was changed to "walk28" and is "walk25"
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_loses_the_rest_is_seen() {
    let walk = Walk::through(Break::LosesTheRest).await;

    assert_eq!(walk.failed(), ["PATCH /pets/{petId}: `/chip` is no longer shown"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_and_still_there_is_seen() {
    let walk = Walk::through(Break::KeepsDeleted).await;

    insta::assert_snapshot!(walk.failed().join("\n"), @r#"
    DELETE /pets/{petId}: it can still be read
    DELETE /pets/{petId}/toys/{toyId}: the list still has it
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_without_what_was_made_is_seen() {
    let walk = Walk::through(Break::ListsNothing).await;

    assert_eq!(walk.failed(), ["GET /pets: what was made is not in the list"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_answer_costs_its_chain_and_fails_the_walk() {
    let walk = Walk::through(Break::AnswersWrongly).await;

    assert!(!walk.is_success);
    assert_eq!(walk.found("invalid").first(), Some(&"readPet"));
    insta::assert_snapshot!(walk.failed().join("\n"), @r#"
    GET /pets: an answer in its chain is wrong
    POST /pets: an answer in its chain is wrong
    GET /pets/{petId}: `/name` was sent as "walk3" and is 1
    PATCH /pets/{petId}: an answer in its chain is wrong
    DELETE /pets/{petId}: an answer in its chain is wrong
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_error_costs_its_chain_and_fails_the_walk() {
    let walk = Walk::through(Break::Fails).await;

    assert!(!walk.is_success);
    assert_eq!(walk.found("errors").first(), Some(&"deletePet"));
    insta::assert_snapshot!(walk.failed().join("\n"), @r#"
    GET /pets: an answer in its chain is wrong
    POST /pets: an answer in its chain is wrong
    GET /pets/{petId}: an answer in its chain is wrong
    PATCH /pets/{petId}: an answer in its chain is wrong
    DELETE /pets/{petId}: a valid request got 500
    GET /pets/{petId}/toys: an answer in its chain is wrong
    POST /pets/{petId}/toys: an answer in its chain is wrong
    PUT /pets/{petId}/toys/{toyId}: an answer in its chain is wrong
    DELETE /pets/{petId}/toys/{toyId}: a valid request got 500
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_valid_request_that_is_refused_is_listed() {
    let walk = Walk::through(Break::RefusesToys).await;

    assert_eq!(walk.found("refused").first(), Some(&"createToy"));
    insta::assert_snapshot!(walk.failed().join("\n"), @r#"
    GET /pets/{petId}/toys: nothing makes one, and there is none
    POST /pets/{petId}/toys: a valid request got 404
    PUT /pets/{petId}/toys/{toyId}: nothing makes one, and there is none
    DELETE /pets/{petId}/toys/{toyId}: nothing makes one, and there is none
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_that_outlives_its_parent_is_listed() {
    let walk = Walk::through(Break::KeepsOrphans).await;

    let said = walk.orphans()[0].as_str().unwrap();
    assert_eq!(said, "a child of a deleted parent is answered with 200");
}

/// What of a proof makes the client's calls, and so knows its runtime.
const OF_CALLS: [&str; 6] =
    ["answers.rs", "calls.rs", "facade.rs", "given.rs", "requests.rs", "transport.rs"];

#[test]
fn what_proves_shares_nothing_with_what_it_judges() {
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("proof/src")];
    let mut files = 0;
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            files += 1;
            let of_calls = OF_CALLS.iter().any(|it| path.ends_with(it));
            let runtime = (!of_calls).then_some("twinspec_client");
            let names = ["twinspec_mock", "twinspec_blueprint", "twinspec::", "ghl_", "openapiv3"];
            for name in names.into_iter().chain(runtime) {
                assert!(!text.contains(name), "{} names {name}", path.display());
            }
        }
    }
    assert!(files > 20, "the proof is not where it was");
}
