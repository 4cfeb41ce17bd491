//! A transport that keeps what is sent and answers with what it was told.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use twinspec_client::{Answering, Transport};

/// The line between a client and a proof; both ends are the same.
#[derive(Clone, Debug, Default)]
pub struct Wire(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    sent: Vec<Request<Bytes>>,
    answer: Response<Bytes>,
}

impl Wire {
    pub(crate) fn answering(answer: Response<Bytes>) -> Self {
        Self(Arc::new(Mutex::new(State { sent: Vec::new(), answer })))
    }

    /// Returns the requests that were sent.
    pub(crate) fn sent(&self) -> Vec<Request<Bytes>> {
        std::mem::take(&mut self.state().sent)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Wire {
    fn send(&self, request: Request<Bytes>) -> Answering<'_> {
        let mut state = self.state();
        state.sent.push(request);
        let answer = state.answer.clone();
        Box::pin(std::future::ready(Ok(answer)))
    }
}
