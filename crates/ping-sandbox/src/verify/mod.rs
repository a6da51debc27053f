//! PingOne Verify: verify transactions, their metadata and verified data.

use crate::{request::Request, response::Answer, route::Handler, state::State};

/// What Verify remembers.
#[derive(Default)]
pub(crate) struct VerifyState {}

/// The emulated operations by their catalogue ids.
pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    Vec::new()
}

/// Answers `/sandbox/verify/...`; `None` if there is no such control endpoint.
pub(crate) fn control(_state: &mut State, _request: &Request) -> Option<Answer> {
    None
}
