//! Tests of the client of all products.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod building;
mod files;
mod guides;
mod web;
