//! Pairing without the PingID app.

use std::time::Duration;

use crate::base::{
    limits::{Kept, Latest},
    timestamp::Timestamp,
    yubikey,
};
use crate::domain::pingid::{
    device::{Kind, Paired},
    refused::{Refused, WRONG_OTP},
};

/// How long a pairing that has begun can be finished.
pub(crate) const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// How many wrong passcodes end it.
pub(crate) const ATTEMPTS: u32 = 5;

/// The pairings that have begun, by their session ids.
pub(crate) struct Pairings {
    pub(crate) open: Latest<Pairing>,
    /// The passcodes of YubiKeys, each of which is good once.
    pub(crate) used_yubikey_otps: yubikey::Used,
}

pub(crate) struct Pairing {
    pub(crate) user: String,
    pub(crate) device: Paired,
    pub(crate) proof: Proof,
    pub(crate) expires: Timestamp,
    pub(crate) attempts: u32,
}

/// What finishes a pairing.
pub(crate) enum Proof {
    /// The passcode that was sent.
    Sent(String),
    /// A passcode of a token; where it may be, once it was found out of step.
    Token(Vec<u64>),
    /// A passcode of the app that got the key.
    App,
}

impl Pairings {
    pub(crate) fn new(kept: Kept) -> Self {
        Self { open: Latest::new(kept), used_yubikey_otps: yubikey::Used::new(kept) }
    }

    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.open.end(|pairing| pairing.expires <= now);
    }

    /// The user is gone.
    pub(crate) fn forget(&mut self, user: &str) {
        self.open.retain(|pairing| pairing.user != user);
    }

    /// The key that typed a passcode which was not used before; now it is.
    pub(crate) fn yubikey_of(&mut self, otp: &str) -> Option<Kind> {
        let (public_id, serial) = self.used_yubikey_otps.take(otp)?;
        Some(Kind::YubiKey { public_id: public_id.to_owned(), serial })
    }

    pub(crate) fn wrong(&mut self, session: &str) -> Refused {
        if let Some(pairing) = self.open.get_mut(session) {
            pairing.attempts += 1;
            if pairing.attempts >= ATTEMPTS {
                self.open.remove(session);
            }
        }
        WRONG_OTP
    }
}
