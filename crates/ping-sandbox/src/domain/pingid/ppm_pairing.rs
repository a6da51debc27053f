//! Pairing of FIDO devices in the browser: `/registration/webauthn`.

use std::time::Duration;

use crate::base::{
    limits::{Kept, Latest},
    timestamp::Timestamp,
    webauthn::Registration,
};
use crate::domain::pingid::device::FidoClass;

/// How long a page can be used.
pub(crate) const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The pairings that have begun, by their session ids. Each page is used once.
pub(crate) struct BrowserPairings(pub(crate) Latest<Begun>);

pub(crate) struct Begun {
    pub(crate) user: String,
    pub(crate) class: FidoClass,
    pub(crate) registration: Registration,
    pub(crate) expires: Timestamp,
}

impl BrowserPairings {
    pub(crate) fn new(kept: Kept) -> Self {
        Self(Latest::new(kept))
    }

    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.0.end(|begun| begun.expires <= now);
    }
}
