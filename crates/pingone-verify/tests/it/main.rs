//! Verify's calls: what they put on the wire, and stories against the emulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod sealed;
mod stories;
mod wire;
