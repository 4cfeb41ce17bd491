//! One exchange at a time over HTTP, each of them judged.

use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use http::{Request, Response, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use tokio::runtime::Runtime;
use twinspec_referee::{Exchange, Referee, Side, Verdict};

use crate::findings::{Finding, Findings};

/// A server that takes longer does not answer.
const LIMIT: Duration = Duration::from_secs(30);

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

/// A connection to the server under judgement.
pub(crate) struct Wire {
    runtime: Runtime,
    client: Client<HttpConnector, Full<Bytes>>,
    url: String,
}

impl Wire {
    pub(crate) fn new(url: &str) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let client = Client::builder(TokioExecutor::new()).build_http();
        Ok(Self { runtime, client, url: url.trim_end_matches('/').to_owned() })
    }

    pub(crate) fn send(&self, request: &Request<Bytes>) -> anyhow::Result<Response<Bytes>> {
        let uri: Uri = format!("{}{}", self.url, request.uri()).parse().context("a URL")?;
        let mut sent = Request::new(Full::new(request.body().clone()));
        *sent.method_mut() = request.method().clone();
        *sent.uri_mut() = uri;
        *sent.headers_mut() = request.headers().clone();
        let exchange = async {
            let (head, body) = self.client.request(sent).await?.into_parts();
            anyhow::Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
        };
        let limited = async { tokio::time::timeout(LIMIT, exchange).await };
        self.runtime.block_on(limited).context("no answer in time")?
    }

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
