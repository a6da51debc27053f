//! Tests of the transport.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod envelope;
mod support;
mod token_answers;
mod tokens;
