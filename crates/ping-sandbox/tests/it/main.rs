//! What a client sees of the sandbox, on the wire.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accept;
mod blocking;
mod bounds;
mod config;
mod conforms;
mod console;
mod control;
mod environments;
mod foreign;
mod hostile;
mod identity_counts;
mod memberships;
mod mfa;
mod names;
mod notices;
mod oauth;
mod pingid;
mod platform;
mod platform_tables;
mod program;
mod rates;
mod roles;
mod routing;
mod safety;
mod state;
mod strict;
mod support;
mod tenants;
#[cfg(feature = "tls")]
mod tls;
mod verify;
mod walk;
