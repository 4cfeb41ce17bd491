//! Sending: a delivery on its way, and the task beside a server that sends what is due.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};
use tokio::task::JoinSet;

use crate::engine::Engine;
use crate::live::Live;
use crate::webhooks::{Delivery, Webhooks};

/// How often the mock's clock is looked at while deliveries wait for their time: it may be one that
/// jumps.
const LOOK: Duration = Duration::from_secs(1);

/// A delivery on its way. If it is dropped, it has failed: its subscriber must not wait for ever.
pub(super) struct Sending {
    webhooks: Arc<Webhooks>,
    engine: Arc<Engine>,
    number: u64,
    request: Request<Bytes>,
    result: Result<StatusCode, String>,
}

impl Sending {
    pub(super) fn new(
        (webhooks, engine): (&Arc<Webhooks>, &Arc<Engine>),
        number: u64,
        (delivery, signed_in): (&Delivery, HeaderName),
    ) -> Self {
        let mut request = Request::new(Bytes::from(delivery.body.clone()));
        *request.method_mut() = http::Method::POST;
        // The URL was one when somebody subscribed by it.
        *request.uri_mut() = delivery.url.parse().unwrap_or_default();
        *request.headers_mut() = headers(delivery, signed_in);
        Self {
            webhooks: Arc::clone(webhooks),
            engine: Arc::clone(engine),
            number,
            request,
            result: Err("it was broken off".to_owned()),
        }
    }

    /// Sends it and notes what came of it.
    pub(super) async fn send(mut self) {
        let request = std::mem::take(&mut self.request);
        self.result = self.webhooks.deliver.deliver(request).await;
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        let result = std::mem::replace(&mut self.result, Ok(StatusCode::OK));
        self.webhooks.done(&self.engine, self.number, result);
    }
}

fn headers(delivery: &Delivery, signed_in: HeaderName) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(USER_AGENT, HeaderValue::from_static("twinspec-mock"));
    // Base64 has no character that a header could not hold.
    if let Ok(signature) = delivery.signature.parse() {
        headers.insert(signed_in, signature);
    }
    headers
}

/// Sends for ever; subscribers do not wait for each other.
pub(crate) async fn work(live: Arc<Live>) {
    let webhooks = Arc::clone(&live.engine().webhooks);
    let mut underway = JoinSet::new();
    loop {
        // Those that are done told it themselves.
        while underway.try_join_next().is_some() {}
        let engine = live.engine();
        webhooks.settle(&engine);
        while let Some(sending) = webhooks.next(&engine) {
            underway.spawn(sending.send());
        }
        // While nothing happens, an engine that is not the present one must not be kept.
        drop(engine);
        let is_waiting = webhooks.log().is_waiting();
        tokio::select! {
            () = webhooks.wake.notified() => {}
            () = tokio::time::sleep(LOOK), if is_waiting => {}
        }
    }
}
