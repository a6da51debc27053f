//! PingID's calls: what they put on the wire, and stories against the emulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod decisions;
mod hostile;
mod inputs;
mod options;
mod secrets;
mod settings;
mod stories;
mod support;
mod wire;
