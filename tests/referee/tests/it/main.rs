//! What the referee lets pass and what it does not: for each rule, an exchange of either kind.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod document;
mod layer;
mod parameters;
mod paths;
mod request_bodies;
mod responses;
mod schemas;
mod security;
mod verdicts;

use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;
use twinspec_referee::{Exchange, Referee, Verdict};

/// An exchange in the making.
struct Case {
    request: Request<Bytes>,
    response: Response<Bytes>,
}

fn case(method: &str, target: &str) -> Case {
    let request = Request::builder().method(method).uri(target).body(Bytes::new()).unwrap();
    Case { request, response: Response::new(Bytes::new()) }
}

fn get(target: &str) -> Case {
    case("GET", target)
}

fn post(target: &str) -> Case {
    case("POST", target)
}

impl Case {
    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.request.headers_mut().append(name, value.parse().unwrap());
        self
    }

    fn sending(self, body: &Value) -> Self {
        self.sending_as("application/json", &body.to_string())
    }

    fn sending_as(mut self, content_type: &str, body: &str) -> Self {
        *self.request.body_mut() = Bytes::copy_from_slice(body.as_bytes());
        self.with("content-type", content_type)
    }

    fn gets(mut self, status: u16) -> Self {
        *self.response.status_mut() = status.try_into().unwrap();
        self
    }

    fn answer_header(mut self, name: &'static str, value: &str) -> Self {
        self.response.headers_mut().append(name, value.parse().unwrap());
        self
    }

    fn answer(self, body: &Value) -> Self {
        self.answer_as("application/json", &body.to_string())
    }

    fn answer_as(mut self, content_type: &str, body: &str) -> Self {
        *self.response.body_mut() = Bytes::copy_from_slice(body.as_bytes());
        self.answer_header("content-type", content_type)
    }

    fn judged_by(&self, referee: &Referee) -> Verdict {
        referee.judge(&Exchange { request: &self.request, response: &self.response })
    }

    /// Why the request is invalid, a line each.
    fn reasons(&self, referee: &Referee) -> String {
        lines(self.judged_by(referee).request_reasons())
    }

    /// What breaks the document, a line each.
    fn violations(&self, referee: &Referee) -> String {
        lines(self.judged_by(referee).violations())
    }
}

fn lines(items: &[impl ToString]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// A referee for a 3.0 document; `body` starts at `paths:`.
fn referee(body: &str) -> Referee {
    referee_for("3.0.3", body)
}

fn referee_for(version: &str, body: &str) -> Referee {
    let document = format!("openapi: {version}\ninfo: {{ title: T, version: '1' }}\n{body}");
    let referee = Referee::from_yaml(&document).unwrap_or_else(|it| panic!("{it}"));
    referee.check_schemas().unwrap_or_else(|it| panic!("{it}"));
    referee
}
