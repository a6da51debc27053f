//! PingOne Verify: transactions, what comes of them, policies, documents and matching.

pub(crate) mod access;
pub(crate) mod assurance;
pub(crate) mod controls;
pub(crate) mod data;
pub(crate) mod documents;
pub(crate) mod legacy;
pub(crate) mod matching;
pub(crate) mod operations;
