//! Typed calls of the PingID API: user management, pairing and authentication.
