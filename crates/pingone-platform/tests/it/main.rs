//! Tests of the platform's calls.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod service;
mod stories;
mod wire;
mod wire_users;
