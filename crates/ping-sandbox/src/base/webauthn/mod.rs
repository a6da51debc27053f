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
mod credential;
#[cfg(feature = "webauthn")]
mod given;
#[cfg(feature = "webauthn")]
mod origin;
#[cfg(feature = "webauthn")]
mod registration;
mod terms;
#[cfg(test)]
#[cfg(feature = "webauthn")]
mod tests;

#[cfg(not(feature = "webauthn"))]
pub(crate) use crate::base::webauthn::absent::{Assertion, Credential, Registration};
#[cfg(feature = "webauthn")]
pub(crate) use crate::base::webauthn::{
    assertion::Assertion, credential::Credential, registration::Registration,
};

pub(crate) use crate::base::webauthn::terms::{Attachment, Refusal, Terms, Wish};

/// Whether this build can do it.
pub(crate) const AVAILABLE: bool = cfg!(feature = "webauthn");
