//! What each product remembers, and its rules; nothing here knows of other environments.

pub(crate) mod connection;
pub(crate) mod control_error;
pub(crate) mod cooldown;
pub(crate) mod faults;
pub(crate) mod fresh;
pub(crate) mod mfa;
pub(crate) mod notice;
pub(crate) mod oauth;
pub(crate) mod outbox;
pub(crate) mod pingid;
pub(crate) mod platform;
pub(crate) mod rates;
pub(crate) mod requests;
pub(crate) mod settings;
pub(crate) mod tally;
pub(crate) mod verify;
