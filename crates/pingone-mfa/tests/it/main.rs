//! Tests of the MFA calls and of the sign-in flow.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fido;
mod flow;
mod masking;
mod policies;
mod push;
mod sealed;
mod service;
mod stories;
mod wire;
