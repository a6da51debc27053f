//! The same interface in a build without WebAuthn: nothing begins, so there is nothing to finish.

use crate::base::random::Random;
use crate::base::webauthn::terms::{Attachment, Refusal, Terms, Wish};

/// No credential can be registered.
#[derive(Clone, Debug)]
pub(crate) enum Credential {}

impl Credential {
    pub(crate) fn id(&self) -> &[u8] {
        match *self {}
    }

    pub(crate) fn rp_id(&self) -> &str {
        match *self {}
    }

    pub(crate) fn attachment(&self) -> Option<Attachment> {
        match *self {}
    }

    pub(crate) fn transports(&self) -> &[&'static str] {
        match *self {}
    }
}

/// No registration can begin.
#[derive(Debug)]
pub(crate) enum Registration {}

impl Registration {
    pub(crate) fn begin(_: Terms<'_>, _: &mut Random) -> Result<Self, Refusal> {
        Err(unavailable())
    }

    pub(crate) fn with_challenge(_: Terms<'_>, _: &[u8]) -> Result<Self, Refusal> {
        Err(unavailable())
    }

    pub(crate) fn rp_id(&self) -> &str {
        match *self {}
    }

    pub(crate) fn options(&self) -> String {
        match *self {}
    }

    pub(crate) fn finish(&self, _: &str, _: &str) -> Result<Credential, Refusal> {
        match *self {}
    }
}

/// No assertion can be asked for.
#[derive(Debug)]
pub(crate) enum Assertion {}

impl Assertion {
    pub(crate) fn begin(_: &str, _: &[&Credential], _: &mut Random) -> Result<Self, Refusal> {
        Err(unavailable())
    }

    pub(crate) fn with_challenge(
        _: &str,
        _: &[&Credential],
        _: Wish,
        _: &[u8],
    ) -> Result<Self, Refusal> {
        Err(unavailable())
    }

    pub(crate) fn options(&self) -> String {
        match *self {}
    }

    pub(crate) fn rp_id(&self) -> &str {
        match *self {}
    }

    pub(crate) fn claimed_id(_: &str) -> Option<Vec<u8>> {
        None
    }

    pub(crate) fn finish(&self, _: &str, _: &str, _: &mut Credential) -> Result<(), Refusal> {
        match *self {}
    }
}

fn unavailable() -> Refusal {
    Refusal::new("This sandbox is built without its feature webauthn.")
}
