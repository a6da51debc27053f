//! PingOne Verify: transactions, metadata and verified data.
