//! Tests of the client of all products.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad_input;
mod building;
mod files;
mod guides;
mod import;
mod messages;
mod web;
