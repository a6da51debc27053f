//! Tests of the wire types.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "platform")]
mod applications;
mod converts;
mod core;
mod derive;
mod fixtures;
mod memory;
#[cfg(feature = "mfa")]
mod mfa;
#[cfg(feature = "pingid")]
mod pingid;
mod places;
#[cfg(feature = "platform")]
mod platform;
mod rest;
mod values;
#[cfg(feature = "verify")]
mod verify;
#[cfg(any(feature = "mfa", feature = "pingid"))]
mod webauthn;
