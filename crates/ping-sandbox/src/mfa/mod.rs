//! Devices and device authentications.

use crate::route::Handler;

/// What MFA remembers.
#[derive(Default)]
pub(crate) struct MfaState {}

pub(crate) fn routes() -> Vec<(&'static str, Handler)> {
    Vec::new()
}

impl MfaState {
    /// Forgets a deleted user's devices and authentications.
    pub(crate) fn forget_user(&mut self, _id: &str) {}
}
