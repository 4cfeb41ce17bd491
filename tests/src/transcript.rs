//! What went over the wire, as text that a person can read and a snapshot can hold.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use ghl_contacts::{Answering, Transport};
use http::{HeaderMap, Request};

use crate::locked;

/// The headers that say something about the API; the others belong to the connection.
const HEADERS: [&str; 5] = ["authorization", "version", "content-type", "allow", "location"];

/// Everything that was said, in order. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Transcript(Arc<Mutex<String>>);

impl Transcript {
    /// Returns all that was said so far.
    #[must_use]
    pub fn text(&self) -> String {
        locked(&self.0).clone()
    }

    /// Forgets all that was said so far, where it is too much to read.
    pub fn clear(&self) {
        locked(&self.0).clear();
    }

    /// Makes a transport that writes down what another one carries.
    pub(crate) fn record(&self, inner: Arc<dyn Transport>) -> impl Transport + use<> {
        Recorder { inner, transcript: self.clone() }
    }

    fn add(&self, exchange: &str) {
        locked(&self.0).push_str(exchange);
    }
}

struct Recorder {
    inner: Arc<dyn Transport>,
    transcript: Transcript,
}

impl Transport for Recorder {
    fn send(&self, request: Request<Bytes>) -> Answering<'_> {
        let path = request.uri().path_and_query().map_or("/", |it| it.as_str());
        let line = format!("{} {path}", request.method());
        let mut text = message("> ", &line, request.headers(), request.body());
        Box::pin(async move {
            let response = self.inner.send(request).await?;
            text.push_str(&message(
                "< ",
                &response.status().to_string(),
                response.headers(),
                response.body(),
            ));
            text.push('\n');
            self.transcript.add(&text);
            Ok(response)
        })
    }
}

fn message(mark: &str, line: &str, headers: &HeaderMap, body: &Bytes) -> String {
    let mut text = format!("{mark}{line}\n");
    for name in HEADERS {
        for value in headers.get_all(name) {
            let value = String::from_utf8_lossy(value.as_bytes());
            let _ = writeln!(text, "{mark}{name}: {value}");
        }
    }
    if !body.is_empty() {
        for line in pretty(body).lines() {
            let _ = writeln!(text, "{mark}{line}");
        }
    }
    text
}

/// A body that is no JSON is shown as it is, cut where it stops being readable.
fn pretty(body: &Bytes) -> String {
    serde_json::from_slice::<serde_json::Value>(body)
        .and_then(|it| serde_json::to_string_pretty(&it))
        .unwrap_or_else(|_| String::from_utf8_lossy(body).chars().take(200).collect())
}
