//! Tests of the transport.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::type_complexity
)]

mod envelope;
mod errors;
mod limits;
mod pages;
mod pingid_errors;
mod properties;
mod retries;
mod sockets;
mod support;
mod token_answers;
mod tokens;
