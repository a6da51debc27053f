//! Authentication with a user name: from its first call to its last.

mod devices;
mod online;
mod passcodes;
mod policy;
mod push;

use ping_models::pingid::{DeviceId, OfflinePairing};
use pingid_rest::{Completed, Step};

use super::{Stage, is};

impl Stage {
    /// Begins to authenticate, as a program does that knows nothing but the name.
    pub(super) async fn sign_on(&self, user: &str) -> Step {
        self.pingid.authenticate(user).await.unwrap()
    }

    /// Pairs a device without asking whether it is the user's.
    pub(super) async fn pair(&self, device: OfflinePairing) -> DeviceId {
        let reply = self.pingid.pairings().offline(device).await.unwrap();
        reply.device_id.unwrap()
    }
}

/// The end at which the user has signed in.
#[track_caller]
pub(super) fn completed(step: Step) -> Completed {
    is!(step, Step::Completed)
}
