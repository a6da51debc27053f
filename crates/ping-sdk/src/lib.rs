//! The Ping Identity cloud in one client: PingOne Platform, PingOne MFA, PingID and PingOne Verify.
