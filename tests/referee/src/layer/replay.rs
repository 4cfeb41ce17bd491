//! A body that was read to its end and can be sent on.

use std::{
    convert::Infallible,
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body::{Body, Frame, SizeHint};

/// A response's body after the referee has seen it: the same bytes in one piece, the same
/// trailers, and the same error if it broke off.
#[derive(Debug)]
pub struct Replay<E = Infallible> {
    data: Bytes,
    trailers: Option<HeaderMap>,
    error: Option<E>,
}

impl<E> Replay<E> {
    pub(super) fn empty() -> Self {
        Self { data: Bytes::new(), trailers: None, error: None }
    }

    pub(super) async fn read<B: Body<Data = Bytes, Error = E>>(body: B) -> Self {
        let mut body = pin!(body);
        let mut data = BytesMut::new();
        let (mut trailers, mut error) = (None, None);
        while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
            match frame.map(Frame::into_data) {
                Ok(Ok(piece)) => data.extend_from_slice(&piece),
                Ok(Err(frame)) => trailers = frame.into_trailers().ok(),
                Err(broken) => {
                    error = Some(broken);
                    break;
                }
            }
        }
        Self { data: data.freeze(), trailers, error }
    }

    pub(super) fn into_complete(self) -> Result<Bytes, E> {
        self.error.map_or(Ok(self.data), Err)
    }

    pub(super) fn bytes(&self) -> Bytes {
        self.data.clone()
    }

    pub(super) fn is_broken(&self) -> bool {
        self.error.is_some()
    }
}

// Nothing here is pinned: all fields are taken out whole.
impl<E> Unpin for Replay<E> {}

impl<E> Body for Replay<E> {
    type Data = Bytes;
    type Error = E;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, E>>> {
        if !self.data.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.data)))));
        }
        if let Some(trailers) = self.trailers.take() {
            return Poll::Ready(Some(Ok(Frame::trailers(trailers))));
        }
        Poll::Ready(self.error.take().map(Err))
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_empty() && self.trailers.is_none() && self.error.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        // What breaks off promised more than came; the promise is not ours to make exact.
        if self.error.is_some() {
            return SizeHint::default();
        }
        SizeHint::with_exact(self.data.len() as u64)
    }
}
