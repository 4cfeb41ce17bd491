//! Bodies: read within a limit, and understood as JSON.

use bytes::{Buf as _, Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use twinspec_blueprint as blueprint;

use crate::refusal::Refusal;

/// Refuses a body whose announced length is over the limit, before a byte of it is read.
pub(crate) fn check_length(headers: &HeaderMap, limit: usize) -> Result<(), Refusal> {
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    // A length of more digits than a `u64` holds is over any limit.
    let fits = length.is_none_or(|length| length.parse::<u64>().is_ok_and(|it| it <= limit as u64));
    if fits { Ok(()) } else { Err(too_large(limit)) }
}

/// Reads a body; what is over the limit is never buffered.
pub(crate) async fn read<B>(body: B, limit: usize) -> Result<Bytes, Refusal>
where
    B: http_body::Body,
{
    let mut body = std::pin::pin!(body);
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| {
            Refusal::new(StatusCode::BAD_REQUEST, "the body ended before it was complete")
        })?;
        let Ok(mut data) = frame.into_data() else { continue };
        if first.len() + all.len() + data.remaining() > limit {
            return Err(too_large(limit));
        }
        // Nearly every body arrives in one piece, which then needs no copy.
        let piece = data.copy_to_bytes(data.remaining());
        if first.is_empty() && all.is_empty() {
            first = piece;
        } else {
            if all.is_empty() {
                all.extend_from_slice(&std::mem::take(&mut first));
            }
            all.extend_from_slice(&piece);
        }
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// Understands a body; `None` if there is none, or if it is declared as something else than JSON.
pub(crate) fn parse(
    described: &blueprint::Body,
    headers: &HeaderMap,
    bytes: &[u8],
) -> Result<Option<Value>, Refusal> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let media_type = media_type(headers);
    if !described.media_types.iter().any(|accepted| accepts(accepted, &media_type)) {
        let accepted = described.media_types.join("` or `");
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            if media_type.is_empty() {
                format!("the header `content-type` is missing, expected `{accepted}`")
            } else {
                format!("a body of type `{media_type}` is not supported, expected `{accepted}`")
            },
        ));
    }
    if !is_json(&media_type) {
        return Ok(None);
    }
    serde_json::from_slice(bytes).map(Some).map_err(|error| {
        Refusal::new(StatusCode::BAD_REQUEST, format!("the body is not valid JSON: {error}"))
    })
}

fn too_large(limit: usize) -> Refusal {
    Refusal::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("the body is larger than the {limit} bytes that are allowed"),
    )
}

/// Returns the media type of a request in lower case, without its parameters.
fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    essence(value)
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn accepts(accepted: &str, sent: &str) -> bool {
    let accepted = essence(accepted);
    match accepted.strip_suffix('*') {
        _ if sent.is_empty() => false,
        Some("*/") => true,
        Some(start) => sent.starts_with(start),
        None => accepted == sent,
    }
}

fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type == "text/json" || media_type.ends_with("+json")
}
