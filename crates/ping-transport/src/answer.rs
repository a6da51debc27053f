//! An answer as it comes: read whole, or as far as it takes to see that it is a file.

use std::fmt;

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Response, StatusCode};
use tokio::sync::OwnedSemaphorePermit;

use crate::error::{Error, ErrorKind};
use crate::retry::Failure;
use crate::seam::{Body, TransportError};

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body; of a stream its beginning.
    pub(crate) body: Bytes,
    /// What is still to come of a stream.
    pub(crate) rest: Option<Chunks>,
}

/// What is still to come of an answer, and the leave to be under way that it holds.
pub(crate) struct Chunks {
    pub(crate) body: Body,
    pub(crate) permit: Option<OwnedSemaphorePermit>,
}

impl Chunks {
    fn new(body: Body) -> Self {
        Self { body, permit: None }
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chunks(..)")
    }
}

/// Why an attempt brought no answer that counts.
pub(crate) struct Failed {
    pub(crate) error: Error,
    pub(crate) failure: Failure,
}

impl Failed {
    pub(crate) fn finally(error: Error) -> Self {
        Self { error, failure: Failure::Final }
    }
}

impl From<TransportError> for Failed {
    fn from(error: TransportError) -> Self {
        Self { failure: Failure::of_transport(error.kind()), error: Error::transport(error) }
    }
}

/// The most memory that is taken for bytes which have not come, in bytes.
const MOST_AHEAD: usize = 1024 * 1024;

/// How many bytes tell a file from a message that came in its place, mostly and at most.
const ENOUGH_TO_TELL: usize = 64;
const MOST_TO_TELL: usize = 64 * 1024;

/// Reads an answer: whole or, where a file is expected, as far as it takes to see that it is one.
/// Of an error answer, only the head: its body is to come. A whole body is at most `limit` bytes
/// long; `is_file` tells a file from the replies of its service.
pub(crate) async fn read(
    response: Response<Body>,
    mut streams: bool,
    limit: usize,
    is_file: &(dyn Fn(&[u8]) -> Option<bool> + Sync),
) -> Result<Answer, Failed> {
    let (head, mut chunks) = response.into_parts();
    let mut answer =
        Answer { status: head.status, headers: head.headers, body: Bytes::new(), rest: None };
    if !answer.status.is_success() {
        answer.rest = Some(Chunks::new(chunks));
        return Ok(answer);
    }
    let declared = answer
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if !streams && declared.is_some_and(|length| length > limit) {
        return Err(too_large(&answer, limit));
    }
    let mut look_at = ENOUGH_TO_TELL;
    let mut more: Option<BytesMut> = None;
    while let Some(chunk) = chunks.next().await {
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => {
                let Failed { error, failure } = error.into();
                let error = error.with_answer(answer.status, &answer.headers);
                return Err(Failed { error, failure });
            }
        };
        let so_far = more.as_ref().map_or(answer.body.len(), BytesMut::len);
        if !streams && so_far.saturating_add(chunk.len()) > limit {
            return Err(too_large(&answer, limit));
        }
        match &mut more {
            Some(all) => all.extend_from_slice(&chunk),
            None if answer.body.is_empty() => answer.body = chunk,
            None => {
                // A length that is only claimed costs nothing to claim.
                let ahead = declared.unwrap_or(0).min(MOST_AHEAD);
                let mut all = BytesMut::with_capacity(ahead.max(answer.body.len() * 2));
                all.extend_from_slice(&answer.body);
                all.extend_from_slice(&chunk);
                more = Some(all);
            }
        }
        let so_far = more.as_deref().unwrap_or(&answer.body);
        if streams && so_far.len() >= look_at {
            match looks_like_file(so_far, &answer.headers, is_file) {
                Some(true) => break,
                None if so_far.len() < MOST_TO_TELL => look_at = so_far.len() * 2,
                Some(false) | None => streams = false,
            }
        }
    }
    if let Some(all) = more {
        answer.body = all.freeze();
    }
    let is_stream = || {
        let known = looks_like_file(&answer.body, &answer.headers, is_file);
        known.unwrap_or_else(|| !answer.body.starts_with(b"{"))
    };
    if streams && is_stream() {
        answer.rest = Some(Chunks::new(chunks));
    }
    Ok(answer)
}

fn too_large(answer: &Answer, limit: usize) -> Failed {
    let message = format!(
        "the answer is larger than the limit of {limit} bytes; raise `max_body_size` if that is \
         expected"
    );
    let error = Error::new(ErrorKind::TooLarge, message);
    Failed::finally(error.with_answer(answer.status, &answer.headers))
}

/// Whether the beginning of a body is that of a file, and not of a message or a web page; `None`
/// where it takes more of it.
fn looks_like_file(
    beginning: &[u8],
    headers: &HeaderMap,
    is_file: &(dyn Fn(&[u8]) -> Option<bool> + Sync),
) -> Option<bool> {
    let media_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let text = beginning.strip_prefix(b"\xef\xbb\xbf");
    let text = text.unwrap_or(beginning).trim_ascii_start();
    if text.starts_with(b"<") || media_type.is_some_and(|kind| kind.starts_with(b"text/html")) {
        return Some(false);
    }
    is_file(text)
}
