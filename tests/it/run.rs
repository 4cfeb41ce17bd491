//! The one door through which all cases go.

use std::pin::Pin;

use tests::{Harness, READ, Wire};
use twinspec_mock::{Behaviour, Mock};
use twinspec_referee::Judged;

use crate::cases::BEHAVIOUR;

/// What a case does; it returns what the client made of the answers.
pub(crate) type Case = for<'h> fn(&'h Harness) -> Pin<Box<dyn Future<Output = String> + 'h>>;

/// What one run of a case left behind.
pub(crate) struct Outcome {
    pub(crate) text: String,
    pub(crate) judged: Vec<Judged>,
}

/// What a case is run against.
#[derive(Clone, Copy)]
enum Engine {
    /// The flagship's mock, compiled.
    Compiled,
    /// The same engine on the document as it was read a moment ago, with the same behaviour.
    Read,
    /// What `twinspec mock spec/contacts.yaml` serves: the document alone.
    Bare,
}

impl Engine {
    fn mock(self) -> Mock {
        let mock = match self {
            Self::Compiled => tests::mock(),
            Self::Read => tests::mock_of(&READ, ghl_mock::behaviour()),
            Self::Bare => tests::mock_of(&READ, Behaviour::new()),
        };
        mock.unwrap()
    }
}

/// Runs a case every way, and holds what was said against its snapshot.
pub(crate) fn check(name: &str, case: Case) {
    let [in_process, over_tcp] = Wire::BOTH.map(|wire| run(wire, case));
    let read = run_on(Engine::Read, Wire::InProcess, case);
    for judged in [&in_process, &over_tcp, &read].into_iter().flat_map(|it| &it.judged) {
        assert!(judged.verdict.is_pass(), "{} {}: {}", judged.method, judged.uri, judged.verdict);
    }
    assert_eq!(in_process.text, over_tcp.text, "a socket makes a difference");
    assert_eq!(in_process.text, read.text, "it makes a difference when the document is read");
    check_bare(name, case, &in_process.text);
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, in_process.text));
}

/// Runs a case against the document alone: it comes out the same, or is marked as behaviour.
fn check_bare(name: &str, case: Case, expected: &str) {
    let bare = std::panic::catch_unwind(|| run_on(Engine::Bare, Wire::InProcess, case));
    let is_marked = BEHAVIOUR.contains(&name);
    match bare {
        Ok(bare) if !is_marked => {
            assert_eq!(bare.text, expected, "it needs behaviour and is not marked");
            assert!(bare.judged.iter().all(|it| it.verdict.is_pass()));
        }
        Ok(bare) => assert_ne!(bare.text, expected, "it is marked as behaviour and needs none"),
        Err(panic) if !is_marked => std::panic::resume_unwind(panic),
        // What a case unwraps is there only with the behaviour.
        Err(_) => {}
    }
}

/// Runs a case once.
pub(crate) fn run(wire: Wire, case: Case) -> Outcome {
    run_on(Engine::Compiled, wire, case)
}

fn run_on(engine: Engine, wire: Wire, case: Case) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let harness = Harness::with(engine.mock(), wire).await.unwrap();
        let value = case(&harness).await;
        let text = format!("{}{value}", harness.transcript.text());
        Outcome { text, judged: harness.judged() }
    })
}
