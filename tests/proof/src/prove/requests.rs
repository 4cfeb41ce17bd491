//! Whether the requests of a client satisfy the document, and say what the call was given.

use http::Response;
use twinspec_referee::Referee;

use crate::calls::{Call, Calls, Outcome};
use crate::document::{Body, Operation};
use crate::facade::Wire;
use crate::prove::compare;
use crate::prove::report::Report;
use crate::prove::sample::{Extent, Sample, Sampler};
use crate::request::reasons;

/// More edges of one place are not tried.
const EDGES: usize = 24;

/// Proves the requests of one operation.
pub(crate) fn prove<C>(
    calls: &Calls<C>,
    call: &Call<C>,
    operation: &Operation<'_>,
    sampler: &Sampler<'_>,
    report: &mut Report,
) {
    let bodies: Vec<Option<&Body<'_>>> = match operation.bodies.as_slice() {
        [] => vec![None],
        bodies => bodies.iter().map(Some).collect(),
    };
    for body in bodies {
        let mut edges = 2;
        let extents = (0..).map(|it| match it {
            0 => Extent::Required,
            1 => Extent::All,
            _ => Extent::Edge(it - 2),
        });
        for extent in extents {
            if matches!(extent, Extent::Edge(edge) if edge >= edges) {
                break;
            }
            let case = case(extent, body);
            match sampler.sample(operation, body, extent) {
                Ok(sample) => {
                    edges = edges.max(sample.edges.min(EDGES));
                    report.check();
                    for what in wrong(calls, call, operation, &sample, sampler.referee) {
                        report.wrong(call.operation, &case, &what);
                    }
                }
                Err(what) => report.unproved(call.operation, &what),
            }
        }
    }
}

fn case(extent: Extent, body: Option<&Body<'_>>) -> String {
    let media = body.map(|it| format!(" as {}", it.media)).unwrap_or_default();
    format!("{}{media}", extent.name())
}

fn wrong<C>(
    calls: &Calls<C>,
    call: &Call<C>,
    operation: &Operation<'_>,
    sample: &Sample,
    referee: &Referee,
) -> Vec<String> {
    let wire = Wire::answering(Response::default());
    let outcome = match run(calls, call, sample, wire.clone()) {
        Ok(outcome) => outcome,
        Err(what) => return vec![what],
    };
    let sent = wire.sent();
    let Some(sent) = sent.first() else {
        return vec![match outcome {
            Outcome::Other(_, text) => text,
            other => format!("nothing was sent: {other:?}"),
        }];
    };
    let mut wrong = compare::request(sample, operation, sent);
    for unasked in sample.given.unasked() {
        wrong.push(format!("the call takes no `{unasked}`"));
    }
    match reasons(referee, sent) {
        Ok(reasons) => {
            wrong.extend(reasons.iter().map(|(place, expected)| format!("{place} should be {expected}")));
        }
        Err(what) => wrong.push(what),
    }
    wrong
}

/// Makes a client, calls, and waits for what comes of it.
pub(crate) fn run<C>(
    calls: &Calls<C>,
    call: &Call<C>,
    sample: &Sample,
    wire: Wire,
) -> Result<Outcome, String> {
    let client = (calls.connect)(wire, &sample.given)?;
    let sent = (call.make)(&client, &sample.given)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|it| it.to_string())?;
    Ok(runtime.block_on(sent))
}
