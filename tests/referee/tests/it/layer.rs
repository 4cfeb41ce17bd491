//! The layer around a service.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_executor::block_on;
use http::{HeaderMap, Request, Response};
use http_body::{Body, Frame};
use tower::{Layer, ServiceExt, service_fn};
use twinspec_referee::{Judged, Referee, RefereeLayer};

use crate::referee;

const ECHO: &str = "
paths:
  /echo:
    post:
      operationId: echo
      requestBody: { content: { text/plain: { schema: { type: string, maxLength: 5 } } } }
      responses:
        '200': { description: ok, content: { text/plain: { schema: { type: string, maxLength: 5 } } } }
";

/// A body in pieces.
#[derive(Debug, Default)]
struct Pieces(Vec<Result<Frame<Bytes>, &'static str>>);

impl Body for Pieces {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        let next = if self.0.is_empty() { None } else { Some(self.0.remove(0)) };
        Poll::Ready(next)
    }
}

impl From<Bytes> for Pieces {
    fn from(bytes: Bytes) -> Self {
        Self(vec![Ok(Frame::data(bytes))])
    }
}

fn pieces(texts: &[&'static str]) -> Vec<Result<Frame<Bytes>, &'static str>> {
    texts.iter().map(|it| Ok(Frame::data(Bytes::from_static(it.as_bytes())))).collect()
}

fn request(body: Pieces) -> Request<Pieces> {
    let builder = Request::post("/echo").header("content-type", "text/plain");
    builder.body(body).unwrap()
}

type Frames = Vec<Result<Frame<Bytes>, &'static str>>;

/// Sends `sent` through the layer to a service that answers with `answer`, or else what it got.
/// Returns the response with the frames of its body, and what the sink was given.
fn send(sent: Frames, answer: Option<Frames>) -> (Response<Frames>, Vec<Judged>) {
    let judged = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&judged);
    let referee: Arc<Referee> = Arc::new(referee(ECHO));
    let layer = RefereeLayer::new(referee, move |it| sink.lock().unwrap().push(it));
    let answer = Arc::new(Mutex::new(answer));
    let service = layer.layer(service_fn(move |request: Request<Pieces>| {
        let answer = answer.lock().unwrap().take();
        async move {
            let body = answer.map_or_else(|| request.into_body(), Pieces);
            let builder =
                Response::builder().header("content-type", "text/plain").header("x-a", "b");
            Ok::<_, Infallible>(builder.body(body).unwrap())
        }
    }));

    let (parts, body) = block_on(service.oneshot(request(Pieces(sent)))).unwrap().into_parts();
    let frames = block_on(frames(body));
    let judged = judged.lock().unwrap().clone();
    (Response::from_parts(parts, frames), judged)
}

async fn frames(body: impl Body<Data = Bytes, Error = &'static str>) -> Frames {
    let mut body = std::pin::pin!(body);
    let mut frames = Vec::new();
    while let Some(frame) = std::future::poll_fn(|it| body.as_mut().poll_frame(it)).await {
        frames.push(frame);
    }
    frames
}

fn text(frames: &Frames) -> String {
    let data = frames.iter().filter_map(|it| it.as_ref().ok()?.data_ref());
    data.map(|it| String::from_utf8_lossy(it).into_owned()).collect()
}

#[test]
fn the_exchange_is_judged_and_the_response_is_unchanged() {
    let (response, judged) = send(pieces(&["ab", "cd"]), None);

    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-a"], "b");
    assert_eq!(text(response.body()), "abcd");
    let [judged] = &*judged else { panic!("{judged:?}") };
    assert!(judged.verdict.is_pass(), "{}", judged.verdict);
    assert_eq!(judged.verdict.operation(), Some("echo"));
    assert_eq!((judged.method.as_str(), judged.uri.path()), ("POST", "/echo"));
    assert_eq!(judged.status, 200);
}

#[test]
fn a_breach_is_reported_and_still_passed_on() {
    let (response, judged) = send(pieces(&["ab"]), Some(pieces(&["abc", "def"])));

    assert_eq!(text(response.body()), "abcdef");
    assert_eq!(
        judged[0].verdict.to_string(),
        "echo: response body: expected at most 5 characters, found \"abcdef\""
    );
}

#[test]
fn the_request_is_seen_whole() {
    let (_, judged) = send(pieces(&["abc", "def"]), Some(pieces(&["ok"])));

    assert_eq!(
        crate::lines(judged[0].verdict.request_reasons()),
        "request body: expected at most 5 characters, found \"abcdef\""
    );
}

#[test]
fn trailers_arrive() {
    let trailers = HeaderMap::from_iter([("x-sum".parse().unwrap(), "1".parse().unwrap())]);
    let mut answer = pieces(&["ab"]);
    answer.push(Ok(Frame::trailers(trailers.clone())));

    let (response, judged) = send(pieces(&["ab"]), Some(answer));

    assert_eq!(text(response.body()), "ab");
    let last = response.body().last().unwrap().as_ref().unwrap();
    assert_eq!(last.trailers_ref(), Some(&trailers));
    assert!(judged[0].verdict.is_pass());
}

#[test]
fn a_response_that_breaks_off_does_so_for_the_caller_and_is_a_violation() {
    let mut answer = pieces(&["ab"]);
    answer.push(Err("reset"));

    let (response, judged) = send(pieces(&["ab"]), Some(answer));

    assert_eq!(text(response.body()), "ab");
    assert_eq!(response.body().last().unwrap().as_ref().unwrap_err(), &"reset");
    assert_eq!(
        judged[0].verdict.to_string(),
        "echo: response body: expected a complete body, found an end after 2 bytes"
    );
}

#[test]
fn a_request_that_breaks_off_gets_400_and_no_judgement() {
    let mut sent = pieces(&["ab"]);
    sent.push(Err("reset"));

    let (response, judged) = send(sent, None);

    assert_eq!(response.status(), 400);
    assert!(judged.is_empty());
}
