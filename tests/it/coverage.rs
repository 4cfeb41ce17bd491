//! What the cases have seen of the document.

use std::collections::BTreeSet;

use tests::{DOCUMENT, Wire};
use twinspec_referee::Referee;

use crate::cases::ALL;
use crate::run::run;

/// What no case sees, with the reason; an entry that is no longer needed fails the test.
const GAPS: [(&str, &str); 1] = [
    // The mock does not limit rates yet.
    ("every operation", "429"),
];

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

    let unseen: Vec<_> = documented.difference(&seen).filter(|it| !is_gap(it)).collect();
    assert!(unseen.is_empty(), "no case sees {unseen:#?}");
    for gap in GAPS {
        let is_this = |(operation, status): &&(String, String)| {
            (gap.0 == "every operation" || gap.0 == operation.as_str()) && gap.1 == status.as_str()
        };
        assert!(!seen.iter().any(|it| is_this(&it)), "{gap:?} is seen and no gap any more");
        assert!(documented.iter().any(|it| is_this(&it)), "{gap:?} is not in the document");
    }
}

fn is_gap((operation, status): &(String, String)) -> bool {
    GAPS.iter().any(|gap| (gap.0 == "every operation" || gap.0 == operation) && gap.1 == status)
}
