//! The sequences of PingID, each as a value that knows what comes next.

pub(crate) mod authentication;
pub(crate) mod offline_pairing;
pub(crate) mod online_pairing;
pub(crate) mod redirect;
