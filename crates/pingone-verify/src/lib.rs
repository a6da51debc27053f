//! Typed calls of the PingOne Verify API: verify transactions and verified data.
