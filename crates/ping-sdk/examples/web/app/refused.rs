//! A request that is not done, and what the person is told.

use std::convert::Infallible;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ping_sdk::ErrorKind;
use ping_sdk::transport::OpenError;

use super::page::{escaped, page};

const OVER: &str = "That is over: begin again.";

/// Why a request is not done.
#[derive(Debug)]
pub(super) struct Refused(StatusCode, String);

impl Refused {
    pub(super) fn forbidden(why: &str) -> Self {
        Self(StatusCode::FORBIDDEN, why.to_owned())
    }

    /// What the person typed will not do.
    pub(super) fn wrong(why: &str) -> Self {
        Self(StatusCode::BAD_REQUEST, why.to_owned())
    }
}

/// What was sealed is not this person's, or is too old.
impl From<OpenError> for Refused {
    fn from(_: OpenError) -> Self {
        Self::forbidden(OVER)
    }
}

/// What the person is told is ours to say; the error itself is for the log.
impl From<ping_sdk::Error> for Refused {
    fn from(error: ping_sdk::Error) -> Self {
        match error.field() {
            // It was used.
            Some("id") => return Self::forbidden(OVER),
            _ if error.kind() == ErrorKind::InvalidInput => {
                return Self::wrong("That cannot be right.");
            }
            // The service does not await this step any more.
            _ if error.kind() == ErrorKind::Api
                && error.status().is_some_and(|status| status == 400)
                || error.is_not_found() =>
            {
                return Self::forbidden(OVER);
            }
            _ => {}
        }
        eprintln!("not done: {error}");
        let why = "That does not work just now: try again.";
        Self(StatusCode::BAD_GATEWAY, why.to_owned())
    }
}

impl From<Infallible> for Refused {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(status, why) = self;
        let why = escaped(&why);
        let body = page(&format!("<p>{why}</p><p><a href=\"/\">Back</a></p>"));
        (status, body).into_response()
    }
}
