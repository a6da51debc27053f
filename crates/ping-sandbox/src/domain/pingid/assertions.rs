//! Authentication with FIDO devices, and sign-on without a user name.

use std::time::Duration;

use crate::base::{
    limits::{Kept, Latest},
    timestamp::Timestamp,
    webauthn::Assertion,
};

/// How long a challenge can be answered; the options ask the browser to give up after two minutes.
pub(crate) const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The challenges that wait for an answer, by their session ids. Each is answered once.
pub(crate) struct Assertions(pub(crate) Latest<Asked>);

pub(crate) struct Asked {
    pub(crate) assertion: Assertion,
    pub(crate) whose: Whose,
    pub(crate) expires: Timestamp,
}

pub(crate) enum Whose {
    /// This user's, on any page.
    User(String),
    /// Anybody's: a credential says who the user is.
    Anybody { origin: String, service: String },
}

impl Assertions {
    pub(crate) fn new(kept: Kept) -> Self {
        Self(Latest::new(kept))
    }

    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.0.end(|asked| asked.expires <= now);
    }
}
