//! Pairing security keys, biometrics and FIDO2 devices.

use std::time::Duration;

use crate::base::{
    limits::{Kept, Latest},
    timestamp::Timestamp,
    webauthn::Registration,
};
use crate::domain::pingid::device::FidoClass;

/// How long a pairing that has begun can be finished.
pub(crate) const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// How many credentials that are refused end it.
pub(crate) const ATTEMPTS: u32 = 5;
/// The longest name of an account.
pub(crate) const LONGEST_NAME: usize = 100;

/// The pairings that have begun, by their session ids.
pub(crate) struct FidoPairings(pub(crate) Latest<FidoPairing>);

pub(crate) struct FidoPairing {
    pub(crate) user: String,
    pub(crate) device_id: u64,
    pub(crate) device_uuid: String,
    pub(crate) class: FidoClass,
    pub(crate) display_id: Option<String>,
    pub(crate) registration: Registration,
    pub(crate) expires: Timestamp,
    pub(crate) refused: u32,
}

impl FidoPairings {
    pub(crate) fn new(kept: Kept) -> Self {
        Self(Latest::new(kept))
    }

    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.0.end(|pairing| pairing.expires <= now);
    }

    /// The user is gone.
    pub(crate) fn forget(&mut self, user: &str) {
        self.0.retain(|pairing| pairing.user != user);
    }
}
