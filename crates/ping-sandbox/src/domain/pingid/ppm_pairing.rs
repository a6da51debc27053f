//! Pairing of FIDO devices in the browser: `/registration/webauthn`.

use std::{collections::BTreeMap, time::Duration};

use crate::base::{timestamp::Timestamp, webauthn::Registration};
use crate::domain::pingid::device::FidoClass;

/// How long a page can be used.
pub(crate) const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The pairings that have begun, by their session ids. Each page is used once.
#[derive(Default)]
pub(crate) struct BrowserPairings(pub(crate) BTreeMap<String, Begun>);

pub(crate) struct Begun {
    pub(crate) user: String,
    pub(crate) class: FidoClass,
    pub(crate) registration: Registration,
    pub(crate) expires: Timestamp,
}

impl BrowserPairings {
    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.0.retain(|_, begun| begun.expires > now);
    }
}
