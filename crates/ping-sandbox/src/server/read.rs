//! Reads a request.

use std::time::Duration;

use http::request::Parts;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};

use crate::wire::{
    request::Request,
    response::{ApiError, Failure, invalid_request},
};

/// The documented limit of all request headers together, in bytes.
const HEADER_LIMIT: usize = 6 * 1024;
/// Reads a request whole; what cannot be read is refused with the documented error.
pub(super) async fn read(
    parts: Parts,
    body: Incoming,
    limit: usize,
    time: Duration,
) -> Result<Request, Failure> {
    let head: usize =
        parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if head > HEADER_LIMIT {
        return Err(ApiError::new(
            431,
            "INVALID_REQUEST",
            "The request could not be completed. The request headers are too large.",
        )
        .into());
    }
    let too_large = || {
        ApiError::new(
            413,
            "INVALID_REQUEST",
            "The request could not be completed. The request body is too large.",
        )
    };
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large().into());
    }
    let body = Limited::new(body, limit).collect();
    let body = match tokio::time::timeout(time, body).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => return Err(too_large().into()),
        Ok(Err(_)) => return Err(invalid_request("The body ended before it was complete.")),
        Err(_) => {
            return Err(ApiError::new(
                408,
                "INVALID_REQUEST",
                "The request could not be completed. Its body did not arrive in time.",
            )
            .into());
        }
    };
    Request::parse(parts.method, &parts.uri, parts.headers, body)
}
