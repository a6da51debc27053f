//! Tests of the transport.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::type_complexity
)]

mod ahead;
mod blocking;
mod calls;
mod clocks;
mod downloads;
mod echoes;
mod envelope;
mod errors;
mod filters;
mod flows;
mod hosts;
mod limits;
mod network;
mod optional;
mod own_types;
mod pages;
mod pingid_errors;
mod pingid_replies;
mod polls;
mod properties;
mod records;
mod refusals;
mod regions;
mod retries;
mod rows;
mod seal;
mod secrets;
mod settings;
mod sockets;
mod spans;
mod support;
mod terminals;
mod token_answers;
mod token_use;
mod tokens;
mod trace;
mod unusable;
mod used_ids;
mod wire;
