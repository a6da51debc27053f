//! The web example and the console of the sandbox in a real browser: Chromium, driven over the
//! DevTools protocol. Where there is none, each test says so and is skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, unused_imports)]
#[path = "../../examples/web/app/mod.rs"]
mod app;
mod chromium;
mod console;
mod eyes;
mod hands;
mod passkeys;
mod tab;
#[allow(dead_code)]
#[path = "../../examples/web/tenant.rs"]
mod tenant;
