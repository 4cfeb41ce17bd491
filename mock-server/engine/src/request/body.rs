//! Bodies: read within a limit, and understood as JSON where that makes sense.

use bytes::{Buf as _, Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use twinspec_blueprint as blueprint;

use crate::outline::Outline;
use crate::refusal::Refusal;
use crate::request::{form, text};

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

/// A body, understood.
#[derive(Debug, Default)]
pub(crate) struct Understood {
    /// Which of the documented contents it is; `None` if there is no body.
    pub(crate) content: Option<usize>,
    /// What it says; `None` if it is in a media type that is not read.
    pub(crate) value: Option<Value>,
}

/// Understands a body: JSON, forms and plain text; anything else is accepted as it is.
pub(crate) async fn understand<'s>(
    described: &blueprint::Body,
    outline: impl Fn(usize) -> Outline<'s>,
    headers: &HeaderMap,
    bytes: &Bytes,
) -> Result<Understood, Refusal> {
    if bytes.is_empty() {
        return Ok(Understood::default());
    }
    let media_type = media_type(headers);
    let Some(content) = best_fit(&described.contents, &media_type) else {
        return Err(unsupported(&described.contents, &media_type));
    };
    let malformed = |kind: &str, why: &dyn std::fmt::Display| {
        Refusal::new(StatusCode::BAD_REQUEST, format!("the body is not valid {kind}: {why}"))
    };
    let encodings = &described.contents[content].encodings;
    let value = if is_json(&media_type) {
        Some(serde_json::from_slice(bytes).map_err(|it| malformed("JSON", &it))?)
    } else if media_type == "application/x-www-form-urlencoded" {
        let fields = form::urlencoded(bytes).map_err(|it| malformed("as a form", &it))?;
        Some(form::value(fields, encodings, outline(content)))
    } else if media_type == "multipart/form-data" {
        let fields = form::multipart(headers, bytes).await;
        let fields = fields.map_err(|it| malformed("as a form of parts", &it))?;
        Some(form::value(fields, encodings, outline(content)))
    } else if media_type == "text/plain" {
        let text = std::str::from_utf8(bytes).map_err(|it| malformed("UTF-8", &it))?;
        Some(text::likeliest(text, outline(content)))
    } else {
        None
    };
    Ok(Understood { content: Some(content), value })
}

/// Finds the content whose media type fits best: the same, else the narrowest range.
fn best_fit(contents: &[blueprint::Content], sent: &str) -> Option<usize> {
    let fit = |accepted: &str| {
        let accepted = essence(accepted);
        match accepted.strip_suffix('*') {
            _ if sent.is_empty() => None,
            Some("*/") => Some(0),
            Some(start) => sent.starts_with(start).then_some(1),
            None => (accepted == sent).then_some(2),
        }
    };
    let fits = contents.iter().enumerate();
    let fits = fits.filter_map(|(position, it)| Some((fit(&it.media_type)?, position)));
    // Of several that fit alike the first one counts.
    fits.max_by_key(|(fit, position)| (*fit, std::cmp::Reverse(*position))).map(|(_, it)| it)
}

fn unsupported(contents: &[blueprint::Content], sent: &str) -> Refusal {
    let accepted: Vec<&str> = contents.iter().map(|it| it.media_type.as_ref()).collect();
    let accepted = accepted.join("` or `");
    Refusal::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        if sent.is_empty() {
            format!("the header `content-type` is missing, expected `{accepted}`")
        } else {
            format!("a body of type `{sent}` is not supported, expected `{accepted}`")
        },
    )
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

/// Returns a media type in lower case, without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

pub(crate) fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type == "text/json" || media_type.ends_with("+json")
}
