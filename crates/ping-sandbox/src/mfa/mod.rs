//! Devices and device authentications.

use crate::route::Handler;

/// What MFA remembers.
#[derive(Default)]
pub(crate) struct MfaState {}

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    Vec::new()
}
