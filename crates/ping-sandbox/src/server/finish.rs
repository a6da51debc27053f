//! What every answer carries, and the answers of faults.

use http::{HeaderName, HeaderValue, header::X_CONTENT_TYPE_OPTIONS};

use crate::{
    domain::faults::Fault,
    wire::{
        accept::Accept,
        response::{ApiError, Response},
    },
    world::Shared,
};

/// The body that belongs to an injected status, unless the rule brought its own.
pub(super) fn fault_answer(fault: &Fault, status: u16) -> Response {
    if let Some((media_type, body)) = &fault.body {
        return Response::with_body(status, media_type, body.clone());
    }
    let code = match status {
        401 | 403 => "ACCESS_FAILED",
        404 => "NOT_FOUND",
        429 => "REQUEST_LIMITED",
        400..=499 => "INVALID_REQUEST",
        _ => "UNEXPECTED_ERROR",
    };
    ApiError::new(status, code, "The request could not be completed. This answer was injected.")
        .response()
}

/// Adds what every answer carries.
pub(super) fn finish(
    shared: &mut Shared,
    response: Response,
    accept: Accept,
    operation: Option<&'static str>,
) -> Response {
    let correlation_id = match response.headers.get("correlation-id") {
        Some(id) => id.to_str().unwrap_or_default().to_owned(),
        None => shared.answers.uuid(),
    };
    let mut response = response
        .finish(accept, &correlation_id)
        .header(HeaderName::from_static("correlation-id"), &correlation_id);
    if let Some(operation) = operation {
        response.headers.insert(
            HeaderName::from_static("sandbox-operation"),
            HeaderValue::from_static(operation),
        );
    }
    guard_browser(&mut response);
    response
}

/// A body is what its media type says, and nothing else.
pub(super) fn guard_browser(response: &mut Response) {
    response.headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}
