//! The one door through which all cases go.

use std::pin::Pin;

use tests::{Harness, Wire};
use twinspec_referee::Judged;

/// What a case does; it returns what the client made of the answers.
pub(crate) type Case = for<'h> fn(&'h Harness) -> Pin<Box<dyn Future<Output = String> + 'h>>;

/// What one run of a case left behind.
pub(crate) struct Outcome {
    pub(crate) text: String,
    pub(crate) judged: Vec<Judged>,
}

/// Runs a case both ways, and holds what was said against its snapshot.
pub(crate) fn check(name: &str, case: Case) {
    let [in_process, over_tcp] = Wire::BOTH.map(|wire| run(wire, case));
    for judged in in_process.judged.iter().chain(&over_tcp.judged) {
        assert!(judged.verdict.is_pass(), "{} {}: {}", judged.method, judged.uri, judged.verdict);
    }
    assert_eq!(in_process.text, over_tcp.text, "a socket makes a difference");
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, in_process.text));
}

/// Runs a case once.
pub(crate) fn run(wire: Wire, case: Case) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let harness = Harness::start(wire).await.unwrap();
        let value = case(&harness).await;
        let text = format!("{}{value}", harness.transcript.text());
        Outcome { text, judged: harness.judged() }
    })
}
