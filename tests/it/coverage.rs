//! What the cases have seen of the document.

use std::collections::BTreeSet;

use tests::{DOCUMENT, Wire};
use twinspec_referee::Referee;

use crate::cases::ALL;
use crate::run::run;

#[test]
fn every_documented_status_of_every_operation_is_seen() {
    let referee = Referee::from_yaml(DOCUMENT).unwrap();
    let documented: BTreeSet<(String, String)> = referee
        .operations()
        .flat_map(|it| {
            let pair = move |status: &&str| (it.id.to_owned(), (*status).to_owned());
            it.statuses.iter().map(pair).collect::<Vec<_>>()
        })
        .collect();
    let operations: BTreeSet<&String> = documented.iter().map(|(operation, _)| operation).collect();
    assert_eq!(operations.len(), 16);

    let judged = ALL.iter().flat_map(|it| run(Wire::InProcess, *it).judged);
    let seen: BTreeSet<(String, String)> = judged
        .filter_map(|it| {
            let verdict = it.verdict;
            Some((verdict.operation()?.to_owned(), verdict.documented_as()?.to_owned()))
        })
        .collect();

    let unseen: Vec<_> = documented.difference(&seen).collect();
    assert!(unseen.is_empty(), "no case sees {unseen:#?}");
}
