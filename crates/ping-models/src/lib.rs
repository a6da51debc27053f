//! Wire types of the Ping Identity cloud: PingOne Platform, PingOne MFA, PingID and PingOne Verify.
