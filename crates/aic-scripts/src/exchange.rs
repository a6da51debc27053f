//! Sending a request and reading its answer.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::StreamExt;
use ping_transport::{HttpTransport, Request};

/// The longest body of an answer.
const BODY_BYTES: usize = 4 << 20;

/// Sends a request and reads the answer.
pub(crate) async fn exchange(
    transport: Arc<dyn HttpTransport>,
    request: Request,
) -> Result<Answer, String> {
    let answer = transport.send(request).await.map_err(|error| error.to_string())?;
    let (head, mut body) = answer.into_parts();
    let mut bytes = Vec::new();
    while let Some(chunk) = body.next().await {
        bytes.extend_from_slice(&chunk.map_err(|error| error.to_string())?);
        if bytes.len() > BODY_BYTES {
            return Err(format!("the answer has more than {BODY_BYTES} bytes"));
        }
    }
    Ok(Answer { status: head.status, headers: head.headers, body: bytes.into() })
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: http::StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Bytes,
}
