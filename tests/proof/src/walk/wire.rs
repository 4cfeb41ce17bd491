//! One exchange at a time, each of them judged.

use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;
use twinspec_referee::{Exchange, Referee, Side, Verdict};

use crate::walk::findings::{Finding, Findings};

/// What the walker expects of an answer, by what it did before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// The request is valid and names what exists.
    Success,
    /// It names what is gone or never was: a 4xx is right, documented or not.
    Gone,
    /// The walker does not know whether what it names exists.
    Either,
}

/// An answer, as far as the walker looks at it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) json: Option<Value>,
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(crate) fn is_refusal(&self) -> bool {
        (400..500).contains(&self.status)
    }
}

/// Where requests go, and where the answers come from.
pub trait Server: Sync {
    /// Sends one request, with a path and no host, and returns the answer.
    fn send(&self, request: &Request<Bytes>) -> anyhow::Result<Response<Bytes>>;
}

impl dyn Server + '_ {
    /// Sends a valid request, has the exchange judged, and notes what is wrong with it.
    pub(crate) fn exchange(
        &self,
        referee: &Referee,
        request: &Request<Bytes>,
        index: usize,
        expect: Expect,
        findings: &mut Findings,
    ) -> anyhow::Result<Answer> {
        let response = self.send(request)?;
        let verdict = referee.judge(&Exchange { request, response: &response });
        let status = response.status();
        let finding = |what: String| Finding {
            index,
            operation: verdict.operation().unwrap_or("no operation").to_owned(),
            request: format!("{} {}", request.method(), request.uri()),
            status: status.as_u16(),
            what,
        };
        findings.exchanges += 1;
        if status.is_server_error() {
            let body = String::from_utf8_lossy(response.body());
            findings.errors.push(finding(shortened(&body)));
        } else if status.is_client_error() && expect != Expect::Success && is_undocumented(&verdict)
        {
            findings.undocumented += 1;
        } else if !verdict.is_pass() {
            let own = |side| verdict.violations().iter().any(|it| it.side == side);
            let what = finding(verdict.to_string());
            if own(Side::Document) && !own(Side::Response) {
                findings.unjudged.push(what);
            } else {
                findings.invalid.push(what);
            }
        } else if status.is_client_error() && expect == Expect::Success {
            let body = String::from_utf8_lossy(response.body());
            findings.refused.push(finding(shortened(&body)));
        }
        let header = response.headers().get(http::header::LOCATION);
        Ok(Answer {
            status: status.as_u16(),
            location: header.and_then(|it| it.to_str().ok()).map(str::to_owned),
            json: serde_json::from_slice(response.body()).ok(),
        })
    }
}

/// Whether nothing is wrong but that the document does not list the status.
fn is_undocumented(verdict: &Verdict) -> bool {
    verdict.documented_as().is_none() && verdict.violations().iter().all(|it| it.place == "status")
}

fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}
