//! PingID: users, devices and pairing.
