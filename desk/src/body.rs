//! Bodies of requests. An answer that leaves a part of the body unread closes the connection, and
//! the caller may then see a broken connection in place of the answer. So bodies are read out.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use http_body_util::BodyExt;

/// Bodies up to this size are read before anything else, lest an early refusal be lost.
const SMALL: usize = 64 << 10;

/// The request with its body already here, if that is small.
pub async fn read_small(request: Request) -> Request {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if length.and_then(|length| length.parse().ok()).is_none_or(|length: usize| length > SMALL) {
        return request;
    }
    let (parts, body) = request.into_parts();
    // What broke off is read as empty, and refused as such by whatever wants it.
    let bytes = read(body, SMALL).await.unwrap_or_default();
    Request::from_parts(parts, Body::from(bytes))
}

/// The bytes of a body of at most so many; nothing when it is larger or breaks off.
pub async fn read(mut body: Body, most: usize) -> Option<Bytes> {
    let mut bytes = Vec::new();
    let mut seen = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.ok()?.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen <= most {
            bytes.extend_from_slice(&data);
        } else if seen > most.saturating_mul(4) {
            break;
        }
    }
    (seen <= most).then(|| bytes.into())
}
