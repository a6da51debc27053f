//! The handles of a running sandbox.

pub(crate) mod builder;
pub(crate) mod environment;
pub(crate) mod faults;
pub(crate) mod mfa;
pub(crate) mod outbox;
pub(crate) mod pingid;
pub(crate) mod pingid_push;
pub(crate) mod sandbox;
pub(crate) mod server;
pub(crate) mod verify;
