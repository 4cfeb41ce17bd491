//! Whether answers arrive as what they are, and nothing of them gets lost.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Method, Response, StatusCode};
use serde_json::Value;
use twinspec_client::facade::Statuses;
use twinspec_referee::{Exchange, Side};

use crate::calls::{Call, Calls, Outcome};
use crate::document::{self, Body, Operation};
use crate::encode;
use crate::facade::Wire;
use crate::plan::Plan;
use crate::prove::compare;
use crate::prove::report::Report;
use crate::prove::requests::run;
use crate::prove::sample::{Extent, Sample, Sampler};

/// So often a body is mended before it is given up.
const TRIES: usize = 24;
/// More edges of one place are not tried.
const EDGES: usize = 12;

/// Which answers are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    Successes,
    Errors,
}

/// A body that was made, and how many values at edges there are to try.
struct Made {
    bytes: Bytes,
    value: Option<Value>,
    edges: usize,
}

/// Proves the answers of one operation.
pub(crate) fn prove<C>(
    which: Which,
    calls: &Calls<C>,
    call: &Call<C>,
    operation: &Operation<'_>,
    sampler: &Sampler<'_>,
    report: &mut Report,
) {
    let statuses = statuses(which, operation);
    if statuses.is_empty() {
        return;
    }
    let sample = match sampler.sample(operation, operation.bodies.first(), Extent::Required) {
        Ok(sample) => sample,
        Err(what) => return report.unproved(call.operation, &what),
    };
    let accept = accept(calls, call, &sample);
    for (described, status) in statuses {
        let exact = |it: &Body<'_>| encode::accepts(&accept, &it.media);
        let none = !described.bodies.iter().any(exact);
        // Whoever asks for JSON gets a problem as JSON, too.
        let is_asked_for = |it: &&Body<'_>| exact(it) || none && encode::is_json(&it.media);
        let bodies: Vec<Option<&Body<'_>>> = match described.bodies.as_slice() {
            // The answer to a `HEAD` has no body, whatever is described.
            bodies if bodies.is_empty() || operation.method == Method::HEAD => vec![None],
            bodies if bodies.iter().any(|it| is_asked_for(&it)) => {
                for body in bodies.iter().filter(|it| !is_asked_for(it)) {
                    let what = format!("{} as {}", described.key, body.media);
                    report
                        .unproved(call.operation, &format!("{what}: the client asks for {accept}"));
                }
                bodies.iter().filter(is_asked_for).map(Some).collect()
            }
            bodies => bodies.iter().map(Some).collect(),
        };
        for body in bodies {
            let answer = Answer { call, described, status, body };
            answer.prove(calls, sampler, &sample, report);
        }
    }
}

/// Returns the media types that a call asks for.
fn accept<C>(calls: &Calls<C>, call: &Call<C>, sample: &Sample) -> String {
    let wire = Wire::answering(Response::default());
    let _ = run(calls, call, sample, wire.clone());
    let sent = wire.sent();
    let accept = sent.first().and_then(|it| it.headers().get(ACCEPT)?.to_str().ok());
    accept.unwrap_or("*/*").to_owned()
}

/// One documented answer.
struct Answer<'a, C> {
    call: &'a Call<C>,
    described: &'a document::Response<'a>,
    status: StatusCode,
    body: Option<&'a Body<'a>>,
}

impl<C> Answer<'_, C> {
    fn prove(&self, calls: &Calls<C>, sampler: &Sampler<'_>, sample: &Sample, report: &mut Report) {
        let mut edges = 2;
        let extents = (0..).map(|it| match it {
            0 => Extent::Required,
            1 => Extent::All,
            2 => Extent::Unknown,
            _ => Extent::Edge(it - 3),
        });
        for extent in extents {
            if matches!(extent, Extent::Edge(edge) if edge >= edges) {
                break;
            }
            let media = self.body.map(|it| format!(" as {}", it.media)).unwrap_or_default();
            let case = format!("{}{media}, {}", self.described.key, extent.name());
            let made = match self.make(sampler, sample, extent) {
                Ok(made) => made,
                Err(what) => {
                    report
                        .unproved(self.call.operation, &format!("{}: {what}", self.described.key));
                    continue;
                }
            };
            edges = edges.max(made.edges.min(EDGES));
            report.check();
            if let Some(what) = self.wrong(calls, sample, &made) {
                report.wrong(self.call.operation, &case, &what);
            }
            if self.body.is_none_or(|it| !encode::is_json(&it.media)) {
                // Without a structure there is but one answer.
                break;
            }
        }
    }

    fn make(&self, sampler: &Sampler<'_>, sample: &Sample, extent: Extent) -> Result<Made, String> {
        let Some(body) = self.body else {
            return Ok(Made { bytes: Bytes::new(), value: None, edges: 0 });
        };
        if !encode::is_json(&body.media) {
            let is_text = encode::is_text(&body.media);
            // No text, so that whoever takes it for one is found out.
            let bytes =
                if is_text { Bytes::from("a ☃\r\n") } else { Bytes::from(vec![0, 159, 255]) };
            return Ok(Made { bytes, value: None, edges: 0 });
        }
        let anything = Value::Bool(true);
        let schema = body.schema.unwrap_or(&anything);
        let mut plan = Plan { is_answer: true, ..Plan::default() };
        let mut first = None;
        for attempt in 0..TRIES {
            extent.plan(&mut plan, attempt);
            let value = sampler.maker.make(schema, body.example, "body", &mut plan);
            let response = self.response(value.to_string().into());
            let exchange = Exchange { request: &sample.request, response: &response };
            let verdict = sampler.referee.judge(&exchange);
            let violations = verdict.violations().iter();
            let of_body = violations.filter(|it| it.side != Side::Request && is_of_body(it));
            let mut is_valid = true;
            for violation in of_body {
                if violation.side == Side::Document {
                    return Err(violation.to_string());
                }
                is_valid = false;
                let place = violation.place.replacen(" /", "/", 1);
                first.get_or_insert_with(|| {
                    format!("no valid body is known: {place} should be {}", violation.expected)
                });
                plan.blame(&place, &violation.expected);
            }
            if is_valid {
                let value = if extent == Extent::Unknown {
                    plan.is_strange = true;
                    sampler.maker.make(schema, body.example, "body", &mut plan)
                } else {
                    value
                };
                let bytes = value.to_string().into();
                return Ok(Made { bytes, value: Some(value), edges: plan.edges });
            }
        }
        Err(first.unwrap_or_default())
    }

    fn response(&self, bytes: Bytes) -> Response<Bytes> {
        let mut response = Response::new(bytes);
        *response.status_mut() = self.status;
        let media = self.body.map(|it| match it.media.as_str() {
            "*/*" | "application/*" | "*" => "application/json".to_owned(),
            media => media.replace("/*", "/octet-stream"),
        });
        if let Some(media) = media.and_then(|it| it.parse().ok()) {
            response.headers_mut().insert(CONTENT_TYPE, media);
        }
        response
    }

    /// Says what became of an answer on its way, if it is not what it was.
    fn wrong(&self, calls: &Calls<C>, sample: &Sample, made: &Made) -> Option<String> {
        let wire = Wire::answering(self.response(made.bytes.clone()));
        let (found, body) = match run(calls, self.call, sample, wire) {
            Err(what) => return Some(what),
            Ok(Outcome::Success(status, _)) if !self.status.is_success() => {
                return Some(format!("an error arrives as a success with {status}"));
            }
            Ok(Outcome::Success(status, body)) => (Some(status), body),
            Ok(Outcome::Documented(status, statuses, body)) => {
                if self.status.is_success() {
                    return Some("a success arrives as an error".to_owned());
                }
                let expected = expected(self.described.key);
                if Some(statuses) != expected {
                    return Some(format!("it arrives as what is documented for {statuses:?}"));
                }
                (status, body)
            }
            Ok(Outcome::Other(_, text)) => return Some(text),
        };
        if found != Some(self.status) {
            return Some(format!("it arrives with the status {found:?}"));
        }
        match &made.value {
            Some(value) => compare::json(value, &body),
            None => (body != made.bytes).then(|| {
                format!(
                    "the body is {}, not {}",
                    compare::shown(&body),
                    compare::shown(&made.bytes)
                )
            }),
        }
    }
}

fn is_of_body(violation: &twinspec_referee::Violation) -> bool {
    violation.place.starts_with("body") || violation.side == Side::Document
}

/// The documented answers, each with a status that it stands for.
fn statuses<'d>(
    which: Which,
    operation: &'d Operation<'d>,
) -> Vec<(&'d document::Response<'d>, StatusCode)> {
    let is_taken = |code: u16| {
        operation.responses.iter().any(|it| match expected(it.key) {
            Some(Statuses::Exact(it)) => it == code,
            Some(Statuses::Range(digit)) => digit == code / 100,
            _ => false,
        })
    };
    let has_success = operation.responses.iter().any(|it| it.key.starts_with('2'));
    let is_exact = |code: u16| operation.responses.iter().any(|it| it.key == code.to_string());
    let mut statuses = Vec::new();
    for response in &operation.responses {
        let codes = match expected(response.key) {
            Some(Statuses::Exact(code)) => vec![code],
            Some(Statuses::Range(digit)) => {
                (digit * 100..digit * 100 + 100).find(|it| !is_exact(*it)).into_iter().collect()
            }
            // It stands for whatever goes wrong, and for what goes well if nothing else does.
            Some(Statuses::Default) => {
                let error = (400..599).find(|it| !is_taken(*it));
                error.into_iter().chain((!has_success).then_some(200)).collect()
            }
            None => Vec::new(),
        };
        statuses.extend(
            codes.into_iter().filter_map(|it| Some((response, StatusCode::from_u16(it).ok()?))),
        );
    }
    statuses.retain(|(_, it)| match which {
        Which::Successes => it.is_success(),
        // What is below is no answer yet.
        Which::Errors => it.as_u16() >= 300,
    });
    statuses
}

/// The statuses that a key of the document stands for.
fn expected(key: &str) -> Option<Statuses> {
    match key {
        "default" => Some(Statuses::Default),
        _ if key.len() == 3 && key.to_ascii_uppercase().ends_with("XX") => {
            key[..1].parse().ok().map(Statuses::Range)
        }
        _ => key.parse().ok().map(Statuses::Exact),
    }
}
