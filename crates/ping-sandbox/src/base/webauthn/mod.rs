//! WebAuthn: registering credentials and checking what they sign.
//!
//! Options are written and credentials are read in the JSON of the services, which is not that of
//! browsers; a library does the cryptography. It comes with the feature `webauthn`: without it
//! nothing can begin, and the operations that need it are not emulated.

#[cfg(not(feature = "webauthn"))]
mod absent;
#[cfg(feature = "webauthn")]
mod assertion;
#[cfg(feature = "webauthn")]
mod given;
#[cfg(feature = "webauthn")]
mod origin;
#[cfg(feature = "webauthn")]
mod registration;
#[cfg(test)]
#[cfg(feature = "webauthn")]
mod tests;

#[cfg(not(feature = "webauthn"))]
pub(crate) use crate::base::webauthn::absent::{Assertion, Credential, Registration};
#[cfg(feature = "webauthn")]
pub(crate) use crate::base::webauthn::{
    assertion::Assertion,
    registration::{Credential, Registration},
};

/// Whether this build can do it.
pub(crate) const AVAILABLE: bool = cfg!(feature = "webauthn");

/// Why something is refused, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) String);

impl Refusal {
    fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// Where an authenticator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attachment {
    Platform,
    CrossPlatform,
}

impl Attachment {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::CrossPlatform => "cross-platform",
        }
    }
}

/// What a credential is registered for.
#[cfg_attr(not(feature = "webauthn"), allow(dead_code, reason = "nobody is there to read it"))]
pub(crate) struct Terms<'a> {
    pub(crate) rp_id: &'a str,
    pub(crate) rp_name: &'a str,
    pub(crate) user_handle: [u8; 32],
    pub(crate) user_name: &'a str,
    pub(crate) display_name: &'a str,
    /// The kind of authenticator that is asked for, if one is.
    pub(crate) attachment: Option<Attachment>,
    /// The user's credentials, none of which is wanted again.
    pub(crate) exclude: Vec<&'a Credential>,
}
