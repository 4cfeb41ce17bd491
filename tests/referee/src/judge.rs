//! From an exchange to a verdict.

mod body;
mod request;
mod response;
mod security;

use std::cmp::Reverse;

use http::{Method, StatusCode};

use crate::{
    model::Operation,
    referee::Referee,
    template::{Captures, request_segments},
    verdict::{Exchange, Side, Verdict, Violation, join},
};

/// Statuses that a server may give without looking at any operation: there is nothing here, not
/// with this method, this is too much, this cannot be read.
const OUTSIDE: [u16; 4] = [404, 405, 413, 415];

/// An operation that the request may be meant for.
struct Candidate<'r> {
    operation: &'r Operation,
    captures: Captures,
}

pub(crate) fn judge(referee: &Referee, exchange: &Exchange<'_>) -> Verdict {
    let candidates = candidates(referee, exchange);
    let judge = |it| (it, judge_candidate(referee, it, exchange));
    let verdicts: Vec<(&Candidate<'_>, Verdict)> = candidates.iter().map(judge).collect();
    // If one operation finds the request valid, those that do not were not meant: their 4xx would
    // excuse a wrong answer.
    let any_valid = verdicts.iter().any(|(_, it)| it.is_request_valid());
    let meant = verdicts.into_iter().filter(|(_, it)| it.is_request_valid() || !any_valid);
    let best = meant.min_by_key(|(candidate, it)| {
        // `/items?kind=new` says more about the request than `/items` does.
        let query = Reverse(candidate.operation.template.required_query.len());
        (it.violations.len(), it.request_reasons.len(), query)
    });
    best.map_or_else(|| judge_outside(referee, exchange), |(_, verdict)| verdict)
}

fn candidates<'r>(referee: &'r Referee, exchange: &Exchange<'_>) -> Vec<Candidate<'r>> {
    let path = request_segments(exchange.request.uri().path());
    let paths = readings(referee, &path);
    let method = exchange.request.method();
    let mut matches = Vec::new();
    for operation in referee.operations.iter().filter(|it| it.method == *method) {
        let captures = paths.iter().find_map(|path| operation.template.matches(path));
        if let Some(captures) = captures {
            matches.push((operation.template.precedence(), Candidate { operation, captures }));
        }
    }
    let Some(first) = matches.iter().map(|(precedence, _)| precedence.clone()).min() else {
        return Vec::new();
    };
    let alike = matches.into_iter().filter(|(precedence, _)| *precedence == first);
    alike.map(|(_, candidate)| candidate).collect()
}

/// Returns a path as it is, and as it is below each base.
fn readings<'p>(referee: &Referee, path: &'p [String]) -> Vec<&'p [String]> {
    let below_base = referee.bases.iter().filter_map(|base| path.strip_prefix(base.as_slice()));
    std::iter::once(path).chain(below_base).collect()
}

fn judge_candidate(
    referee: &Referee,
    candidate: &Candidate<'_>,
    exchange: &Exchange<'_>,
) -> Verdict {
    let operation = candidate.operation;
    let status = exchange.response.status();
    // A schema that cannot be compiled is nobody's mistake but the document's.
    let (troubles, request_reasons): (Vec<_>, Vec<_>) =
        request::reasons(referee, candidate, exchange.request)
            .into_iter()
            .partition(|it| it.side == Side::Document);
    let mut violations = troubles;
    let documented = operation.response(status.as_u16());
    if !request_reasons.is_empty() && !status.is_client_error() {
        let expected = format!("4xx because of the invalid request ({})", join(&request_reasons));
        violations.push(Violation::new(Side::Response, "status", expected, status.as_str()));
    } else if let Some(response) = documented {
        violations.extend(response::violations(referee, response, exchange));
    } else if request_reasons.is_empty() {
        // A document that lists only what may go wrong leaves open how what went well is answered.
        if !(status.is_success() && operation.lists_no_success()) {
            violations.push(undocumented(operation, status));
        }
    } else if response::is_json(exchange.response) {
        violations.extend(response::error_violations(referee, exchange));
    }
    Verdict {
        operation: Some(operation.id.clone()),
        documented_as: documented.map(|it| it.key.clone()),
        request_reasons,
        violations,
        unjudged: None,
    }
}

fn undocumented(operation: &Operation, status: StatusCode) -> Violation {
    let keys: Vec<&str> = operation.responses.iter().map(|it| it.key.as_str()).collect();
    let expected = format!("one of {}", keys.join(", "));
    Violation::new(Side::Response, "status", expected, status.as_str())
}

fn judge_outside(referee: &Referee, exchange: &Exchange<'_>) -> Verdict {
    let status = exchange.response.status();
    let is_options = exchange.request.method() == Method::OPTIONS;
    let mut violations = Vec::new();
    let mut unjudged = None;
    if let Some(named) = authorization(referee, exchange)
        && !status.is_server_error()
    {
        unjudged = Some(format!("it is for the authorization server ({named})"));
    } else if OUTSIDE.contains(&status.as_u16()) {
        violations.extend(response::error_violations(referee, exchange));
    } else if !(is_options && matches!(status.as_u16(), 200 | 204)) {
        let expected = "404, 405, 413 or 415, because no operation has this method and path";
        violations.push(Violation::new(Side::Response, "status", expected, status.as_str()));
    }
    let (operation, documented_as, request_reasons) = (None, None, Vec::new());
    Verdict { operation, documented_as, request_reasons, violations, unjudged }
}

/// Returns where the document names the path as one of its authorization server, if it does.
fn authorization<'r>(referee: &'r Referee, exchange: &Exchange<'_>) -> Option<&'r str> {
    let path = request_segments(exchange.request.uri().path());
    let mut paths = readings(referee, &path).into_iter();
    paths.find_map(|it| referee.authorization.get(it).map(String::as_str))
}
