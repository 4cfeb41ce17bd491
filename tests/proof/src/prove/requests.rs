//! Whether the requests of a client satisfy the document, and say what the call was given.

use http::Response;
use twinspec_referee::Referee;

use crate::calls::{Call, Calls, Outcome};
use crate::document::{Body, Operation};
use crate::encode;
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
    for body in bodies(operation) {
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

/// The bodies that a caller chooses among: one value in several clothes is sent in one of them.
fn bodies<'d>(operation: &'d Operation<'d>) -> Vec<Option<&'d Body<'d>>> {
    let mut sorted: Vec<&Body<'_>> = operation.bodies.iter().collect();
    // A form that has parts holds whatever another can.
    sorted.sort_by_key(|it| (!encode::is_json(&it.media), !it.media.starts_with("multipart/")));
    let is_opaque = |it: &Body<'_>| {
        !(encode::is_json(&it.media) || encode::is_form(&it.media) || encode::is_text(&it.media))
    };
    let mut chosen: Vec<Option<&Body<'_>>> = Vec::new();
    for body in sorted {
        let is_same = |it: &&Body<'_>| {
            // A file says by itself what it is.
            if is_opaque(it) || is_opaque(body) {
                return is_opaque(it) == is_opaque(body);
            }
            // A patch of one kind says other things than one of another.
            if it.media != body.media
                && (it.media.contains("patch") || body.media.contains("patch"))
            {
                return false;
            }
            it.schema == body.schema && (body.schema.is_some() || it.media == body.media)
        };
        if !chosen.iter().flatten().any(is_same) {
            chosen.push(Some(body));
        }
    }
    if chosen.is_empty() { vec![None] } else { chosen }
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
            wrong.extend(
                reasons.iter().map(|(place, expected)| format!("{place} should be {expected}")),
            );
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
